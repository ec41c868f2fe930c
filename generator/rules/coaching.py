"""Obligations towards the coach: answers, appointments, deliverables, check-ins and early reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.core.dates import short_day
from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message, Value
from generator.core.text import count
from generator.model.business_days import IsHoliday, business_day_after
from generator.model.calendar import DAY
from generator.model.coaching import Coaching
from generator.model.commitment import Obligation
from generator.model.origin import Origin
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.model.window import paused_days
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding

JudgedCase = tuple[JudgedObligation, Diagnostic | None]


class Due(NamedTuple):
    """A record with the last day to do something, and the day it was done (None if not yet)."""

    record: Coaching
    by: dt.date
    done: dt.date | None


def search_end(context: RuleContext) -> dt.date | None:
    """The last day of the search if it is over, else None."""
    ended = context.journal.portfolio.search.ended
    if ended is not None:
        return ended.on
    if context.window is not None and context.as_of > context.window.end:
        return context.window.end
    return None


def verdict_of(by: dt.date, done: dt.date | None, context: RuleContext) -> ObligationVerdict:
    """Met, open or late. What was due only after the end of the search is met."""
    end = search_end(context)
    if end is not None and by >= end:
        # Either it was done in time, or it was still open when the search ended.
        return "met"
    if done is not None:
        return "met" if done <= by else "late"
    return "open" if context.as_of <= by else "late"


def judge_due(
    dues: Iterable[Due],
    context: RuleContext,
    terms: Obligation,
    rule: Rule,
    texts: tuple[str, str],
    **params: Value,
) -> Iterator[JudgedCase]:
    """Judge each due item; late ones get a finding of `rule`.

    Its text is the first of `texts`, of what was done late the second.
    """
    for due in dues:
        verdict = verdict_of(due.by, due.done, context)
        if due.record.kind == "message" and due.done is not None and due.done < due.record.date:
            verdict = "unknown"  # an answer before its question is an error of its own
        why = "its answer has an earlier date than the message"
        judged = JudgedObligation.about(terms.id, due.record, due.by, verdict, due.done, why)
        breach = None
        if verdict == "late":
            done = Message("phrase.done-on", day=due.done) if due.done else Message("phrase.not-done-yet")
            message = Message(texts[due.done is not None], by=due.by, done=done, **params)
            breach = finding(rule, due.record.origin, message, requirement=terms.id)
        yield judged, breach


def after_leave(day: dt.date, context: RuleContext) -> dt.date:
    """The day on which something falls due: on leave, the first day after it."""
    paused = paused_days(context.pauses)
    while day in paused:
        day += DAY
    return day


def in_window(context: RuleContext, records: Iterable[Coaching], *kinds: str) -> Iterator[Coaching]:
    """The records of these kinds in the window."""
    return (record for record in records if record.kind in kinds and not context.is_outside(record.date))


def in_phase(
    context: RuleContext, records: Iterable[Coaching], terms: Obligation, *kinds: str
) -> Iterator[Coaching]:
    """The records of these kinds during the program and the search, or in the window if the terms say so."""
    if terms.phase == "window":
        return in_window(context, records, *kinds)
    end = context.window.end if context.window else None
    return (record for record in records if record.kind in kinds and (end is None or record.date <= end))


def _when(record: Coaching, context: RuleContext) -> Message | None:
    """That it is before the search, where it is: the obligation holds during the program too."""
    return Message("phrase.before-the-search") if context.is_before_search(record.date) else None


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


def judge_answers(context: RuleContext, terms: Obligation, is_holiday: IsHoliday) -> Iterator[JudgedCase]:
    """Judge whether each message was answered within the business days."""
    allowed = ANSWER_BUSINESS_DAYS if terms.business_days is None else terms.business_days
    paused = paused_days(context.pauses)

    def is_off(day: dt.date) -> bool:
        return day in paused or is_holiday(day)

    dues = (
        Due(record, business_day_after(record.date, allowed, is_off), record.answered)
        for record in in_window(context, context.journal.coaching, "message")
        if record.date <= context.as_of
    )
    return judge_due(dues, context, terms, ANSWER, ("coach-answer.late", "coach-answer.late-done"))


def judge_silence(context: RuleContext, terms: Obligation) -> Iterator[JudgedCase]:
    """Judge whether any message stayed unanswered for too many days."""
    days = SILENCE_DAYS if terms.days is None else terms.days
    dues = (
        Due(record, after_leave(record.date + days * DAY, context), record.answered)
        for record in in_window(context, context.journal.coaching, "message")
        if record.date <= context.as_of
    )
    return judge_due(
        dues, context, terms, SILENCE, ("coach-silence.lasted", "coach-silence.lasted-done"), days=days
    )


APPOINTMENTS = ("check-in", "mock-interview", "material-review")

ATTENDANCE = Rule(name="attendance", severity=Severity.WARNING, applies_to="attendance", points_at="attended")

_NOT_KEPT = {"missed": "attendance.missed", "late": "attendance.late"}


def judge_attendance(context: RuleContext, terms: Obligation) -> Iterator[JudgedCase]:
    """Judge appointments; `due` is the day. Findings for those missed, late or without `attended`."""
    for record in in_phase(context, context.journal.coaching, terms, *APPOINTMENTS):
        due = after_leave(record.date, context)
        verdict = _attended(record, due, context)
        judged = JudgedObligation.about(
            terms.id, record, due, verdict, unknown_because="nobody has noted whether it took place"
        )
        breach = None
        if verdict in ("late", "unknown"):
            key = _NOT_KEPT.get(record.attended or "", "attendance.unknown")
            text = Message(key, day=record.date, when=_when(record, context))
            severity = Severity.NOTE if verdict == "unknown" else None
            breach = finding(ATTENDANCE, record.origin, text, severity=severity, requirement=terms.id)
        yield judged, breach


def _attended(record: Coaching, due: dt.date, context: RuleContext) -> ObligationVerdict:
    """Judge an appointment that falls due on `due`: on leave, that is the first day after it."""
    if record.attended == "on-time":
        return "met"
    if due > record.date and due >= context.as_of:
        return "open"
    if record.attended is not None:
        return "late"
    return "unknown" if due < context.as_of else "open"


DELIVERABLE = Rule(
    name="deliverable", severity=Severity.WARNING, applies_to="deliverable", points_at="completed"
)


def judge_deliverables(context: RuleContext, terms: Obligation) -> Iterator[JudgedCase]:
    """Judge deliverables; `due` is their date."""
    for record in in_phase(context, context.journal.coaching, terms, "deliverable"):
        due = Due(record, after_leave(record.date, context), record.completed)
        when = _when(record, context)
        yield from judge_due(
            [due], context, terms, DELIVERABLE, ("deliverable.late", "deliverable.late-done"), when=when
        )


LEAVE_DAYS = 7

LEAVE = Rule(name="leave", severity=Severity.WARNING, applies_to="leave")


def judge_leave(context: RuleContext, terms: Obligation) -> Iterator[JudgedCase]:
    """The case of the days on leave: paused days of the window, so far. None while there are none.

    `due` is the last day on leave that the terms allow, or the last one so far.
    """
    window, days = context.window, LEAVE_DAYS if terms.days is None else terms.days
    if window is None:
        return
    away = sorted(day for day in paused_days(context.pauses) if day in window and day <= context.as_of)
    if not away:
        return
    last = away[: days or 1][-1]
    over = next((pause for pause in context.pauses if pause.first <= away[-1] <= pause.last), None)
    origin = over.origin if over else context.journal.portfolio.origin
    verdict: ObligationVerdict = "late" if len(away) > days else "met"
    label = count(len(away), "day on leave", "days on leave")
    judged = JudgedObligation(id=terms.id, label=label, origin=origin, due=last, verdict=verdict)
    text = Message("leave.days", count=len(away), most=days)
    yield judged, finding(LEAVE, origin, text, requirement=terms.id) if verdict == "late" else None


_UNSURE = "nobody has noted whether an appointment took place"
CHECK_IN_DAYS = 14
FIRST_DAYS = 30
ATTENDED = ("on-time", "late")

CHECK_IN = Rule(name="check-in", severity=Severity.WARNING, applies_to="check-in", ours=True)


def _early_review(name: str) -> Rule:
    return Rule(name=name, severity=Severity.WARNING, applies_to=name, ours=True)


MATERIAL_REVIEW = _early_review("material-review")
MOCK_INTERVIEW = _early_review("mock-interview")


def judge_check_ins(context: RuleContext, terms: Obligation) -> Iterator[JudgedCase]:
    """One case per interval between check-ins, including the current one.

    `due` is the last day of the interval. The verdict is `unknown` if it is too long, and would not be if
    the appointments in it without `attended` took place.
    """
    window = context.window
    if window is None or context.as_of < window.start:
        return
    days = (CHECK_IN_DAYS if terms.days is None else terms.days) * DAY
    calls = _past_records(context, "check-in")
    unsure = [call.date for call in calls if call.attended is None]
    last, origin = window.start - DAY, context.journal.portfolio.origin
    for call in (call for call in calls if call.attended in ATTENDED):
        if call.date == last:
            continue  # a second check-in on the same day
        verdict = _interval_verdict(context, last, call.date, days, unsure)
        yield _interval_case(terms, call.origin, after_leave(last + days, context), call.date, verdict)
        last, origin = call.date, call.origin
    verdict = _interval_verdict(context, last, None, days, unsure)
    yield _interval_case(terms, origin, after_leave(last + days, context), None, verdict)


def _past_records(context: RuleContext, kind: str) -> list[Coaching]:
    records = (r for r in in_window(context, context.journal.coaching, kind) if r.date <= context.as_of)
    return sorted(records, key=lambda r: (r.date, r.origin.position))


def _interval_verdict(
    context: RuleContext, last: dt.date, done: dt.date | None, days: dt.timedelta, unsure: list[dt.date]
) -> ObligationVerdict:
    verdict = verdict_of(after_leave(last + days, context), done, context)
    if verdict != "late":
        return verdict
    for day in unsure:
        if last < day <= after_leave(last + days, context):
            last = day
    return "late" if verdict_of(after_leave(last + days, context), done, context) == "late" else "unknown"


def _interval_case(
    terms: Obligation, origin: Origin, due: dt.date, done: dt.date | None, verdict: ObligationVerdict
) -> JudgedCase:
    judged = JudgedObligation(
        id=terms.id,
        label=f"Check-in by {short_day(due)}",
        origin=origin,
        due=due,
        verdict=verdict,
        unknown_because=_UNSURE if verdict == "unknown" else None,
    )
    if verdict != "late":
        return judged, None
    if done is None:
        return judged, finding(CHECK_IN, origin, "check-in.none-since", requirement=terms.id, due=due)
    return judged, finding(CHECK_IN, origin, "check-in.late", requirement=terms.id, due=due, done=done)


def judge_early_review(context: RuleContext, terms: Obligation, rule: Rule) -> Iterator[JudgedCase]:
    """The case of a review that is due in the first days of the window."""
    window = context.window
    if window is None or context.as_of < window.start:
        return
    days = FIRST_DAYS if terms.days is None else terms.days
    due = after_leave(window.start + (days - 1) * DAY, context)
    held = [record for record in _past_records(context, rule.name) if record.attended in ATTENDED]
    first = held[0] if held else None
    verdict = _early_review_verdict(context, due, first, rule.name)
    origin = first.origin if first else context.journal.portfolio.origin
    judged = JudgedObligation(
        id=terms.id,
        label=terms.title,
        origin=origin,
        due=due,
        verdict=verdict,
        unknown_because=_UNSURE if verdict == "unknown" else None,
    )
    breach = None
    if verdict == "late":
        key = "mock-interview.late" if rule is MOCK_INTERVIEW else "material-review.late"
        breach = finding(rule, origin, key, requirement=terms.id, title=terms.title, due=due)
    yield judged, breach


def _early_review_verdict(
    context: RuleContext, due: dt.date, first: Coaching | None, kind: str
) -> ObligationVerdict:
    verdict = verdict_of(due, first.date if first else None, context)
    unsure = any(r.attended is None and r.date <= due for r in _past_records(context, kind))
    return "unknown" if verdict == "late" and unsure else verdict
