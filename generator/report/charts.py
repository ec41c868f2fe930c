"""Two small drawings: each requirement over the weeks, and the contributions of every day.

They show at a glance what a column of figures hides, a trend or a hole. The tables beside them have
the figures; the drawings are described in a sentence for whoever cannot see them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.core.dates import day_range
from generator.core.text import count
from generator.model.contribution import Contribution
from generator.model.verdict import JudgedRequirement, JudgedWeek
from generator.report.context import Entry, Report

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
    told = (
        f"{title}: met in {met} of {count(len(asked), 'week')}; "
        f"{sum(requirement.counted for _, requirement in asked):,} counted in total, "
        f"between {min(requirement.counted for _, requirement in asked)} and {max(requirement.counted for _, requirement in asked)} "
        "per week."
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
    days, start = max(((b - a).days - 1, a + one) for a, b in zip(marks, marks[1:], strict=False))
    return f"; longest gap: {days} days, from {day_range(start, start)}" if days > 3 else ""
