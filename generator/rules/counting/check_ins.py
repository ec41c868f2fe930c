"""Check-ins with the coach: which count, and why the others do not."""

from __future__ import annotations

from generator.model.coaching import Coaching
from generator.model.commitment import Requirement
from generator.model.verdict import JudgedRecord
from generator.rules import outside_window
from generator.rules.case import Case
from generator.rules.coaching import not_attended
from generator.rules.counting.judged import Counted, in_order, reasons_told
from generator.rules.rule import Rule

RULES: tuple[Rule, ...] = (not_attended.RULE, outside_window.RULE)


def count_check_ins(case: Case, terms: Requirement) -> Counted:
    """Every check-in up to the day of judging, judged. Those that lie ahead are not there yet."""
    judged = in_order(
        _judge(record, case)
        for record in case.journal.coaching
        if record.kind == "check-in" and record.date <= case.as_of
    )
    return Counted(judged, tuple(reasons_told(judged, RULES, case, terms.id)))


def _judge(record: Coaching, case: Case) -> JudgedRecord:
    failing = (
        (not_attended.RULE, not_attended.fails(record)),
        (outside_window.RULE, case.is_outside(record.date)),
    )
    reasons = tuple(rule.name for rule, fails in failing if fails)
    return JudgedRecord(record=record, day=record.date, amount=0 if reasons else 1, reasons=reasons)
