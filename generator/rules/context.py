"""RuleContext: what rules are given."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from generator.core.text import fold_line
from generator.model.calendar import Week, week_of
from generator.model.commitment import Commitment, Programme
from generator.model.decision import Pause
from generator.model.kinds import Journal
from generator.model.window import Window


class RuleContext(Struct, frozen=True, kw_only=True):
    """A journal and a commitment on one day.

    `journal` has only what exists as of `as_of`. `window` is None if the search has no start.
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
        """The week that contains `day`, by the commitment's first weekday."""
        return week_of(day, self.first_weekday)

    def is_outside(self, day: dt.date) -> bool:
        """Whether `day` is outside the window."""
        return self.window is None or day not in self.window

    def is_before_search(self, day: dt.date) -> bool:
        """Whether `day` is before the window, or there is none yet: during the program."""
        return self.window is None or day < self.window.start

    def is_own_field(self, field: str | None) -> bool:
        """Whether `field` is missing or is the programme's field of study, or one of its synonyms."""
        if field is None or not field.strip():
            return True
        known = (self.programme.field, self.programme.id, self.programme.title, *self.programme.fields)
        return _as_words(field) in {_as_words(name) for name in known}


def _as_words(text: str) -> str:
    return fold_line(text.replace("-", " "))
