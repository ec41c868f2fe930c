"""Charts: each requirement over the weeks, and the contributions of each day, as squares and as a table.

They show trends and gaps at a glance. The tables have the exact figures; each chart has a description
in a sentence for people who cannot see it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from generator.core.dates import day_range, weekday_and_day
from generator.core.text import count
from generator.model.contribution import Contribution
from generator.model.verdict import JudgedRequirement, JudgedWeek
from generator.report.context import Entry, Report
from generator.report.weeks import target_of

# With fewer weeks the table is as quick to read.
FEWEST_WEEKS = 3
# In units of the charts: column width, height at which a requirement is met, maximum height.
STEP, MET_HEIGHT, MAX_HEIGHT = 10, 12, 24
# The fewest contributions on a day for each shade, from light to dark.
_SHADES = (1, 3, 6, 10)


class Bar(Struct, frozen=True):
    """One week: where the bar stands, how high it is, and the verdict that colours it."""

    x: int
    height: float
    tone: str


class Bars(Struct, frozen=True):
    """One requirement over the weeks, `width` units wide. `description` is the chart in words."""

    title: str
    description: str
    width: int
    bars: tuple[Bar, ...]


class Square(Struct, frozen=True):
    """One day with contributions: its column and row, and its shade from 1 to 4."""

    x: int
    y: int
    shade: int


class Squares(Struct, frozen=True):
    """All days, a column for each week and a row for each day of it. `description` is the chart in words."""

    description: str
    width: int
    squares: tuple[Square, ...]


def week_bars(report: Report) -> tuple[Bars, ...]:
    """A chart for each requirement of at least `FEWEST_WEEKS` weeks, in the order of the table."""
    begun = report.begun
    titles = {requirement.id: requirement.title for week in begun for requirement in week.requirements}
    charts = (_bars(name, title, begun) for name, title in titles.items())
    return tuple(bars for bars in charts if bars is not None)


def _bars(name: str, title: str, weeks: Sequence[JudgedWeek]) -> Bars | None:
    required = [
        (index, requirement)
        for index, week in enumerate(weeks)
        for requirement in week.requirements
        if requirement.id == name and requirement.needed
    ]
    if len(required) < FEWEST_WEEKS:
        return None
    met = sum(requirement.counted >= requirement.needed for _, requirement in required)
    counts = [requirement.counted for _, requirement in required]
    description = (
        f"{title}: met in {met} of {count(len(required), 'week')}; {sum(counts):,} counted in total, "
        f"between {min(counts)} and {max(counts)} per week."
    )
    bars = tuple(
        Bar(index * STEP, _height(requirement), requirement.verdict) for index, requirement in required
    )
    return Bars(title, description, len(weeks) * STEP, bars)


def _height(requirement: JudgedRequirement) -> float:
    """The bar height in units; twice the requirement or more has the maximum height."""
    return round(min(requirement.counted / requirement.needed * MET_HEIGHT, MAX_HEIGHT), 1)


def day_squares(report: Report) -> Squares | None:
    """The days of the weeks that have begun; None if there are too few weeks or no contributions."""
    begun = report.begun
    if len(begun) < FEWEST_WEEKS:
        return None
    starts = begun[0].starts
    counts = _sums(entry for entry in report.contributions if starts <= entry.record.date <= begun[-1].ends)
    if not counts:
        return None
    squares = tuple(
        Square((day - starts).days // 7 * STEP, (day - starts).days % 7 * STEP, _shade(counts[day]))
        for day in sorted(counts)
    )
    last = min(report.as_of, begun[-1].ends)
    gap = _longest_gap(counts, starts, last)
    description = (
        f"{count(sum(counts.values()), 'contribution')} on {len(counts)} of "
        f"{count((last - starts).days + 1, 'day')}, {day_range(starts, last)}{gap}."
    )
    return Squares(description, len(begun) * STEP, squares)


def _sums(entries: Iterable[Entry[Contribution]]) -> dict[dt.date, int]:
    sums: dict[dt.date, int] = {}
    for entry in entries:
        if entry.amount > 0:
            sums[entry.record.date] = sums.get(entry.record.date, 0) + entry.amount
    return sums


def _shade(counted: int) -> int:
    return sum(counted >= least for least in _SHADES)


def _longest_gap(counts: dict[dt.date, int], first: dt.date, last: dt.date) -> str:
    """The longest gap between contributions, if it is over three days."""
    day_length = dt.timedelta(days=1)
    days_with = [first - day_length, *sorted(day for day in counts if day <= last), last + day_length]
    days, start = max(((b - a).days - 1, a + day_length) for a, b in pairwise(days_with))
    return f"; longest gap: {days} days, from {day_range(start, start)}" if days > 3 else ""


_DAYS_IN_WEEK = 7


class DayCell(Struct, frozen=True):
    """One day: `figure` is empty if nothing is known; `claimed` if the graduate entered it by hand."""

    figure: str
    claimed: bool


class DaysOfWeek(Struct, frozen=True):
    """One week's days and their sum. `target` is the id of the week's code records on the page, or empty."""

    number: int
    dates: str
    target: str
    days: tuple[DayCell, ...]
    total: int


class DayTable(Struct, frozen=True):
    """`columns` are names of days, `weeks` the newest first; empty if the programme has no code.

    `outside` is a sentence about days outside the window, or empty.
    """

    columns: tuple[str, ...]
    weeks: tuple[DaysOfWeek, ...]
    claimed: bool
    outside: str


def day_table(report: Report) -> DayTable:
    """The public contributions of every week that has begun."""
    days_by_date = _by_day(report.contributions)
    begun = report.begun if days_by_date else ()
    shown_days: set[dt.date] = set()
    rows = []
    for week in reversed(begun):
        days = [week.starts + dt.timedelta(days=index) for index in range(_DAYS_IN_WEEK)]
        shown_days.update(days)
        cells = [
            DayCell(str(days_by_date[day].amount), days_by_date[day].claimed)
            if day in days_by_date
            else DayCell("", False)
            for day in days
        ]
        total = sum(days_by_date[day].amount for day in days if day in days_by_date)
        dates = day_range(week.starts, week.ends, year=False)
        rows.append(DaysOfWeek(week.number, dates, _target(week), tuple(cells), total))
    outside = [counted for day, counted in days_by_date.items() if day not in shown_days]
    return DayTable(
        columns=_names(begun[0].starts) if begun else (),
        weeks=tuple(rows),
        claimed=any(day.claimed for day in days_by_date.values()),
        outside=_outside(sum(day.amount for day in outside), len(outside)),
    )


def _target(week: JudgedWeek) -> str:
    """The page id of the week's code records; empty if it has none."""
    for requirement in week.requirements:
        if any(isinstance(record.record, Contribution) for record in requirement.records):
            return target_of(week, requirement)
    return ""


class _Day(NamedTuple):
    """The counted contributions of one day, and whether a part is entered by hand."""

    amount: int
    claimed: bool


def _by_day(entries: Iterable[Entry[Contribution]]) -> Mapping[dt.date, _Day]:
    days_by_date: dict[dt.date, _Day] = {}
    for entry in entries:
        before = days_by_date.get(entry.record.date, _Day(0, False))
        claimed = before.claimed or entry.record.source == "by-hand"
        days_by_date[entry.record.date] = _Day(before.amount + entry.amount, claimed)
    return days_by_date


def _names(first: dt.date) -> tuple[str, ...]:
    return tuple(weekday_and_day(first + dt.timedelta(days=index))[:3] for index in range(_DAYS_IN_WEEK))


def _outside(contributions: int, days: int) -> str:
    if not days:
        return ""
    return (
        f"{count(contributions, 'contribution')} on {count(days, 'day')} outside these weeks are not shown."
    )
