"""Seals over closed weeks: a digest over each week's records, chained with the week before.

The file (`seals.json`) also has the salt of the digests, so it is as private as the report. A digest shown
elsewhere, in a mail or on a page, reveals nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from generator.core.errors import UserError
from generator.model.calendar import FIRST_DAY, LAST_DAY, Week
from generator.model.kinds import Journal
from generator.seals.age import looks_sealed
from generator.seals.canonical import canonical
from generator.seals.records import SEALED_KINDS, ByDay, by_day, digest, make_entries, records_of

FORMAT = 1


class ClosedWeek(Struct, frozen=True):
    """A closed week: its name, its first day, and the day on which it closed."""

    week: str
    starts: dt.date
    closed: dt.date


class SealedWeek(Struct, frozen=True, kw_only=True):
    """A closed week: its entries by kind, and its seal, a SHA-256 in hex."""

    week: Annotated[str, Meta(pattern=r"^\d{4}-W\d{2}$")]
    starts: dt.date
    closed: dt.date
    records: Mapping[str, tuple[str, ...]]
    seal: str


class Seals(Struct, frozen=True, kw_only=True):
    """The content of `seals.json`: the weeks, the oldest first, and the salt of the digests in hex."""

    format: int
    salt: str
    weeks: tuple[SealedWeek, ...]


def seal_weeks(journal: Journal, closed: Sequence[ClosedWeek]) -> Seals:
    """Seal the closed weeks, which are given with the oldest first."""
    days = by_day(journal)
    salt = _salt(journal, closed, days)
    weeks: list[SealedWeek] = []
    before = ""
    for week in closed:
        entries = make_entries(records_of(days, Week(week.starts), week.closed, journal), salt)
        records = {
            kind: tuple(entry.text for entry in entries if entry.kind == kind)
            for kind in SEALED_KINDS
            if any(entry.kind == kind for entry in entries)
        }
        before = _seal(salt, week, records, before)
        weeks.append(
            SealedWeek(week=week.week, starts=week.starts, closed=week.closed, records=records, seal=before)
        )
    return Seals(format=FORMAT, salt=salt.hex(), weeks=tuple(weeks))


def first_broken_week(seals: Seals) -> str | None:
    """The first week whose seal does not match its entries and the week before; None if all match."""
    salt = bytes.fromhex(seals.salt)
    before = ""
    for week in seals.weeks:
        before = _seal(salt, ClosedWeek(week.week, week.starts, week.closed), week.records, before)
        if before != week.seal:
            return week.week
    return None


def _seal(salt: bytes, week: ClosedWeek, records: Mapping[str, tuple[str, ...]], before: str) -> str:
    return digest(salt, b"week", canonical((before, week.week, week.starts, week.closed, records)))


def _salt(journal: Journal, closed: Iterable[ClosedWeek], days: ByDay) -> bytes:
    """A salt derived from private records, so that builds do not have to store one.

    It is as hard to guess as all records of the first closed week that has any.
    """
    graduate = journal.portfolio.graduate
    first: list[bytes] = []
    for week in closed:
        records = records_of(days, Week(week.starts), week.closed, journal)
        first = sorted(kind.encode() + canonical(record) for kind, record in records)
        if first:
            break
    owner = canonical((graduate.name, graduate.email))
    return hashlib.sha256(b"\0".join([b"weekproof seals", owner, *first])).digest()


MAX_BYTES = 32 * 1024 * 1024
_HINT = "It is called seals.json and lies beside the report. If this is the one, take another copy of it."
_SALT = re.compile(r"[0-9a-f]{64}")


def encode_seals(seals: Seals) -> bytes:
    """The file as indented JSON in UTF-8 with a final newline."""
    return msgspec.json.format(msgspec.json.encode(seals), indent=1) + b"\n"


def decode_seals(data: bytes) -> Seals:
    """Parse the file. Raises `UserError` if it is not a file of seals, or was changed since it was made."""
    if looks_sealed(data):
        hint = "Open it first: weekproof coach open FILE --key YOUR-KEY."
        raise UserError("The file of seals is sealed itself.", hint=hint)
    try:
        seals = msgspec.json.decode(data, type=Seals)
    except (msgspec.DecodeError, RecursionError):
        raise UserError("This is not a file of seals, or not a whole one.", hint=_HINT) from None
    if seals.format != FORMAT:
        raise UserError("This file of seals was made by a newer Weekproof.", hint="Update Weekproof.")
    kinds = {kind for week in seals.weeks for kind in week.records}
    in_calendar = all(FIRST_DAY <= week.starts <= LAST_DAY for week in seals.weeks)
    if not (_SALT.fullmatch(seals.salt) and kinds <= SEALED_KINDS.keys() and in_calendar):
        raise UserError("This is not a file of seals.", hint=_HINT)
    broken = first_broken_week(seals)
    if broken is not None:
        message = "The file of seals does not fit together: it was changed or damaged after it was made."
        raise UserError(message, hint=f"The first week that does not fit is {broken}. Use another copy.")
    return seals
