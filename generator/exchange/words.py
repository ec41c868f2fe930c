"""Somebody's words as other programs take them, and the names by which they know a thing again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.core.individuals import name_key
from generator.core.text import clipped, fold_name, readable, without_direction_marks
from generator.views.coach import ReportView

Key = tuple[str, ...]

LINE_LENGTH = 200

# Made once, by chance; what it names is named so for good.
_OURS = uuid.UUID("7c9a5b1e-3f0d-4a55-9d2e-51c0a2f7e6b4")


def text(words: str) -> str:
    """`words` without what no document may hold: control characters, halves of pairs, other line ends."""
    return readable(words.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(words: str, most: int = LINE_LENGTH) -> str:
    """`words` on one line of at most `most` characters, steering no writing direction but their own."""
    return clipped(without_direction_marks(text(words)), most)


def uid(view: ReportView, *parts: object) -> str:
    """The name of one thing of this graduate's: the same in every export, another in anybody else's."""
    told = "\0".join((fold_name(view.name), fold_name(view.github or ""), *map(str, parts)))
    return str(uuid.uuid5(_OURS, told.encode("utf-8", "replace").decode("utf-8")))


def midnight(day: dt.date) -> dt.datetime:
    """The first moment of `day` in UTC: the moment at which an export as of that day was made."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def known_by(view: ReportView) -> Mapping[tuple[str, int], Key]:
    """The key of every contact, offer and coaching record, by its path and line; no two are the same.

    A contact is known by its day and individual, an offer by employer and title, a coaching record by
    its kind and title: what is seldom edited. Which file and line they stand in has no part in it. Of
    records that agree in all that, each is known by its turn.
    """
    turns: Counter[Key] = Counter()
    found: dict[tuple[str, int], Key] = {}
    for path, line, key in _named(view):
        turns[key] += 1
        found[path, line] = (*key, str(turns[key]))
    return found


def _named(view: ReportView) -> Iterator[tuple[str, int, Key]]:
    """Path, line and name of each record, by day, so that records that are added leave turns alone."""
    for contact in sorted(view.contacts, key=lambda row: (row.date, row.path, row.line)):
        who = (contact.person,) if contact.person else name_key(contact)
        yield contact.path, contact.line, ("contact", contact.date.isoformat(), *who)
    for offer in sorted(view.offers, key=lambda row: (row.received, row.path, row.line)):
        yield offer.path, offer.line, ("offer", fold_name(offer.employer), fold_name(offer.title))
    for row in sorted(view.coaching, key=lambda row: (row.date, row.path, row.line)):
        yield row.path, row.line, ("coaching", row.kind, fold_name(row.title), fold_name(row.employer))
