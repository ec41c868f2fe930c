"""The case before the rules: what exists as of the day, and the terms it is held against."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from generator.core.text import fold_name
from generator.model.calendar import Week, week_of
from generator.model.commitment import Commitment, Programme
from generator.model.decision import Pause
from generator.model.kinds import Journal
from generator.model.window import Window


class RuleContext(Struct, frozen=True, kw_only=True):
    """One journal before one commitment on one day.

    `journal` holds only what exists as of `as_of`. `window` is None where the search has no start.
    `own_repositories` are the repositories whose contributions do not count, case-folded.
    """

    journal: Journal
    commitment: Commitment
    programme: Programme
    as_of: dt.date
    window: Window | None
    pauses: tuple[Pause, ...] = ()

    @property
    def first_weekday(self) -> int:
        """The weekday on which weeks begin, 0 for Monday."""
        return self.commitment.weeks.first_weekday

    def week_of(self, day: dt.date) -> Week:
        """The week that holds `day`, by the commitment's start of weeks."""
        return week_of(day, self.first_weekday)

    def is_outside(self, day: dt.date) -> bool:
        """Whether records of `day` are outside the window."""
        return self.window is None or day not in self.window

    def is_own_field(self, field: str | None) -> bool:
        """Whether `field` is absent or names the programme's field of study."""
        if field is None or not field.strip():
            return True
        known = (self.programme.field, self.programme.id, self.programme.title)
        return _as_words(field) in {_as_words(name) for name in known}


def _as_words(text: str) -> str:
    return fold_name(text.replace("-", " "))
