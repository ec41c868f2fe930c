"""Code by day: one row a week, one figure a day, so that holes are seen at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.core.dates import day_range, week_day
from generator.core.text import count
from generator.report.weeks import target_of
from generator.model.contribution import Contribution
from generator.model.verdict import JudgedWeek
from generator.report.context import Entry, Report

_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: `figure` is empty where nothing is known, `claimed` marks what nobody recorded."""

    figure: str
    claimed: bool


@dataclass(frozen=True, slots=True)
class DaysOfWeek:
    """One week's days and their sum. `target` is the id of the week's records of code in the page, or empty."""

    number: int
    dates: str
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


def day_table(report: Report) -> DayTable:
    """The public contributions of every week that has begun."""
    known = _by_day(report.contributions)
    begun = report.begun if known else ()
    shown: set[dt.date] = set()
    rows = []
    for week in reversed(begun):
        days = [week.starts + dt.timedelta(days=index) for index in range(_DAYS_OF_A_WEEK)]
        shown.update(days)
        cells = [
            DayCell(str(known[day].amount), known[day].claimed) if day in known else DayCell("", False)
            for day in days
        ]
        total = sum(known[day].amount for day in days if day in known)
        rows.append(DaysOfWeek(week.number, day_range(week.starts, week.ends, year=False), _target(week), tuple(cells), total))
    beside = [told for day, told in known.items() if day not in shown]
    return DayTable(
        columns=_names(begun[0].starts) if begun else (),
        weeks=tuple(rows),
        claimed=any(day.claimed for day in known.values()),
        beside=_beside(sum(day.amount for day in beside), len(beside)),
    )


def _target(week: JudgedWeek) -> str:
    """Where the week's records of code stand: they are the ones that tell of contributions."""
    for requirement in week.requirements:
        if any(isinstance(record.record, Contribution) for record in requirement.records):
            return target_of(week, requirement)
    return ""


class _Day(NamedTuple):
    """What counts of one day, and whether a part of it is claimed by hand."""

    amount: int
    claimed: bool


def _by_day(entries: Iterable[Entry[Contribution]]) -> Mapping[dt.date, _Day]:
    known: dict[dt.date, _Day] = {}
    for entry in entries:
        before = known.get(entry.record.date, _Day(0, False))
        claimed = before.claimed or entry.record.source == "by-hand"
        known[entry.record.date] = _Day(before.amount + entry.amount, claimed)
    return known


def _names(first: dt.date) -> tuple[str, ...]:
    return tuple(week_day(first + dt.timedelta(days=index))[:3] for index in range(_DAYS_OF_A_WEEK))


def _beside(contributions: int, days: int) -> str:
    if not days:
        return ""
    return (
        f"{count(contributions, 'contribution')} on {count(days, 'day')} outside these weeks are not shown."
    )
