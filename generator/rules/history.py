"""Obligations judged by git's history: prompt logging and goal reviews."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.model.calendar import DAY
from generator.model.commitment import Obligation
from generator.model.history import History
from generator.model.kinds import KIND, KINDS, Journal, ObligationRecord, records_in
from generator.model.origin import Origin, Record
from generator.model.portfolio import Portfolio
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.coaching import JudgedCase, after_leave, verdict_of
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding

LOG_DAYS = 7
GOAL_DAYS = 28

LOGGED = Rule(
    name="logged-promptly",
    severity=Severity.WARNING,
    applies_to="logged-promptly",
    points_at="date",
    ours=True,
)
GOAL_REVIEW = Rule(name="goal-review", severity=Severity.WARNING, applies_to="goal-review", ours=True)

OUT_OF_ORDER = Rule(name="commits-out-of-order", severity=Severity.NOTE, ours=True)


def check_order(history: History, portfolio: Portfolio) -> Iterator[Diagnostic]:
    """Tell the coach of commits dated before those that they build on. It decides nothing."""
    if history.first_out_of_order is not None:
        commit, day = history.first_out_of_order
        text = Message("commits-out-of-order.first", count=history.out_of_order, commit=commit, day=day)
        yield finding(OUT_OF_ORDER, portfolio.origin, text)


def judge_logged_promptly(context: RuleContext, terms: Obligation, history: History) -> Iterator[JudgedCase]:
    """One case per record whose first commit is late or unknown. `due` is the last day in time."""
    days = LOG_DAYS if terms.days is None else terms.days
    for record in logged_records(context.journal):
        day = record.day
        if context.is_outside(day):
            continue
        due = day + days * DAY
        first_seen = history.first_seen.get(history_key(record.origin))
        if first_seen is not None and first_seen > context.as_of:
            first_seen = None
        if first_seen is not None and first_seen <= due:
            continue
        why = history.why_unknown(record.origin.path, record.origin.line)
        if history_key(record.origin) in history.squashed:
            first_seen = None
        outcome: ObligationVerdict = "unknown" if first_seen is None else "late"
        verdict = JudgedObligation.about(terms.id, record, due, outcome, first_seen, why)
        breach = None
        if first_seen is not None:
            late = Message("logged-promptly.late", day=day, seen=first_seen, days=(first_seen - day).days)
            breach = finding(LOGGED, record.origin, late, requirement=terms.id)
        yield verdict, breach


def logged_records(journal: Journal) -> Iterator[ObligationRecord]:
    """The records that have to be logged promptly."""
    for _, record in records_in(journal, *(kind for kind in KINDS if kind.log_promptly)):
        assert isinstance(record, ObligationRecord), "a logged kind is one of them"  # noqa: S101 - tells the type checker
        yield record


def unjudged_records(journal: Journal) -> Iterator[Record]:
    """The records that count and need not be logged promptly: posts, contributions."""
    kinds = (kind for kind in KINDS if kind.counts_for and not kind.log_promptly)
    yield from (record for _, record in records_in(journal, *kinds))


def history_key(origin: Origin) -> tuple[str, int]:
    """The key of a record in `History`: path and line, since git knows only lines."""
    return origin.path, origin.line


def judge_goals(context: RuleContext, terms: Obligation, history: History) -> Iterator[JudgedCase]:
    """One case: whether the goals were changed recently. `due` is the day of the next review."""
    window = context.window
    if window is None or context.as_of < window.start:
        return
    days = GOAL_DAYS if terms.days is None else terms.days
    touched = [
        day for path in KIND["goals"].files for day in history.touched.get(path, ()) if day <= context.as_of
    ]
    last = max([window.start, *touched])
    due = after_leave(last + days * DAY, context)
    origin = context.journal.goals[0].origin if context.journal.goals else context.journal.portfolio.origin
    verdict = "unknown" if history.unknown_because else verdict_of(due, None, context)
    judged = JudgedObligation(
        id=terms.id,
        label=terms.title,
        origin=origin,
        due=due,
        verdict=verdict,
        unknown_because=history.unknown_because,
    )
    breach = None
    if verdict == "late":
        key = "goal-review.changed" if last in touched else "goal-review.unchanged"
        breach = finding(GOAL_REVIEW, origin, key, requirement=terms.id, last=last, due=due)
    yield judged, breach
