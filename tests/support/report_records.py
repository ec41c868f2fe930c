"""What else stands in a report, for the reports of the tests: offers, coaching, decisions and the like."""

from __future__ import annotations

import datetime as dt
from typing import Any

from generator.core.diagnostics import Diagnostic, Location
from generator.model.coaching import Coaching
from generator.model.decision import Decision, Pause
from generator.model.fields import WeekName
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.verdict import JudgedDecision, JudgedObligation
from tests.support.report_made import at, case, finding
from tests.support.report_weeks import AS_OF

COACH = "Dana Whitfield"
_OFFERS = "content/private/offers/2026.yaml"
_COACHING = "content/private/coaching/2026.yaml"


def _day(month: int, day: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, day)


OFFER = Offer(
    origin=at(_OFFERS, 9),
    employer="Northline Transit Software",
    title="Backend Engineer",
    received=_day(11, 16),
    full_time=True,
    in_field=True,
    terms="Start in January, two remote days.",
)
CONTRACT = Offer(
    origin=at(_OFFERS, 1),
    employer="Copperfield Insurance",
    title="Contract developer",
    received=_day(9, 18),
    full_time=False,
    in_field=True,
    answer="declined",
    answered=_day(9, 23),
    terms="Six months, part-time, through BlueDoor.",
)
_MOCK = Coaching(
    origin=at(_COACHING, 20),
    date=_day(10, 6),
    kind="mock-interview",
    title="Mock interview",
    notes="Slow start.",
    attended="late",
)


OBLIGATIONS = (
    JudgedObligation.about("offer-answer", CONTRACT, _day(9, 25), "met"),
    JudgedObligation.about("offer-answer", OFFER, _day(11, 25), "open"),
    case("attendance", "Check-in in October", _COACHING, 20, _day(10, 6), "met"),
)
LATE_OFFER = case("offer-answer", "Data Engineer, Cedar Ledger", _OFFERS, 31, _day(11, 10), "late")
UNANSWERED = Coaching(origin=at(_COACHING, 40), date=_day(10, 31), kind="message", title="Are you well?")
SILENCE = JudgedObligation.about("coach-silence", UNANSWERED, _day(11, 14), "late")
SILENCE_ANSWER = JudgedObligation.about("coach-answer", UNANSWERED, _day(11, 4), "late")


def decision(
    week: str,
    requirements: tuple[str, ...] | None,
    kind: Any,
    reason: str,
    on: dt.date,
    until: dt.date | None = None,
    *,
    holds: bool = True,
) -> JudgedDecision:
    """A decision of the coach's on one week."""
    written = Decision(
        weeks=(WeekName(week),),
        requirements=requirements,
        decision=kind,
        reason=reason,
        by=COACH,
        on=on,
        until=until,
    )
    return JudgedDecision(decision=written, weeks=(week,), holds=holds)


DECISIONS = (
    decision(
        "2026-W31", ("contacts",), "acknowledged", "Extra clinic shifts; we talked about it.", _day(8, 4)
    ),
    decision(
        "2026-W36",
        ("github-contributions",),
        "waived",
        "Her father was in hospital.",
        _day(9, 9),
        _day(12, 31),
    ),
)
RUN_OUT = decision("2026-W42", None, "waived", "Flu", _day(10, 20), _day(11, 1), holds=False)
PAUSE = Pause(first=_day(12, 21), last=_day(1, 3, 2027), reason="Holidays", by=COACH, on=_day(11, 2))
GOALS = (
    Goal(
        title="An offer before the year ends",
        why="Rent",
        measure="offers",
        target=1.0,
        current=1.0,
        due=_day(12, 31),
    ),
    Goal(
        title="Twelve written posts",
        why="To think aloud",
        measure="posts",
        target=12.0,
        current=12.0,
        due=_day(11, 20),
        done=AS_OF,
    ),
    Goal(title="Speak at a meetup", due=_day(10, 1)),
)
COACHING = (
    Coaching(
        origin=at(_COACHING, 1),
        date=_day(6, 9),
        kind="check-in",
        title="First check-in",
        notes="Plan for June.",
        attended="on-time",
    ),
    Coaching(
        origin=at(_COACHING, 10),
        date=_day(7, 1),
        kind="deliverable",
        title="resume",
        completed=_day(6, 28),
        link="https://amara.example/resume/",
    ),
    _MOCK,
    Coaching(
        origin=at(_COACHING, 30),
        date=_day(10, 20),
        kind="message",
        title="How did Quillstone go?",
        answered=_day(10, 21),
    ),
    Coaching(origin=at(_COACHING, 40), date=_day(11, 24), kind="check-in", title="Talk about the offer"),
    Coaching(
        origin=at(_COACHING, 50),
        date=_day(9, 1),
        kind="introduction",
        title="Met their lead",
        employer="Tallgrass",
    ),
)
FINDINGS = (
    finding(
        rule="contact-without-evidence",
        severity="warning",
        message="No proof is attached to this contact.",
        location=Location("content/private/contacts/2026-W33.yaml", 12, 3),
        week="2026-W33",
        requirement="contacts",
        hint="Add a link or a file below content/private/evidence/.",
    ),
    finding(
        rule="offer-open",
        severity="note",
        message="Backend Engineer, Northline Transit Software is to be answered by 25 November.",
        location=Location(_OFFERS, 9, 1),
        requirement="offer-answer",
    ),
)
LATE_OFFER_ERROR = finding(
    rule="offer-answer-late",
    severity="error",
    message="Data Engineer, Cedar Ledger was to be answered by 10 November.",
    location=Location(_OFFERS, 33, 3),
    requirement="offer-answer",
)


def short_error(week: str) -> Diagnostic:
    """The error of a week with 5 contacts."""
    return finding(
        rule="contacts-below-minimum",
        severity="error",
        message=f"Week {week} has 5 counted contacts of 8.",
        location=Location(f"content/private/contacts/{week}.yaml"),
        week=week,
        requirement="contacts",
        hint="Ask your coach for a decision.",
    )
