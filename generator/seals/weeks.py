"""Sealing closed weeks: a digest over each week's records, chained with the week before.

The salt stands in the file beside the digests: the file is as private as the report. A digest that is
shown elsewhere, in a mail or on a page, tells a stranger nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from generator.model.calendar import Week
from generator.model.kinds import Journal
from generator.seals.canonical import canonical
from generator.seals.records import SEALED_KINDS, ByDay, by_day, digest, make_entries, records_of

FORMAT = 1


class ClosedWeek(Struct, frozen=True):
    """A closed week: its name, its first day, and the day on which it closed."""

    week: str
    starts: dt.date
    closed: dt.date


class SealedWeek(Struct, frozen=True, kw_only=True):
    """A closed week with the texts of its entries by kind, and its seal, a SHA-256 in hex."""

    week: Annotated[str, Meta(pattern=r"^\d{4}-W\d{2}$")]
    starts: dt.date
    closed: dt.date
    records: Mapping[str, tuple[str, ...]]
    seal: str


class Seals(Struct, frozen=True, kw_only=True):
    """`seals.json`: the weeks with the oldest first, and the salt of their digests in hex."""

    format: int
    salt: str
    weeks: tuple[SealedWeek, ...]


def seal_weeks(journal: Journal, closed: Sequence[ClosedWeek]) -> Seals:
    """The seals of the weeks that are closed, the oldest first."""
    days = by_day(journal)
    salt = _salt(journal, closed, days)
    weeks: list[SealedWeek] = []
    before = ""
    for one in closed:
        entries = make_entries(records_of(days, Week(one.starts), one.closed, journal), salt)
        records = {
            kind: tuple(entry.text for entry in entries if entry.kind == kind)
            for kind in SEALED_KINDS
            if any(entry.kind == kind for entry in entries)
        }
        before = _seal(salt, one, records, before)
        weeks.append(
            SealedWeek(week=one.week, starts=one.starts, closed=one.closed, records=records, seal=before)
        )
    return Seals(format=FORMAT, salt=salt.hex(), weeks=tuple(weeks))


def first_broken_week(seals: Seals) -> str | None:
    """The first week whose seal does not fit its entries and the week before it; None if all fit."""
    salt = bytes.fromhex(seals.salt)
    before = ""
    for week in seals.weeks:
        before = _seal(salt, ClosedWeek(week.week, week.starts, week.closed), week.records, before)
        if before != week.seal:
            return week.week
    return None


def _seal(salt: bytes, one: ClosedWeek, records: Mapping[str, tuple[str, ...]], before: str) -> str:
    return digest(salt, b"week", canonical((before, one.week, one.starts, one.closed, records)))


def _salt(journal: Journal, closed: Iterable[ClosedWeek], days: ByDay) -> bytes:
    """Drawn from what only the graduate's repository has, so that a build has nothing to remember.

    It is as hard to guess as the first closed week that has records is, summaries and all.
    """
    graduate = journal.portfolio.graduate
    first: list[bytes] = []
    for one in closed:
        first = sorted(
            kind.encode() + canonical(record)
            for kind, record in records_of(days, Week(one.starts), one.closed, journal)
        )
        if first:
            break
    named = canonical((graduate.name, graduate.email))
    return hashlib.sha256(b"\0".join([b"weekproof seals", named, *first])).digest()
