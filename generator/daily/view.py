"""What a graduate sees of the present week: plain values, small enough to print every day."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from msgspec import Struct

from generator.diagnostics import Place
from generator.model.verdict import RequirementVerdict, Standing, WeekVerdict

ActionKind = Literal[
    "offer", "message", "deliverable", "appointment", "follow-up", "draft", "requirement", "decision", "mend"
]


class Need(Struct, frozen=True, kw_only=True):
    """One requirement in one week. `short` is its name in one word, `missing` what is still to do."""

    id: str
    title: str
    short: str
    counted: int
    needed: int
    verdict: RequirementVerdict

    @property
    def missing(self) -> int:
        """How many more are needed; 0 where nothing is asked."""
        return max(0, self.needed - self.counted) if self.verdict == "open" else 0


class Action(Struct, frozen=True, kw_only=True):
    """Something worth doing next. `text` may name people, `neutral` says the same of nobody.

    `by` is its last day, None where it has none. `place` is the record that it is about.
    """

    kind: ActionKind
    text: str
    neutral: str
    by: dt.date | None = None
    place: Place | None = None


class ThisWeek(Struct, frozen=True, kw_only=True):
    """One week, mostly that of today. `days_left` are the days after today; 0 on the last day."""

    name: str
    starts: dt.date
    ends: dt.date
    number: int
    verdict: WeekVerdict
    days_left: int
    needs: tuple[Need, ...]


class Today(Struct, frozen=True, kw_only=True):
    """Where a search stands on one day. `week` is None on a day outside the window.

    `starts` is the window's first day, None where none is set yet.
    `errors` are the findings that fail a build. `actions` are in order, the best first.
    """

    as_of: dt.date
    starts: dt.date | None
    standing: Standing
    week: ThisWeek | None
    errors: int
    actions: tuple[Action, ...]
