"""What the coach is owed: answers, appointments, deliverables, frequent check-ins and early reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message, Value
from generator.model.business_days import IsHoliday, business_day_after
from generator.model.calendar import DAY
from generator.model.coaching import Coaching
from generator.model.commitment import Obligation
from generator.model.origin import Origin
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.case import RuleContext
from generator.rules.rule import Rule, finding

Pair = tuple[JudgedObligation, Diagnostic | None]


class Due(NamedTuple):
    """One thing to be done by a day: by when, and when it was done, None while it is not."""

    record: Coaching
    by: dt.date
    done: dt.date | None


def search_end(case: RuleContext) -> dt.date | None:
    """The last day of a search that is over as of the day of judging, else None."""
    ended = case.journal.portfolio.search.ended
    if ended is not None:
        return ended.on
    if case.window is not None and case.as_of > case.window.end:
        return case.window.end
    return None


def verdict_of(by: dt.date, done: dt.date | None, case: RuleContext) -> ObligationVerdict:
    """Met, open or late. What was not due before the search ended is closed without fault."""
    end = search_end(case)
    if end is not None and by >= end:
        # Done by the end, it was in time; done later, it was still open when the search ended.
        return "met"
    if done is not None:
        return "met" if done <= by else "late"
    return "open" if case.as_of <= by else "late"


def judge_due(
    dues: Iterable[Due], case: RuleContext, terms: Obligation, rule: Rule, text: str, **params: Value
) -> Iterator[Pair]:
    """Each thing due with its verdict, and a finding of `rule` with that text where it is late."""
    for due in dues:
        verdict = verdict_of(due.by, due.done, case)
        judged = JudgedObligation.about(terms.id, due.record, due.by, verdict, due.done)
        found = None
        if verdict == "late":
            done = Message("phrase.done-on", day=due.done) if due.done else Message("phrase.not-done-yet")
            message = Message(text, by=due.by, done=done, **params)
            found = finding(rule, due.record.origin, message, requirement=terms.id)
        yield judged, found


def inside(case: RuleContext, records: Iterable[Coaching], *kinds: str) -> Iterator[Coaching]:
    """The records of the kinds named whose day lies in the window."""
    return (record for record in records if record.kind in kinds and not case.is_outside(record.date))


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


def judge_answers(case: RuleContext, terms: Obligation, is_holiday: IsHoliday) -> Iterator[Pair]:
    """Every message up to the day of judging, and whether it was answered in business days."""
    count = ANSWER_BUSINESS_DAYS if terms.business_days is None else terms.business_days
    dues = (
        Due(record, business_day_after(record.date, count, is_holiday), record.answered)
        for record in inside(case, case.journal.coaching, "message")
        if record.date <= case.as_of
    )
    return judge_due(dues, case, terms, ANSWER, "coach-answer.late")


def judge_silence(case: RuleContext, terms: Obligation) -> Iterator[Pair]:
    """Every message up to the day of judging, and whether silence lasted too long."""
    days = SILENCE_DAYS if terms.days is None else terms.days
    dues = (
        Due(record, record.date + days * DAY, record.answered)
        for record in inside(case, case.journal.coaching, "message")
        if record.date <= case.as_of
    )
    return judge_due(dues, case, terms, SILENCE, "coach-silence.lasted", days=days)


APPOINTMENTS = ("check-in", "mock-interview", "material-review")

ATTENDANCE = Rule(name="attendance", severity=Severity.WARNING, applies_to="attendance", points_at="attended")


def judge_attendance(case: RuleContext, terms: Obligation) -> Iterator[Pair]:
    """Every appointment, with a finding for those missed or attended late. `due` is its day."""
    for record in inside(case, case.journal.coaching, *APPOINTMENTS):
        verdict = _attended(record, case)
        judged = JudgedObligation.about(terms.id, record, record.date, verdict)
        found = None
        if verdict == "late":
            key = "attendance.missed" if record.attended == "missed" else "attendance.late"
            found = finding(ATTENDANCE, record.origin, key, requirement=terms.id, day=record.date)
        elif verdict == "unknown":
            found = finding(
                ATTENDANCE,
                record.origin,
                "attendance.unknown",
                severity=Severity.NOTE,
                requirement=terms.id,
                day=record.date,
            )
        yield judged, found


def _attended(record: Coaching, case: RuleContext) -> ObligationVerdict:
    if record.attended == "on-time":
        return "met"
    if record.attended is not None:
        return "late"
    return "unknown" if record.date < case.as_of else "open"


DELIVERABLE = Rule(
    name="deliverable", severity=Severity.WARNING, applies_to="deliverable", points_at="completed"
)


def judge_deliverables(case: RuleContext, terms: Obligation) -> Iterator[Pair]:
    """Every deliverable, with a finding for those late. `due` is its date."""
    dues = (
        Due(record, record.date, record.completed)
        for record in inside(case, case.journal.coaching, "deliverable")
    )
    return judge_due(dues, case, terms, DELIVERABLE, "deliverable.late")


CHECK_IN_DAYS = 14
FIRST_DAYS = 30
ATTENDED = ("on-time", "late")

CHECK_IN = Rule(name="check-in", severity=Severity.WARNING, applies_to="check-in", ours=True)


def _early(name: str) -> Rule:
    return Rule(name=name, severity=Severity.WARNING, applies_to=name, ours=True)


MATERIAL_REVIEW = _early("material-review")
MOCK_INTERVIEW = _early("mock-interview")


def judge_check_ins(case: RuleContext, terms: Obligation) -> Iterator[Pair]:
    """One case for each interval between days with a check-in, the one that runs now included.

    `due` is the last day of the interval. Where it is too long, and would not be if the appointments
    in it that have no `attended` took place, the verdict is `unknown`.
    """
    window = case.window
    if window is None or case.as_of < window.start:
        return
    days = (CHECK_IN_DAYS if terms.days is None else terms.days) * DAY
    calls = _past(case, "check-in")
    unsure = [call.date for call in calls if call.attended is None]
    last, origin = window.start - DAY, case.journal.portfolio.origin
    for call in (call for call in calls if call.attended in ATTENDED):
        if call.date == last:
            continue  # the second one of a day ends no interval
        verdict = _interval_verdict(case, last, call.date, days, unsure)
        yield _interval(terms, call.origin, last + days, call.date, verdict)
        last, origin = call.date, call.origin
    verdict = _interval_verdict(case, last, None, days, unsure)
    yield _interval(terms, origin, last + days, None, verdict)


def _past(case: RuleContext, kind: str) -> list[Coaching]:
    records = (r for r in inside(case, case.journal.coaching, kind) if r.date <= case.as_of)
    return sorted(records, key=lambda r: (r.date, r.origin.position))


def _interval_verdict(
    case: RuleContext, last: dt.date, done: dt.date | None, days: dt.timedelta, unsure: list[dt.date]
) -> ObligationVerdict:
    verdict = verdict_of(last + days, done, case)
    if verdict != "late":
        return verdict
    for day in unsure:
        if last < day <= last + days:
            last = day
    return "late" if verdict_of(last + days, done, case) == "late" else "unknown"


def _interval(
    terms: Obligation, origin: Origin, due: dt.date, done: dt.date | None, verdict: ObligationVerdict
) -> Pair:
    judged = JudgedObligation(
        id=terms.id, label=f"Check-in by {due}", origin=origin, due=due, verdict=verdict
    )
    if verdict != "late":
        return judged, None
    if done is None:
        return judged, finding(CHECK_IN, origin, "check-in.none-since", requirement=terms.id, due=due)
    return judged, finding(CHECK_IN, origin, "check-in.late", requirement=terms.id, due=due, done=done)


def judge_early(case: RuleContext, terms: Obligation, rule: Rule) -> Iterator[Pair]:
    """The one case of a review that is due in the first days of the window."""
    window = case.window
    if window is None or case.as_of < window.start:
        return
    days = FIRST_DAYS if terms.days is None else terms.days
    due = window.start + (days - 1) * DAY
    held = [record for record in _past(case, rule.name) if record.attended in ATTENDED]
    first = held[0] if held else None
    verdict = _early_verdict(case, due, first, rule.name)
    origin = first.origin if first else case.journal.portfolio.origin
    judged = JudgedObligation(id=terms.id, label=terms.title, origin=origin, due=due, verdict=verdict)
    found = None
    if verdict == "late":
        key = "mock-interview.late" if rule is MOCK_INTERVIEW else "material-review.late"
        found = finding(rule, origin, key, requirement=terms.id, title=terms.title, due=due)
    yield judged, found


def _early_verdict(case: RuleContext, due: dt.date, first: Coaching | None, kind: str) -> ObligationVerdict:
    verdict = verdict_of(due, first.date if first else None, case)
    unsure = any(r.attended is None and r.date <= due for r in _past(case, kind))
    return "unknown" if verdict == "late" and unsure else verdict
