"""Count check-ins with the coach."""

from __future__ import annotations

from generator.core.diagnostics import Severity
from generator.model.coaching import Coaching
from generator.model.commitment import Requirement
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.counting.result import OUTSIDE_WINDOW, CountResult, reason_findings, sort_by_day
from generator.rules.rule import Rule

NOT_ATTENDED = Rule(name="check-in-not-attended", severity=Severity.NOTE, points_at="attended", ours=True)

RULES: tuple[Rule, ...] = (NOT_ATTENDED, OUTSIDE_WINDOW)


def count_check_ins(context: RuleContext, terms: Requirement) -> CountResult:
    """Judge the check-ins up to the day of judging."""
    judged = sort_by_day(
        _judge(record, context)
        for record in context.journal.coaching
        if record.kind == "check-in" and record.date <= context.as_of
    )
    return CountResult(judged, tuple(reason_findings(judged, RULES, context, terms.id)))


def _judge(record: Coaching, context: RuleContext) -> JudgedRecord:
    failing = (
        (NOT_ATTENDED, record.attended not in ("on-time", "late")),
        (OUTSIDE_WINDOW, context.is_outside(record.date)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=record, day=record.date, amount=0 if reasons else 1, reasons=reasons)
