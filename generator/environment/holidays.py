"""Public holidays, kept between runs: loading their package takes longer than judging a whole search."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import re
from collections.abc import Iterable
from pathlib import Path

from generator.core.fileops import write_cache
from generator.model.business_days import IsHoliday, holidays_in, no_holidays

_SAFE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def cached_holidays(country: str | None, cache: Path | None) -> IsHoliday:
    """A test for the public holidays of `country`, remembered year by year in the folder `cache`.

    What was remembered is used only with the same installation of the package that it came from.
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
    kept = cache / "holidays" / f"{country}-{year}.json" if cache and edition else None
    if kept is None:
        return holidays_in(country, year)
    days = _read(kept, edition)
    if days is None:
        days = holidays_in(country, year)
        _write(kept, edition, days)
    return days


def _package_version() -> str:
    """Which installation of the package this is, without importing it; empty if there is none."""
    found = importlib.util.find_spec("holidays")
    if found is None or found.origin is None:
        return ""
    try:
        return f"{found.origin} {Path(found.origin).stat().st_mtime_ns}"
    except OSError:
        return ""


def _read(kept: Path, edition: str) -> frozenset[dt.date] | None:
    try:
        found = json.loads(kept.read_text("utf-8"))
        if found["edition"] != edition:
            return None
        return frozenset(dt.date.fromisoformat(day) for day in found["days"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(kept: Path, edition: str, days: Iterable[dt.date]) -> None:
    """Keep a year; a cache that cannot be written is no reason to fail."""
    text = json.dumps({"edition": edition, "days": sorted(day.isoformat() for day in days)})
    write_cache(kept, text.encode())
