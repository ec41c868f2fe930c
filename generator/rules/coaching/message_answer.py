"""A coach's message is answered, in days and at the latest in weeks."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Severity
from generator.model.business_days import IsHoliday, business_day_after
from generator.model.calendar import DAY
from generator.model.commitment import Obligation
from generator.rules.case import Case
from generator.rules.coaching.due import Due, Pair, inside, judge_due
from generator.rules.rule import Rule

ANSWER_BUSINESS_DAYS = 3
SILENCE_DAYS = 14

ANSWER = Rule(
    name="coach-answer", severity=Severity.WARNING, applies_to="coach-answer", points_at="answered", ours=True
)
SILENCE = Rule(
    name="coach-silence",
    severity=Severity.WARNING,
    applies_to="coach-silence",
    points_at="answered",
    ours=True,
)


def judge_answers(case: Case, terms: Obligation, is_holiday: IsHoliday) -> Iterator[Pair]:
    """Every message up to the day of judging, and whether it was answered in business days."""
    count = ANSWER_BUSINESS_DAYS if terms.business_days is None else terms.business_days
    dues = (
        Due(record, business_day_after(record.date, count, is_holiday), record.answered)
        for record in inside(case, case.journal.coaching, "message")
        if record.date <= case.as_of
    )
    return judge_due(dues, case, terms, ANSWER, "coach-answer.late")


def judge_silence(case: Case, terms: Obligation) -> Iterator[Pair]:
    """Every message up to the day of judging, and whether silence lasted too long."""
    days = SILENCE_DAYS if terms.days is None else terms.days
    dues = (
        Due(record, record.date + days * DAY, record.answered)
        for record in inside(case, case.journal.coaching, "message")
        if record.date <= case.as_of
    )
    return judge_due(dues, case, terms, SILENCE, "coach-silence.lasted", days=days)
