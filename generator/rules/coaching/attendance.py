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

RULE = Rule(
    name="attendance",
    severity=Severity.WARNING,
    title="An appointment was missed, or attended late.",
    applies_to="attendance",
    points_at="attended",
    hint="Talk to your coach about it; moving an appointment in time is fine.",
)


def judge(case: Case, terms: Obligation) -> Iterator[Pair]:
    """Every appointment, with a finding for those missed or attended late. `due` is its day."""
    for record in inside(case, case.journal.coaching, *APPOINTMENTS):
        verdict = _verdict(record, case)
        judged = JudgedObligation.of(terms.id, record, record.date, verdict)
        found = None
        if verdict == "late":
            how = "was missed" if record.attended == "missed" else "was attended late"
            message = f"The appointment of {record.date} {how}."
            found = finding(RULE, record.origin, message=message, requirement=terms.id)
        elif verdict == "unknown":
            message = f"Nothing says how the appointment of {record.date} went."
            hint = "Add `attended:` with on-time, late or missed."
            found = finding(
                RULE,
                record.origin,
                message=message,
                requirement=terms.id,
                severity=Severity.NOTE,
                hint=hint,
            )
        yield judged, found


def _verdict(record: Coaching, case: Case) -> ObligationVerdict:
    if record.attended == "on-time":
        return "met"
    if record.attended is not None:
        return "late"
    return "unknown" if record.date < case.as_of else "open"
