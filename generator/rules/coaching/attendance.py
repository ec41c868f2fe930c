"""Appointments are attended, on time."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Severity
from generator.model.coaching import Coaching
from generator.model.commitment import Obligation
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.case import Case
from generator.rules.coaching.due import Pair, inside
from generator.rules.finding import finding
from generator.rules.rule import Rule

APPOINTMENTS = ("check-in", "mock-interview", "material-review")

RULE = Rule(name="attendance", severity=Severity.WARNING, applies_to="attendance", points_at="attended")


def judge(case: Case, terms: Obligation) -> Iterator[Pair]:
    """Every appointment, with a finding for those missed or attended late. `due` is its day."""
    for record in inside(case, case.journal.coaching, *APPOINTMENTS):
        verdict = _verdict(record, case)
        judged = JudgedObligation.of(terms.id, record, record.date, verdict)
        found = None
        if verdict == "late":
            key = "attendance.missed" if record.attended == "missed" else "attendance.late"
            found = finding(RULE, record.origin, key, requirement=terms.id, day=record.date)
        elif verdict == "unknown":
            found = finding(
                RULE,
                record.origin,
                "attendance.unknown",
                severity=Severity.NOTE,
                requirement=terms.id,
                day=record.date,
            )
        yield judged, found


def _verdict(record: Coaching, case: Case) -> ObligationVerdict:
    if record.attended == "on-time":
        return "met"
    if record.attended is not None:
        return "late"
    return "unknown" if record.date < case.as_of else "open"
