"""What else stands in a report, for the reports of the tests: offers, coaching, decisions and the like."""

from __future__ import annotations

import datetime as dt

from generator.views.coach import (
    CoachingRow,
    DecisionRow,
    FindingRow,
    GoalRow,
    ObligationRow,
    OfferRow,
    PauseRow,
)
from tests.render.report_weeks import AS_OF

DIGEST = "9f2c1d7be04a5836c1f0a9d2e47b8c6530d1f2a4958b7c6e3d2a1b0c9f8e7d6c"
COACH = "Dana Whitfield"
_OFFERS = "content/private/offers/2026.yaml"
_COACHING = "content/private/coaching/2026.yaml"


def _day(month: int, day: int, year: int = 2026) -> dt.date:
    return dt.date(year, month, day)


OFFER = OfferRow(
    path=_OFFERS,
    line=9,
    employer="Northline Transit Software",
    title="Backend Engineer",
    received=_day(11, 16),
    due=_day(11, 25),
    full_time=True,
    in_field=True,
    answer="",
    answered=None,
    terms="Start in January, two remote days.",
)
CONTRACT = OfferRow(
    path=_OFFERS,
    line=1,
    employer="Copperfield Insurance",
    title="Contract developer",
    received=_day(9, 18),
    due=_day(9, 25),
    full_time=False,
    in_field=True,
    answer="declined",
    answered=_day(9, 23),
    terms="Six months, part-time, through BlueDoor.",
)
OBLIGATIONS = (
    ObligationRow(
        "offer-answer", "Contract developer, Copperfield Insurance", _OFFERS, 1, _day(9, 25), "met"
    ),
    ObligationRow(
        "offer-answer", "Backend Engineer, Northline Transit Software", _OFFERS, 9, _day(11, 25), "open"
    ),
    ObligationRow("attendance", "Check-in in October", _COACHING, 20, _day(10, 6), "met"),
)
LATE_OFFER = ObligationRow("offer-answer", "Data Engineer, Cedar Ledger", _OFFERS, 31, _day(11, 10), "late")
SILENCE = ObligationRow(
    "coach-silence", "No answer to “Are you well?” for 14 days", _COACHING, 40, _day(11, 14), "late"
)
DECISIONS = (
    DecisionRow(
        ("2026-W31",),
        ("contacts",),
        "acknowledged",
        "Extra clinic shifts; we talked about it.",
        COACH,
        _day(8, 4),
        None,
        True,
    ),
    DecisionRow(
        ("2026-W36",),
        ("github-contributions",),
        "waived",
        "Her father was in hospital.",
        COACH,
        _day(9, 9),
        _day(12, 31),
        True,
    ),
)
RUN_OUT = DecisionRow(("2026-W42",), (), "waived", "Flu", COACH, _day(10, 20), _day(11, 1), False)
PAUSE = PauseRow(_day(12, 21), _day(1, 3, 2027), "Holidays", COACH, _day(11, 2))
GOALS = (
    GoalRow("An offer before the year ends", "Rent", "offers", 1.0, 1.0, _day(12, 31), None),
    GoalRow("Twelve written posts", "To think aloud", "posts", 12.0, 12.0, _day(11, 20), AS_OF),
    GoalRow("Speak at a meetup", "", "", None, None, _day(10, 1), None),
)
COACHING = (
    CoachingRow(
        _COACHING, 1, _day(6, 9), "check-in", "First check-in", "Plan for June.", "on-time", None, None, ""
    ),
    CoachingRow(
        _COACHING,
        10,
        _day(7, 1),
        "deliverable",
        "resume",
        "",
        "",
        None,
        _day(6, 28),
        "https://amara.example/resume/",
    ),
    CoachingRow(
        _COACHING, 20, _day(10, 6), "mock-interview", "Mock interview", "Slow start.", "late", None, None, ""
    ),
    CoachingRow(
        _COACHING, 30, _day(10, 20), "message", "How did Quillstone go?", "", "", _day(10, 21), None, ""
    ),
    CoachingRow(_COACHING, 40, _day(11, 24), "check-in", "Talk about the offer", "", "", None, None, ""),
    CoachingRow(
        _COACHING, 50, _day(9, 1), "introduction", "Met their lead", "", "", None, None, "", "Tallgrass"
    ),
)
FINDINGS = (
    FindingRow(
        rule="contact-without-evidence",
        severity="warning",
        message="Nothing backs this contact up.",
        path="content/private/contacts/2026-W33.yaml",
        line=12,
        column=3,
        week="2026-W33",
        requirement="contacts",
        hint="Add a link or a file below content/private/evidence/.",
    ),
    FindingRow(
        rule="offer-open",
        severity="note",
        message="Backend Engineer, Northline Transit Software is to be answered by 25 November.",
        path=_OFFERS,
        line=9,
        column=1,
        week=None,
        requirement="offer-answer",
        hint=None,
    ),
)
LATE_OFFER_ERROR = FindingRow(
    rule="offer-answer-late",
    severity="error",
    message="Data Engineer, Cedar Ledger was to be answered by 10 November.",
    path=_OFFERS,
    line=33,
    column=3,
    week=None,
    requirement="offer-answer",
    hint=None,
)


def short_error(week: str) -> FindingRow:
    """The error of a week with 5 contacts."""
    return FindingRow(
        rule="contacts-below-minimum",
        severity="error",
        message=f"Week {week} has 5 counted contacts of 8.",
        path=f"content/private/contacts/{week}.yaml",
        line=None,
        column=None,
        week=week,
        requirement="contacts",
        hint="Ask your coach for a decision.",
    )
