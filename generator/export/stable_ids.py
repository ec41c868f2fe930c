"""Texts that other programs accept, and ids by which they recognize a record in the next export."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping

from generator.core.text import fold_line, replace_unprintable, truncate, without_direction_marks
from generator.model.individuals import employer_key, name_key
from generator.model.kinds import Journal
from generator.model.origin import Record
from generator.report.context import Report, chronological

Key = tuple[str, ...]
Position = tuple[str, int, int]

LINE_LENGTH = 200

# A random namespace; it must never change.
_NAMESPACE = uuid.UUID("7c9a5b1e-3f0d-4a55-9d2e-51c0a2f7e6b4")


def clean_text(text: str | None) -> str:
    """`text` without control characters and lone surrogates, and with line feeds as line ends."""
    return replace_unprintable((text or "").replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str | None, most: int = LINE_LENGTH) -> str:
    """`text` on one line of at most `most` characters, without direction marks."""
    return truncate(without_direction_marks(clean_text(text)), most)


def uid(report: Report, *parts: object) -> str:
    """A UUID for one thing of this graduate, the same in every export."""
    graduate = report.portfolio.graduate
    name = "\0".join((fold_line(graduate.name), fold_line(graduate.github), *map(str, parts)))
    return str(uuid.uuid5(_NAMESPACE, name.encode("utf-8", "replace").decode("utf-8")))


def midnight(day: dt.date) -> dt.datetime:
    """Midnight UTC of `day`, the time stamp of an export as of that day."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


def stable_keys(report: Report) -> Mapping[Position, Key]:
    """A unique key for every contact, offer and coaching record, by its position.

    Keys are made of what is seldom edited: day and individual of a contact, employer and title of an offer,
    kind and title of a coaching record; not of file and line. Records that agree in that are numbered.
    """
    counts: Counter[Key] = Counter()
    keys: dict[Position, Key] = {}
    for record, key in _keyed_records(report.journal):
        counts[key] += 1
        keys[record.origin.position] = (*key, str(counts[key]))
    return keys


def _keyed_records(journal: Journal) -> Iterator[tuple[Record, Key]]:
    """Each record with its key, by day, so that new records do not change the counters of old ones."""
    for contact in sorted(journal.contacts, key=chronological):
        individual = (contact.person,) if contact.person else name_key(contact)
        yield contact, ("contact", contact.date.isoformat(), *individual)
    for offer in sorted(journal.offers, key=chronological):
        yield offer, ("offer", employer_key(offer.employer), fold_line(offer.title))
    for coaching in sorted(journal.coaching, key=chronological):
        yield (
            coaching,
            ("coaching", coaching.kind, fold_line(coaching.title), employer_key(coaching.employer)),
        )
