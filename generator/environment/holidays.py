"""Public holidays, cached between runs: loading their package takes longer than judging a whole search."""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
import json
import re
from pathlib import Path

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint
from generator.model.business_days import IsHoliday, holidays_in, no_holidays, subdivisions_of

_KIND, _PARTS = "holidays", "holiday-parts"
_SAFE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def cached_holidays(country: str | None, cache: Path | None) -> IsHoliday:
    """A test for the public holidays of `country`, cached by year in `cache`.

    Cached years are valid only for the installation of the package that they came from.
    """
    if not country or not _SAFE.fullmatch(country):
        return no_holidays
    years: dict[int, frozenset[dt.date]] = {}

    def is_holiday(day: dt.date) -> bool:
        if day.year not in years:
            years[day.year] = _year(country, day.year, cache)
        return day in years[day.year]

    return is_holiday


def _year(country: str, year: int, cache: Path | None) -> frozenset[dt.date]:
    edition = _package_version()
    if not edition:
        return holidays_in(country, year)
    key = cache_key(_method(), edition.encode(), country.encode(), b"%d" % year)
    days = cache_read(cache, _KIND, key, _read)
    if days is None:
        days = holidays_in(country, year)
        cache_put(cache, _KIND, key, json.dumps(sorted(day.isoformat() for day in days)).encode())
    return days


@functools.cache
def _method() -> bytes:
    """A key part that changes with the code that takes holidays from the package."""
    return code_fingerprint("generator.model.business_days", __name__)


def _package_version() -> str:
    """A text that identifies the installed package, without importing it; empty if there is none."""
    spec = importlib.util.find_spec("holidays")
    if spec is None or spec.origin is None:
        return ""
    try:
        return f"{spec.origin} {Path(spec.origin).stat().st_mtime_ns}"
    except OSError:
        return ""


def _read(data: bytes) -> frozenset[dt.date]:
    return frozenset(dt.date.fromisoformat(day) for day in json.loads(data))


def unknown_subdivision(country: str | None, cache: Path | None) -> tuple[str, ...] | None:
    """The subdivisions that the calendar knows, if it does not know that of `country`; else None."""
    if not country or "-" not in country or not _SAFE.fullmatch(country):
        return None
    code, _, subdivision = country.partition("-")
    edition = _package_version()
    key = cache_key(_method(), edition.encode(), code.encode())
    parts = cache_read(cache, _PARTS, key, _read_parts) if edition else None
    if parts is None:
        parts = subdivisions_of(code) or ()
        if edition:
            cache_put(cache, _PARTS, key, json.dumps(parts).encode())
    return None if subdivision in parts else parts


def _read_parts(data: bytes) -> tuple[str, ...]:
    return tuple(str(part) for part in json.loads(data))
