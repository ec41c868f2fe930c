"""In which file a new record goes: where this graduate keeps such records."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from generator.model.calendar import week_of
from generator.model.kinds import KIND, Journal, Period, file_stem
from generator.model.origin import Record

_FILE_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("week", re.compile(r"\d{4}-W\d{2}", re.IGNORECASE)),
    ("month", re.compile(r"\d{4}-\d{2}")),
    ("year", re.compile(r"\d{4}")),
)


def record_path(name: str, day: dt.date, journal: Journal, first_weekday: int = 0, kind: str = "") -> str:
    """The path of the file in which a record of `day` belongs. `name` is as the journal names the kind.

    The latest record decides how files are named: after weeks, months or years, or not after time at
    all; then the record goes into that file too. With `kind` records of that word alone are looked at
    first (`message` among the coaching). A kind that is one list has one file.
    """
    held, records = KIND[name], getattr(journal, name)
    alike = [record for record in records if kind and getattr(record, "kind", "") == kind]
    latest = _latest(alike or records)
    if not held.is_folder:
        return latest or held.files[0]
    week = week_of(day, first_weekday).name
    if latest is None:
        return held.new_file(day, week)
    stem, dot, ending = latest.rpartition("/")[2].rpartition(".")
    for span, pattern in _FILE_PERIODS:
        if pattern.fullmatch(stem):
            return f"{held.path}/{file_stem(span, day, week)}{dot}{ending}"
    return latest


def _latest(records: Sequence[Record]) -> str | None:
    """The path of the record with the latest day; of several the last one by path and line."""
    rows = [(record.day or dt.date.min, record.origin.position) for record in records]
    return max(rows)[1][0] if rows else None
