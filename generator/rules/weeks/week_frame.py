"""The weeks of the window, before counting: which are closed, partial or paused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from generator.model.calendar import DAY, Week, weeks_between
from generator.model.commitment import Requirement
from generator.model.contact import Contact
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


def needed(frame: WeekFrame, terms: Requirement, context: RuleContext) -> int:
    """How many a week needs: the minimum, or a share of it if partial weeks are prorated.

    Source: commitment manual, "Time": minimum × enforced days / 7, rounded up; a minimum of 1 becomes 0 below
    4 days. A week without an enforced day needs none, whatever the policy.
    """
    policy = context.commitment.weeks.partial
    if not frame.partial or policy == "exempt":
        return terms.minimum
    if frame.enforced_days == 0:
        return 0
    if policy == "full":
        return terms.minimum
    if terms.minimum == 1:
        return 1 if frame.enforced_days >= 4 else 0
    return -(-terms.minimum * frame.enforced_days // 7)
