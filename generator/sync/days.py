"""Contributions by day as a machine counted them, and the weeks that were asked for."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from generator.model.calendar import DAY
from generator.model.contribution import AMOUNTS, Contribution, ContributionSource
from generator.model.fields import DateOrDateTime

SETTLED_AFTER = dt.timedelta(hours=48)
"""GitHub may count a contribution a day late; two days after its end a week is settled."""


class Span(NamedTuple):
    """One week to ask for, by its days in the graduate's time zone. `words` is how people call it."""

    words: str
    starts: dt.date
    ends: dt.date

    def days_touched(self, zone: dt.tzinfo) -> tuple[dt.date, dt.date]:
        """The first and the last day in UTC that have an hour of this week, in UTC or in `zone`."""
        begins = dt.datetime.combine(self.starts, dt.time(), zone).astimezone(dt.UTC).date()
        last = dt.datetime.combine(self.ends, dt.time(23, 59, 59), zone).astimezone(dt.UTC).date()
        return min(begins, self.starts), max(last, self.ends)

    def settled(self, zone: dt.tzinfo) -> dt.datetime:
        """When the week is settled: 48 hours after it ended in UTC and in `zone`."""
        after = self.ends + DAY
        ends = (dt.datetime.combine(after, dt.time(), where) for where in (dt.UTC, zone))
        return max(ends) + SETTLED_AFTER


class Tally:
    """Adds up contributions by day, kind and repository."""

    def __init__(self) -> None:
        self.amounts: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)
        self.repositories: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)
        self.special: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)

    def add(self, day: dt.date, kind: str, repository: str | None, number: int = 1) -> None:
        """Add `number` contributions of a kind (a field of `Contribution`)."""
        self.amounts[day][kind] += number
        if repository:
            self.repositories[day][repository] += number

    def total(self, day: dt.date) -> int:
        """All contributions of a day."""
        return self.amounts[day].total()


class Fetched(Struct, frozen=True, kw_only=True):
    """What one source said. `unknown` are weeks that it did not answer for, with the reason."""

    source: ContributionSource
    login: str
    at: dt.datetime
    records: tuple[Contribution, ...] = ()
    answered: tuple[Span, ...] = ()
    unknown: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
    requests: int = 0


def records_of(
    tally: Tally,
    spans: Iterable[Span],
    zone: dt.tzinfo,
    source: ContributionSource,
    login: str,
    at: dt.datetime,
) -> tuple[Contribution, ...]:
    """One record for each day with contributions, and one that says zero for each week without any.

    A day that has begun in UTC only is left for the next time: a record may not be of tomorrow.
    """
    found: dict[dt.date, Contribution] = {}
    for span in spans:
        first, last = span.days_touched(zone)
        last = min(last, at.date(), at.astimezone(zone).date())
        days = [first + n * DAY for n in range((last - first).days + 1)]
        busy = [day for day in days if tally.total(day)]
        inside = [day for day in days if span.starts <= day <= span.ends]
        if inside and not any(span.starts <= day <= span.ends for day in busy):
            busy.append(inside[-1])
        for day in busy:
            amounts = {name: tally.amounts[day][name] for name in AMOUNTS}
            record = Contribution(
                date=day,
                source=source,
                login=login,
                by_repository=dict(sorted(tally.repositories[day].items())),
                worth_a_look=dict(sorted(tally.special[day].items())),
                fetched_at=DateOrDateTime(at.date(), at),
            )
            found[day] = replace(record, **amounts)
    return tuple(found[day] for day in sorted(found))


def unsettled(
    spans: Iterable[Span],
    contributions: Iterable[Contribution],
    source: str,
    zone: dt.tzinfo,
    now: dt.datetime,
) -> tuple[Span, ...]:
    """The weeks that have begun and were not fetched from `source` after they had settled."""
    latest: dict[dt.date, dt.datetime] = {}
    for record in contributions:
        at = record.fetched_at.at if record.fetched_at else None
        if record.source == source and at is not None:
            latest[record.date] = max(at, latest.get(record.date, at))
    needed = []
    for span in spans:
        if dt.datetime.combine(span.starts, dt.time(), zone) > now:
            continue
        fetched = [at for day, at in latest.items() if span.starts <= day <= span.ends]
        if not fetched or max(fetched) < span.settled(zone):
            needed.append(span)
    return tuple(needed)
