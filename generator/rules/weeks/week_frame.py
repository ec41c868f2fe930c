"""The weeks of the window, before counting: which are closed, partial or paused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Literal

from msgspec import Struct

from generator.model.calendar import DAY, WEEK, Week, weeks_between
from generator.model.commitment import Requirement
from generator.model.contact import Contact
from generator.model.verdict import MonthSpan
from generator.model.window import paused_days
from generator.rules.context import RuleContext

Phase = Literal["closed", "open", "upcoming"]


class WeekFrame(Struct, frozen=True, kw_only=True):
    """One week, by the calendar, the window and the pauses.

    `enforced_days` is the number of days in the window and in no pause. `exempt`: it is partial and nothing
    is required. `counts_until`, `closes` and `awaits` are as in `JudgedWeek`.
    """

    week: Week
    number: int
    counts_until: dt.date
    closes: dt.date
    phase: Phase
    awaits: tuple[Contact, ...] = ()
    paused: bool
    partial: bool
    exempt: bool
    enforced_days: int

    @property
    def enforced(self) -> bool:
        """Whether anything is required in the week."""
        return not (self.phase == "upcoming" or self.paused or self.exempt)

    @property
    def days(self) -> int:
        """How many days it has."""
        return 7


class MonthFrame(Struct, frozen=True, kw_only=True):
    """One month, by the calendar, the window and the pauses: whole weeks, so that none is split.

    Each week belongs to the month of its fourth day, as ISO weeks belong to years. `frames` are its weeks in
    the window, the oldest first, and `span` the whole month.
    """

    span: MonthSpan
    frames: tuple[WeekFrame, ...]

    @property
    def days(self) -> int:
        """How many days its weeks have, in the window or not."""
        return (self.span.ends - self.span.starts).days + 1

    @property
    def enforced_days(self) -> int:
        """The number of days in the window and in no pause."""
        return sum(frame.enforced_days for frame in self.frames)

    @property
    def partial(self) -> bool:
        """Whether some of its days are outside the window or paused."""
        return self.enforced_days < self.days

    @property
    def judged_in(self) -> str | None:
        """The name of the week in which it is judged: its last with an enforced day."""
        enforced = [frame.week.name for frame in self.frames if frame.enforced_days and not frame.paused]
        return enforced[-1] if enforced else None


def month_frames(frames: Iterable[WeekFrame]) -> Mapping[str, MonthFrame]:
    """Name of each week → its month."""
    months: dict[str, MonthFrame] = {}
    for _, group in groupby(frames, key=lambda frame: _month_of(frame.week)):
        weeks = tuple(group)
        first, last = weeks[0].week, weeks[-1].week
        while _month_of(earlier := Week(first.starts - WEEK)) == _month_of(first):
            first = earlier
        while _month_of(later := Week(last.starts + WEEK)) == _month_of(last):
            last = later
        month = MonthFrame(span=MonthSpan(first.starts, last.ends, first.starts + WEEK), frames=weeks)
        months |= {frame.week.name: month for frame in weeks}
    return months


def _month_of(week: Week) -> tuple[int, int]:
    fourth = week.starts + 3 * DAY
    return fourth.year, fourth.month


def phase_of(week: Week, as_of: dt.date, grace_days: int) -> Phase:
    """The phase of a week: closed once `as_of` is after its last day and the days of grace."""
    if as_of > week.ends + grace_days * DAY:
        return "closed"
    return "open" if as_of >= week.starts else "upcoming"


def week_frames(context: RuleContext) -> Iterator[WeekFrame]:
    """Every week of the window, the oldest first."""
    window = context.window
    if window is None:
        return
    terms = context.commitment.weeks
    paused = paused_days(context.pauses)
    weeks = weeks_between(window.start, window.end, context.first_weekday)
    for number, week in enumerate(weeks, start=1):
        resting = sum(day in paused for day in week.days)
        enforced = sum(day in window and day not in paused for day in week.days)
        partial = resting < 7 and enforced < 7
        yield WeekFrame(
            week=week,
            number=number,
            counts_until=min(week.ends, window.end),
            closes=week.ends + terms.grace_days * DAY,
            phase=phase_of(week, context.as_of, terms.grace_days),
            paused=resting == 7,
            partial=partial,
            exempt=partial and terms.partial == "exempt",
            enforced_days=enforced,
        )


def needed(period: WeekFrame | MonthFrame, terms: Requirement, context: RuleContext) -> int:
    """How many a week or month needs: the minimum, or a share of it if partial ones are prorated.

    Source: commitment manual, "Time": minimum × enforced days / 7, rounded up; a minimum of 1 becomes 0 below
    4 days. One without an enforced day needs none, whatever the policy. A month has more days than seven.
    """
    policy = context.commitment.weeks.partial
    if not period.partial or policy == "exempt":
        return terms.minimum
    if period.enforced_days == 0:
        return 0
    if policy == "full":
        return terms.minimum
    if terms.minimum == 1:
        return 1 if period.enforced_days * 7 >= 4 * period.days else 0
    return -(-terms.minimum * period.enforced_days // period.days)
