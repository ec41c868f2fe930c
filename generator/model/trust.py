"""What a coach has pinned of a graduate's repository, kept where the graduate cannot change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from generator.core.dates import short_day
from generator.core.text import isolate


class PinnedTerms(Struct, frozen=True, kw_only=True):
    """The terms as they were. `parameters` are those that have an effect, by their dotted names."""

    name: Annotated[str, Meta(description="the name of the commitment")]
    checksum: Annotated[str, Meta(description="of its terms; any change to them changes it")]
    parameters: Annotated[Mapping[str, str], Meta(description="its terms, to say what was changed")] = {}


class Trust(Struct, frozen=True, kw_only=True):
    """What a graduate's repository said on the day it was pinned; and the keys that sign for the coach."""

    pinned: Annotated[dt.date, Meta(description="the day it was pinned")]
    graduate: Annotated[str, Meta(description="full name")]
    programme: Annotated[str, Meta(description="the programme")]
    specialization: Annotated[str | None, Meta(description="ux or ui")] = None
    graduated: Annotated[dt.date | None, Meta(description="the day of graduation")] = None
    start: Annotated[dt.date | None, Meta(description="the first day of the search")] = None
    records_since: Annotated[dt.date | None, Meta(description="the first day with records")] = None
    country: Annotated[str | None, Meta(description="whose public holidays count")] = None
    signing_keys: Annotated[tuple[str, ...], Meta(description="the keys that may sign decisions")] = ()
    coach_github: Annotated[str | None, Meta(description="the account that may decide by an issue")] = None
    terms: PinnedTerms


_WORDS = {
    "graduate": "Name",
    "programme": "Programme",
    "specialization": "Specialization",
    "graduated": "Day of graduation",
    "start": "First day of the search",
    "records_since": "First day with records",
    "country": "Country of the holidays",
    "coach_github": "The coach's GitHub account",
}


class Difference(Struct, frozen=True):
    """Something that is not as it was pinned. `name` says what it is; a value that is not there is None."""

    name: str
    here: str | None
    pinned: str | None

    @property
    def words(self) -> str:
        """As people read it: `contacts, minimum: 4 (pinned: 8)`."""
        if self.name == "key":
            added = f"a key that you did not pin may sign here: {self.here}"
            return added if self.pinned is None else f"your key was removed: {self.pinned}"
        if self.name == "terms":
            return "the name or the wording of the terms"
        here, pinned = (_value(value) for value in (self.here, self.pinned))
        kind, _, rest = self.name.partition(".")
        what = _WORDS.get(kind) or _parameter(rest)
        return f"{isolate(what)}: {here} (pinned: {pinned})"


def _parameter(name: str) -> str:
    """`requirements.blog-post.min_words` → `blog post, min words`."""
    kind, _, rest = name.partition(".")
    words = rest if kind in ("requirements", "obligations") else name
    return words.replace(".", ", ").replace("_", " ").replace("-", " ")


def _value(text: str | None) -> str:
    if text is None:
        return "not set"
    try:
        return short_day(dt.date.fromisoformat(text))
    except ValueError:
        return isolate(text)


class Compared(Struct, frozen=True):
    """A repository compared with what was pinned: when that was, and what differs."""

    pinned: dt.date
    differences: tuple[Difference, ...] = ()
