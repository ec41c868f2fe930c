"""The records of a week, and their ids and digests."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from generator.model import kinds as every_kind
from generator.model.calendar import Week
from generator.model.kinds import Journal, Kind, records_in
from generator.model.origin import Origin, Record
from generator.rules.as_of import journal_as_of
from generator.seals.canonical import canonical

_ID_DIGITS = 16


SEALED_KINDS: Mapping[str, Kind] = {kind.name: kind for kind in every_kind.KINDS if kind.identity}
"""The kinds that are sealed: goals have no day, and decisions are the coach's."""

ByDay = Mapping[str, Mapping[dt.date, Sequence[Record]]]


class Entry(Struct, frozen=True):
    """A sealed record: `id` identifies it across changes, `digest` is over its whole content."""

    kind: str
    id: str
    digest: str
    origin: Origin

    @property
    def text(self) -> str:
        """The entry in the file of seals."""
        return f"{self.id}:{self.digest}"


def by_day(journal: Journal) -> ByDay:
    """The records of each kind by day."""
    days: dict[str, dict[dt.date, list[Record]]] = {kind: {} for kind in SEALED_KINDS}
    for kind, record in records_in(journal, *SEALED_KINDS.values()):
        day = record.day
        if day is not None:
            days[kind.name].setdefault(day, []).append(record)
    return days


def records_of(days: ByDay, week: Week, closed: dt.date, journal: Journal) -> Iterator[tuple[str, Record]]:
    """The kinds and records of a week, as of the day the week closed.

    What is dated later (a follow-up, an answer) is left out, so that it does not change the seal.
    """
    in_week = {kind: _records_in(days[kind], week) for kind in SEALED_KINDS}
    existing, _ = journal_as_of(Journal(portfolio=journal.portfolio, **in_week), closed, chosen=True)
    for kind, record in records_in(existing, *SEALED_KINDS.values()):
        yield kind.name, record


def _records_in(days: Mapping[dt.date, Sequence[Record]], week: Week) -> Any:
    return tuple(record for day in week.days for record in days.get(day, ()))


def make_entries(records: Iterable[tuple[str, Record]], salt: bytes) -> tuple[Entry, ...]:
    """The entries of records, in an order that does not depend on files and lines."""
    entries = [
        Entry(
            kind=kind,
            id=digest(salt, b"id", kind.encode(), canonical(_identity(kind, record)))[:_ID_DIGITS],
            digest=digest(salt, b"record", kind.encode(), canonical(record)),
            origin=record.origin,
        )
        for kind, record in records
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.kind, entry.text, entry.origin.position)))


def _identity(kind: str, record: Record) -> tuple[object, ...]:
    return tuple(getattr(record, name) for name in SEALED_KINDS[kind].identity)


def digest(salt: bytes, *parts: bytes) -> str:
    """A salted SHA-256 (HMAC) in hex. No part may contain a zero byte."""
    return hmac.digest(salt, b"\0".join(parts), "sha256").hex()
