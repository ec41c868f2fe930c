"""Somebody's words as other programs take them, and the names by which they know a thing again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.core.text import fold_name, replace_unprintable, truncate, without_direction_marks
from generator.model.individuals import name_key
from generator.model.kinds import Journal
from generator.model.origin import Record
from generator.report.context import Report, chronological

Key = tuple[str, ...]
Position = tuple[str, int, int]

LINE_LENGTH = 200

# Made once, by chance; what it names is named so for good.
_OURS = uuid.UUID("7c9a5b1e-3f0d-4a55-9d2e-51c0a2f7e6b4")


def text(words: str | None) -> str:
    """`words` without what no document may hold: control characters, halves of pairs, other line ends."""
    return replace_unprintable((words or "").replace("\r\n", "\n").replace("\r", "\n"))


def one_line(words: str | None, most: int = LINE_LENGTH) -> str:
    """`words` on one line of at most `most` characters, steering no writing direction but their own."""
    return truncate(without_direction_marks(text(words)), most)


def uid(report: Report, *parts: object) -> str:
    """The name of one thing of this graduate's: the same in every export, another in anybody else's."""
    graduate = report.portfolio.graduate
    told = "\0".join((fold_name(graduate.name), fold_name(graduate.github), *map(str, parts)))
    return str(uuid.uuid5(_OURS, told.encode("utf-8", "replace").decode("utf-8")))


def midnight(day: dt.date) -> dt.datetime:
    """The first moment of `day` in UTC: the moment at which an export as of that day was made."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def known_by(report: Report) -> Mapping[Position, Key]:
    """The key of every contact, offer and coaching record, by its position; no two are the same.

    A contact is known by its day and individual, an offer by employer and title, a coaching record by
    its kind and title: what is seldom edited. Which file and line they stand in has no part in it. Of
    records that agree in all that, each is known by its turn.
    """
    turns: Counter[Key] = Counter()
    found: dict[Position, Key] = {}
    for record, key in _named(report.journal):
        turns[key] += 1
        found[record.origin.position] = (*key, str(turns[key]))
    return found


def _named(journal: Journal) -> Iterator[tuple[Record, Key]]:
    """Each record and its name, by day, so that records that are added leave turns alone."""
    for contact in sorted(journal.contacts, key=chronological):
        who = (contact.person,) if contact.person else name_key(contact)
        yield contact, ("contact", contact.date.isoformat(), *who)
    for offer in sorted(journal.offers, key=chronological):
        yield offer, ("offer", fold_name(offer.employer), fold_name(offer.title))
    for coaching in sorted(journal.coaching, key=chronological):
        yield coaching, ("coaching", coaching.kind, fold_name(coaching.title), fold_name(coaching.employer))
