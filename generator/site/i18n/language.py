"""The language of a site: its days and numbers, and the site's own words in it.

Two things are told apart: the language that the graduate writes in (`tag`), in which days and months
are written, and the language of the words that are the site's own, such as “Skip to the text”. The
second is the same if there is a catalogue for it in `words/`, and English if not; pages then mark
those words as English. English needs no library and costs nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.core import dates
from generator.core import text
from generator.site import filters as helpers

_BLANK = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """English, and the base of the others. `tag` is BCP 47, `direction` is `ltr` or `rtl`."""

    tag: str = "en"
    direction: str = "ltr"

    @property
    def own(self) -> Language:
        """The language of the site's own words."""
        return self

    def say(self, text: str, **values: object) -> str:
        """One of the site's own texts, given in English, with `values` in its blanks `{name}`."""
        return _BLANK.sub(lambda blank: str(values.get(blank[1], blank[0])), text)

    def day(self, date: dt.date) -> str:
        """`16 November 2026`."""
        return dates.full_date(date)

    def short_day(self, date: dt.date) -> str:
        """`16 Nov`."""
        return dates.day_and_month(date)

    def month(self, date: dt.date) -> str:
        """`November 2026`."""
        return dates.month_and_year(date)

    def short_month(self, date: dt.date) -> str:
        """`Nov`."""
        return dates.MONTHS[date.month - 1][:3]

    def days(self, first: dt.date, last: dt.date) -> str:
        """`1–7 Jun`."""
        return dates.day_range(first, last, year=False)

    def partial(self, text: str | None) -> str:
        """A résumé's date, which may lack day and month: `Mar 2020`."""
        return helpers.partial(text)

    def period(self, start: str | None, end: str | None) -> str:
        """`Mar 2020 – May 2026`, `Mar 2020 – Present`."""
        return helpers.period(start, end)

    def counted(self, number: int, one: str, many: str | None = None) -> str:
        """`1 post`, `26 posts`, `1,204 public contributions`."""
        return text.count(number, one, many)

    def minutes(self, words: int) -> str:
        """How long a text of so many words takes to read."""
        return self.say("{n} min read", n=helpers.minutes(words))

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        return text.listed(parts, None)

    def filters(self) -> dict[str, Callable[..., Any]]:
        """What templates are given of it. Words come in the language of the site's own."""
        own = self.own
        dated = {name: getattr(self, name) for name in ("day", "short_day", "month", "days", "partial")}
        return dated | {
            "period": self.period,
            "counted": own.counted,
            "minutes": own.minutes,
            "say": own.say,
        }


ENGLISH = Language()


@dataclass(frozen=True)
class Catalogue:
    """The site's own words in a language. `forms` are singular and plural, by the English plural."""

    tag: str
    words: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
