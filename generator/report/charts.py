"""Two small drawings: each requirement over the weeks, and the contributions of every day.

They show at a glance what a column of figures hides, a trend or a hole. The tables beside them have
the figures; the drawings are described in a sentence for whoever cannot see them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from generator.core.dates import day_range, weekday_and_day
from generator.core.text import count
from generator.model.contribution import Contribution
from generator.model.verdict import JudgedRequirement, JudgedWeek
from generator.report.context import Entry, Report
from generator.report.weeks import target_of

# With fewer weeks the table answers as fast.
FEWEST_WEEKS = 3
# Units of the drawings: one column, the height at which a requirement is met, and the greatest height.
STEP, ASKED, TALLEST = 10, 12, 24
# From how many contributions on a day the next darker shade is used.
_SHADES = (1, 3, 6, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """One week: where the bar stands, how high it is, and the verdict that colours it."""

    x: int
    height: float
    tone: str


@dataclass(frozen=True, slots=True)
class Bars:
    """One requirement over the weeks, `width` units wide. `told` is the drawing in words."""

    title: str
    told: str
    width: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Square:
    """One day with contributions: its column and row, and its shade from 1 to 4."""

    x: int
    y: int
    shade: int


@dataclass(frozen=True, slots=True)
class Squares:
    """All days, a column for each week and a row for each day of it. `told` is the drawing in words."""

    told: str
    width: int
    squares: tuple[Square, ...]


def week_bars(report: Report) -> tuple[Bars, ...]:
    """A drawing for each requirement that has been asked for in enough weeks; in the order of the table."""
    begun = report.begun
    titles = {requirement.id: requirement.title for week in begun for requirement in week.requirements}
    drawn = (_bars(name, title, begun) for name, title in titles.items())
    return tuple(bars for bars in drawn if bars is not None)


def _bars(name: str, title: str, weeks: Sequence[JudgedWeek]) -> Bars | None:
    asked = [
        (index, requirement)
        for index, week in enumerate(weeks)
        for requirement in week.requirements
        if requirement.id == name and requirement.needed
    ]
    if len(asked) < FEWEST_WEEKS:
        return None
    met = sum(requirement.counted >= requirement.needed for _, requirement in asked)
    counts = [requirement.counted for _, requirement in asked]
    told = (
        f"{title}: reached in {met} of {count(len(asked), 'week')}; {sum(counts):,} counted in all, "
        f"between {min(counts)} and {max(counts)} a week."
    )
    bars = tuple(Bar(index * STEP, _height(requirement), requirement.verdict) for index, requirement in asked)
    return Bars(title, told, len(weeks) * STEP, bars)


def _height(requirement: JudgedRequirement) -> float:
    """In units; what is twice as much as asked, or more, fills the drawing."""
    return round(min(requirement.counted / requirement.needed * ASKED, TALLEST), 1)


def day_squares(report: Report) -> Squares | None:
    """The days of the weeks that have begun; None where there are too few weeks or no contributions."""
    begun = report.begun
    if len(begun) < FEWEST_WEEKS:
        return None
    starts = begun[0].starts
    known = _sums(entry for entry in report.contributions if starts <= entry.record.date <= begun[-1].ends)
    if not known:
        return None
    squares = tuple(
        Square((day - starts).days // 7 * STEP, (day - starts).days % 7 * STEP, _shade(known[day]))
        for day in sorted(known)
    )
    last = min(report.as_of, begun[-1].ends)
    told = (
        f"{count(sum(known.values()), 'contribution')} on {len(known)} of "
        f"{count((last - starts).days + 1, 'day')}, {day_range(starts, last)}{_pause(known, starts, last)}."
    )
    return Squares(told, len(begun) * STEP, squares)


def _sums(entries: Iterable[Entry[Contribution]]) -> dict[dt.date, int]:
    sums: dict[dt.date, int] = {}
    for entry in entries:
        if entry.amount > 0:
            sums[entry.record.date] = sums.get(entry.record.date, 0) + entry.amount
    return sums


def _shade(counted: int) -> int:
    return sum(counted >= least for least in _SHADES)


def _pause(known: dict[dt.date, int], first: dt.date, last: dt.date) -> str:
    """The longest run of days without, where it is longer than a week-end and a day."""
    one = dt.timedelta(days=1)
    marks = [first - one, *sorted(day for day in known if day <= last), last + one]
    days, start = max(((b - a).days - 1, a + one) for a, b in pairwise(marks))
    return f"; the longest time without: {days} days, from {day_range(start, start)}" if days > 3 else ""


_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day: `figure` is empty where nothing is known, `claimed` marks what nobody recorded."""

    figure: str
    claimed: bool


@dataclass(frozen=True, slots=True)
class DaysOfWeek:
    """One week's days and their sum. `target` is the id of the week's code records on the page, or empty."""

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
        rows.append(DaysOfWeek(week.name, _target(week), tuple(cells), total))
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
    return tuple(weekday_and_day(first + dt.timedelta(days=index))[:3] for index in range(_DAYS_OF_A_WEEK))


def _beside(contributions: int, days: int) -> str:
    if not days:
        return ""
    return (
        f"{count(contributions, 'contribution')} on {count(days, 'day')} outside these weeks are not shown."
    )
