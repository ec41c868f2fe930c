"""The journal as of one day, without what is dated later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.model.kinds import KIND_OF_RECORD, KINDS, Journal, Kind
from generator.model.origin import Record
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.verdict import JudgedWeek
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding

NOT_STARTED = Rule(name="search-not-started", severity=Severity.NOTE, points_at="search.start")
RECORDS_SINCE = Rule(
    name="weeks-before-records", severity=Severity.WARNING, points_at="search.records_since", ours=True
)
RECORD_IN_FUTURE = Rule(name="record-in-future", severity=Severity.WARNING, points_at="date")
SCHEDULED = Rule(name="post-scheduled", severity=Severity.NOTE, applies_to="posts", points_at="date")

R = TypeVar("R", bound=Record)


def journal_as_of(
    journal: Journal, as_of: dt.date, *, chosen: bool
) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """The journal without records dated after `as_of`, and findings about some of those.

    `chosen`: the user chose the day, so that a later record is probably not a mistake but a note.
    Appointments, due dates and goals may be in the future; a message or an introduction has not happened yet.
    """
    severity = Severity.NOTE if chosen else Severity.WARNING
    left_out: list[Diagnostic] = []
    existing: dict[str, Any] = {}
    for kind in KINDS:
        if kind.storage == "record":
            continue
        kept = []
        for record in getattr(journal, kind.name):
            if _exists(record, kind, as_of):
                kept.append(record_as_of(record, as_of))
            elif kind.future_dates == "report":
                left_out.extend(_future_findings(record, kind, severity))
        existing[kind.name] = tuple(kept)
    existing_journal = replace(journal, portfolio=_portfolio(journal.portfolio, as_of), **existing)
    return existing_journal, tuple(left_out)


def _exists(record: Record, kind: Kind, as_of: dt.date) -> bool:
    is_ahead = record.day is not None and record.day > as_of
    return not is_ahead or kind.future_dates == "keep" or getattr(record, "kind", "") in kind.plannable


def _future_findings(record: Record, kind: Kind, severity: Severity) -> Iterator[Diagnostic]:
    if not isinstance(record, Post):
        yield diagnostic(RECORD_IN_FUTURE.name, record.origin.location_of(kind.day), severity)
    elif not record.draft:
        yield finding(SCHEDULED, record.origin, "post-scheduled.until", day=record.date.day)


def record_as_of(record: R, as_of: dt.date) -> R:
    """The record without fields that are known only later: a follow-up, an answer, the attendance."""
    later = {
        name: None
        for key, names in KIND_OF_RECORD[type(record)].known_later.items()
        if (day := getattr(record, key)) is not None and day > as_of
        for name in names
        if getattr(record, name) is not None
    }
    return replace(record, **later) if later else record


def _portfolio(portfolio: Portfolio, as_of: dt.date) -> Portfolio:
    search = portfolio.search
    if search.ended is not None and search.ended.on > as_of:
        search = replace(search, ended=None)
    if search.records_since is not None and search.records_since > as_of:
        search = replace(search, records_since=None)
    return portfolio if search is portfolio.search else replace(portfolio, search=search)


def weeks_before_records(journal: Journal, weeks: Iterable[JudgedWeek]) -> tuple[JudgedWeek, ...]:
    """The closed weeks that are unknown because they began before the first day with records."""
    since = journal.portfolio.search.records_since
    return tuple(
        week
        for week in weeks
        if since is not None and week.starts < since and week.closed and week.verdict == "unknown"
    )


def check_records_since(context: RuleContext, weeks: Iterable[JudgedWeek]) -> Iterator[Diagnostic]:
    """Report the weeks that are unknown because records begin later."""
    found = weeks_before_records(context.journal, weeks)
    if found:
        yield finding(
            RECORDS_SINCE,
            context.journal.portfolio.origin,
            "weeks-before-records.counted",
            count=len(found),
            since=context.journal.portfolio.search.records_since,
        )


def check_started(context: RuleContext) -> Iterator[Diagnostic]:
    """Report a search that starts after the day of judging."""
    if context.window is not None and context.as_of < context.window.start:
        yield finding(
            NOT_STARTED,
            context.journal.portfolio.origin,
            "search-not-started.until",
            start=context.window.start,
        )
