"""Languages other than English: dates, numbers and lists by Unicode's locale data (babel)."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import format_date, format_interval, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from generator.site.i18n.language import ENGLISH, Catalogue, Language

_PARTIAL = re.compile(r"(\d{4})-(\d{2})(?:-\d{2})?\Z")
# Languages written from right to left. Used only for tags that babel does not know.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def locale_language(tag: str, catalogue: Catalogue | None) -> Language:
    """The language of `tag`, with the texts of `catalogue` or else in English."""
    locale = _locale(tag)
    if locale is None:
        right = tag.lower().partition("-")[0] in _RIGHT_TO_LEFT
        return _UnknownLanguage(tag, "rtl" if right else "ltr")
    direction = "rtl" if locale.text_direction == "rtl" else "ltr"
    return _LocaleLanguage(tag, direction, locale, catalogue)


@dataclass(frozen=True)
class _UnknownLanguage(Language):
    """A language without locale data: dates and texts are English, and marked as such."""

    @property
    def ui(self) -> Language:
        return ENGLISH


@dataclass(frozen=True)
class _LocaleLanguage(Language):
    """A language with locale data. Formatted dates are cached."""

    locale: Locale = Locale("en")  # noqa: RUF009  # never used: the field needs a default
    catalogue: Catalogue | None = None

    @property
    def ui(self) -> Language:
        return self if self.catalogue is not None or self.locale.language == "en" else ENGLISH

    def say(self, text: str, **values: object) -> str:
        translations = self.catalogue.words if self.catalogue else {}
        return super().say(translations.get(text, text), **values)

    def day(self, date: dt.date) -> str:
        return _day(self.locale, date)

    def short_day(self, date: dt.date) -> str:
        return _skeleton(self.locale, date, "MMMd")

    def month(self, date: dt.date) -> str:
        return _skeleton(self.locale, date, "yMMMM")

    def short_month(self, date: dt.date) -> str:
        return format_date(date, "LLL", locale=self.locale)

    def days(self, first: dt.date, last: dt.date) -> str:
        return _interval(self.locale, first, last)

    def partial(self, text: str | None) -> str:
        match = _PARTIAL.match(text or "")
        if match is None or not 1 <= int(match[2]) <= 12:
            return text or ""
        return _skeleton(self.locale, dt.date(max(1, int(match[1])), int(match[2]), 1), "yMMM")

    def period(self, start: str | None, end: str | None) -> str:
        if start is None:
            return self.partial(end)
        opened = self.partial(start)
        closed = self.partial(end) if end else self.ui.say("Present")
        return opened if opened == closed else f"{opened} – {closed}"

    def counted(self, number: int, singular: str, plural: str | None = None) -> str:
        key = plural or f"{singular}s"
        forms = self.catalogue.forms.get(key, (singular, key)) if self.catalogue else (singular, key)
        form = forms[0] if self.locale.plural_form(number) == "one" else forms[1]
        return f"{format_decimal(number, locale=self.locale)} {form}"

    def listed(self, parts: Sequence[str]) -> str:
        return format_list(list(parts), locale=self.locale)


def _locale(tag: str) -> Locale | None:
    """Babel's locale for the longest prefix of `tag` that it knows: `de` for `de-x-plain`."""
    parts = tag.split("-")
    for length in range(len(parts), 0, -1):
        try:
            locale = Locale.parse("-".join(parts[:length]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        _isolate_data(str(locale))
        return locale
    return None


@cache
def _isolate_data(name: str) -> None:
    """Give a locale its own copy of its data.

    Babel's locales share parts and cache lookups in them: after Japanese was used, Persian months are
    Japanese.
    """
    data = localedata.load(name)
    copied = copy.deepcopy(data)
    data.clear()
    data.update(copied)


@cache
def _day(locale: Locale, date: dt.date) -> str:
    return format_date(date, "long", locale=locale)


@cache
def _skeleton(locale: Locale, date: dt.date, skeleton: str) -> str:
    return format_skeleton(skeleton, date, locale=locale)


@cache
def _interval(locale: Locale, first: dt.date, last: dt.date) -> str:
    return format_interval(first, last, skeleton="MMMd", locale=locale)
