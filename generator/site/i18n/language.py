"""The language of a site: how it writes dates and numbers, and its own texts.

There are two languages: the one that the graduate writes in (`tag`), which dates are written in, and the
one of the site's own texts, such as “Skip to the text” (`ui`). The second is the same if `locales/` has a
catalogue for it, else English; pages then mark those texts as English. English needs no library.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.core import dates, text
from generator.site import filters

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Language:
    """English, and the base of the others. `tag` is BCP 47, `direction` is `ltr` or `rtl`."""

    tag: str = "en"
    direction: str = "ltr"

    @property
    def ui(self) -> Language:
        """The language of the site's own texts."""
        return self

    def say(self, text: str, **values: object) -> str:
        """Translate one of the site's own texts, given in English, and fill its placeholders `{name}`."""
        return _PLACEHOLDER.sub(lambda match: str(values.get(match[1], match[0])), text)

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
        return filters.partial(text)

    def period(self, start: str | None, end: str | None) -> str:
        """`Mar 2020 – May 2026`, `Mar 2020 – Present`."""
        return filters.period(start, end)

    def counted(self, number: int, singular: str, plural: str | None = None) -> str:
        """`1 post`, `26 posts`, `1,204 public contributions`."""
        return text.count(number, singular, plural)

    def minutes(self, words: int) -> str:
        """The reading time of so many words."""
        return self.say("{n} min read", n=filters.minutes(words))

    def listed(self, parts: Sequence[str]) -> str:
        """`a, b and c`."""
        return text.join_words(parts, None)

    def filters(self) -> dict[str, Callable[..., Any]]:
        """The filters for templates. Their texts are in the language `ui`."""
        ui = self.ui
        dated = {name: getattr(self, name) for name in ("day", "short_day", "month", "days", "partial")}
        return dated | {
            "period": self.period,
            "counted": ui.counted,
            "minutes": ui.minutes,
            "say": ui.say,
        }


ENGLISH = Language()


@dataclass(frozen=True)
class Catalogue:
    """The site's own texts in a language. `forms` has singular and plural by the English plural."""

    tag: str
    words: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
