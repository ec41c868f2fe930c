"""Code by day: one row a week, one figure a day, so that holes are seen at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.core.dates import week_day
from generator.core.text import count
from generator.render.report.weeks import target_of
from generator.views.coach import DayRow, ReportView, WeekRow

_DAYS_OF_A_WEEK = 7
_CODE = "content/contributions/"


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: `figure` is empty where nothing is known, `claimed` marks what nobody recorded."""

    figure: str
    claimed: bool


@dataclass(frozen=True, slots=True)
class DaysOfWeek:
    """One week's days and their sum. `target` is the id of the week's records of code in the page, or empty."""

    week: str
    target: str
    days: tuple[DayCell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class DayTable:
    """`columns` are names of days, `weeks` the newest first; empty weeks where the programme has no code.

    `beside` is a sentence about days outside the window, or empty.
    """

    columns: tuple[str, ...]
    weeks: tuple[DaysOfWeek, ...]
    claimed: bool
    beside: str


def day_table(view: ReportView) -> DayTable:
    """The public contributions of every week that has begun."""
    known = _by_day(view.days)
    begun = [week for week in view.weeks if week.verdict != "upcoming"] if known else []
    shown: set[dt.date] = set()
    rows = []
    for week in reversed(begun):
        days = [week.starts + dt.timedelta(days=index) for index in range(_DAYS_OF_A_WEEK)]
        shown.update(days)
        cells = []
        for day in days:
            row = known.get(day)
            cells.append(
                DayCell("", False) if row is None else DayCell(str(row.counted), row.known == "claimed")
            )
        total = sum(known[day].counted for day in days if day in known)
        rows.append(DaysOfWeek(week.week, _target(week), tuple(cells), total))
    beside = [row for day, row in known.items() if day not in shown]
    return DayTable(
        columns=_names(begun[0].starts) if begun else (),
        weeks=tuple(rows),
        claimed=any(row.known == "claimed" for row in view.days),
        beside=_beside(sum(row.counted for row in beside), len(beside)),
    )


def _target(week: WeekRow) -> str:
    """Where the week's records of code stand: they are the ones that tell of contributions."""
    for found in week.requirements:
        if any(record.path.startswith(_CODE) for record in found.records):
            return target_of(week, found)
    return ""


def _by_day(rows: Iterable[DayRow]) -> Mapping[dt.date, DayRow]:
    """One row a day: the sum, claimed as soon as a part of it is."""
    known: dict[dt.date, DayRow] = {}
    for row in rows:
        before = known.get(row.date)
        if before is not None:
            claimed = "claimed" in (row.known, before.known)
            row = DayRow(row.date, row.counted + before.counted, "claimed" if claimed else row.known)
        known[row.date] = row
    return known


def _names(first: dt.date) -> tuple[str, ...]:
    return tuple(week_day(first + dt.timedelta(days=index))[:3] for index in range(_DAYS_OF_A_WEEK))


def _beside(contributions: int, days: int) -> str:
    if not days:
        return ""
    return (
        f"{count(contributions, 'contribution')} on {count(days, 'day')} outside these weeks are not shown."
    )
