"""Public holidays, cached between runs: loading their package takes longer than judging a whole search."""

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
    """A test for the public holidays of `country`, cached by year in the folder `cache`.

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
    file = cache / "holidays" / f"{country}-{year}.json" if cache and edition else None
    if file is None:
        return holidays_in(country, year)
    days = _read(file, edition)
    if days is None:
        days = holidays_in(country, year)
        _write(file, edition, days)
    return days


def _package_version() -> str:
    """A text that identifies the installed package, without importing it; empty if there is none."""
    spec = importlib.util.find_spec("holidays")
    if spec is None or spec.origin is None:
        return ""
    try:
        return f"{spec.origin} {Path(spec.origin).stat().st_mtime_ns}"
    except OSError:
        return ""


def _read(file: Path, edition: str) -> frozenset[dt.date] | None:
    try:
        entry = json.loads(file.read_text("utf-8"))
        if entry["edition"] != edition:
            return None
        return frozenset(dt.date.fromisoformat(day) for day in entry["days"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write(file: Path, edition: str, days: Iterable[dt.date]) -> None:
    text = json.dumps({"edition": edition, "days": sorted(day.isoformat() for day in days)})
    write_cache(file, text.encode())
