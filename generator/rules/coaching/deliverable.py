"""Deliverables are completed by their due date."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Severity
from generator.model.commitment import Obligation
from generator.rules.case import Case
from generator.rules.coaching.due import Due, Pair, inside, judge_due
from generator.rules.rule import Rule

RULE = Rule(name="deliverable", severity=Severity.WARNING, applies_to="deliverable", points_at="completed")


def judge(case: Case, terms: Obligation) -> Iterator[Pair]:
    """Every deliverable, with a finding for those late. `due` is its date."""
    dues = (
        Due(record, record.date, record.completed)
        for record in inside(case, case.journal.coaching, "deliverable")
    )
    return judge_due(dues, case, terms, RULE, "deliverable.late")
