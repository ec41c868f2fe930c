"""Choose the file for a new record, following the graduate's own file names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from generator.model.calendar import week_of
from generator.model.kinds import KIND, Journal, Period, file_stem
from generator.model.origin import Record
from generator.reading.dates import read_day

_FILE_PERIODS: tuple[tuple[Period, re.Pattern[str]], ...] = (
    ("week", re.compile(r"\d{4}-W\d{2}", re.IGNORECASE)),
    ("month", re.compile(r"\d{4}-\d{2}")),
    ("year", re.compile(r"\d{4}")),
)


def record_path(name: str, day: dt.date, journal: Journal, first_weekday: int = 0, kind: str = "") -> str:
    """The path of the file for a record of `day`. `name` is the name of the kind.

    The latest record decides whether files are named after weeks, months or years; if after none, the new
    record goes into the same file. With `kind`, records with that `kind` (`message` among the coaching) are
    preferred. A kind that is a single list has one file. Files of single issues are left out of this.
    """
    row, records = KIND[name], getattr(journal, name)
    of_kind = [record for record in records if kind and getattr(record, "kind", "") == kind]
    latest = _latest([record for record in of_kind or records if not _OF_ISSUE.search(record.origin.path)])
    if not row.is_folder:
        return latest or row.files[0]
    week = week_of(day, first_weekday).name
    if latest is None:
        return row.new_file(day, week)
    stem, dot, ending = latest.rpartition("/")[2].rpartition(".")
    for span, pattern in _FILE_PERIODS:
        if pattern.fullmatch(stem):
            return f"{row.path}/{file_stem(span, day, week)}{dot}{ending}"
    return latest


def issue_path(name: str, day: dt.date, number: int, first_weekday: int = 0) -> str:
    """The path of the file for the record of an issue. It has no other, so that two devices never collide."""
    return f"{KIND[name].path}/{week_of(day, first_weekday).name}-issue-{number}.yaml"


def is_path_of_issue(path: str, number: int | None) -> bool:
    """Whether a file is that of the issue, in whatever week."""
    found = _OF_ISSUE.search(path)
    return found is not None and number is not None and int(found[1]) == number


_OF_ISSUE = re.compile(r"-issue-(\d{1,9})\.yaml$")


def path_for_new(
    name: str, written: object, today: dt.date, journal: Journal, first_weekday: int, kind: str = ""
) -> str:
    """The path of the file for a new record whose day was `written` so: today's if that is no day."""
    day = read_day(written, dt.UTC) if isinstance(written, str) else written
    found = day if isinstance(day, dt.date) else today
    return record_path(name, found, journal, first_weekday, kind if name == "coaching" else "")


def _latest(records: Sequence[Record]) -> str | None:
    """The path of the record with the latest day; the last by path and line if there are several."""
    rows = [(record.day or dt.date.min, record.origin.position) for record in records]
    return max(rows)[1][0] if rows else None
