"""Which records belong to a week, and by what each of them is known again."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import Struct

from generator.model.calendar import Week
from generator.model.journal import Journal
from generator.model.offer import Offer
from generator.model.origin import Origin, Record
from generator.model.post import Post
from generator.rules.as_of import journal_as_of
from generator.seals.canonical import canonical

_ID_DIGITS = 16


class Kind(NamedTuple):
    """A kind of dated record: its words, and what makes two records the same one, changed."""

    one: str
    many: str
    identity: Callable[[Any], tuple[object, ...]]


KINDS: Mapping[str, Kind] = {
    "contacts": Kind(
        "contact", "contacts", lambda r: (r.date, r.first_name, r.last_name, r.employer, r.person)
    ),
    "posts": Kind("post", "posts", lambda r: (r.name,)),
    "contributions": Kind(
        "day of contributions", "days of contributions", lambda r: (r.date, r.login, r.source)
    ),
    "activities": Kind("design activity", "design activities", lambda r: (r.date, r.kind, r.title)),
    "offers": Kind("offer", "offers", lambda r: (r.employer, r.title)),
    "coaching": Kind("coaching record", "coaching records", lambda r: (r.date, r.kind, r.title)),
}
"""Fields of a `Journal` that hold dated records. Goals have no day; decisions are the coach's own."""

ByDay = Mapping[str, Mapping[dt.date, Sequence[Record]]]


class Entry(Struct, frozen=True):
    """A record as a seal knows it: `id` finds it again, `digest` is over all that it says."""

    kind: str
    id: str
    digest: str
    origin: Origin

    @property
    def text(self) -> str:
        """As it stands in the file of seals."""
        return f"{self.id}:{self.digest}"


def by_day(journal: Journal) -> ByDay:
    """The records of each kind by their own day, so that weeks are picked and not searched."""
    found: dict[str, dict[dt.date, list[Record]]] = {kind: {} for kind in KINDS}
    for kind in KINDS:
        for record in getattr(journal, kind):
            found[kind].setdefault(_day(record), []).append(record)
    return found


def _day(record: Any) -> dt.date:
    day: dt.date
    if isinstance(record, Post):
        day = record.date.day
    else:
        day = record.received if isinstance(record, Offer) else record.date
    return day


def records_of(days: ByDay, week: Week, closed: dt.date, journal: Journal) -> Iterator[tuple[str, Record]]:
    """Kind and record of everything in the week, as it stood on the day the week closed.

    What is dated later (a follow-up, an answer) is left out, so that it changes no seal.
    """
    picked = {kind: _in(days[kind], week) for kind in KINDS}
    seen, _ = journal_as_of(Journal(portfolio=journal.portfolio, **picked), closed, chosen=True)
    for kind in KINDS:
        for record in getattr(seen, kind):
            yield kind, record


def _in(days: Mapping[dt.date, Sequence[Record]], week: Week) -> Any:
    return tuple(record for day in week.days for record in days.get(day, ()))


def entries_of(records: Iterable[tuple[str, Record]], salt: bytes) -> tuple[Entry, ...]:
    """The records as a seal knows them, in an order that files and lines have no part in."""
    made = [
        Entry(
            kind=kind,
            id=digest(salt, b"id", kind.encode(), canonical(KINDS[kind].identity(record)))[:_ID_DIGITS],
            digest=digest(salt, b"record", kind.encode(), canonical(record)),
            origin=record.origin,
        )
        for kind, record in records
    ]
    return tuple(sorted(made, key=lambda one: (one.kind, one.text, one.origin.position)))


def digest(salt: bytes, *parts: bytes) -> str:
    """A salted SHA-256 (HMAC) in hex. None of `parts` may hold a zero byte."""
    return hmac.digest(salt, b"\0".join(parts), "sha256").hex()
