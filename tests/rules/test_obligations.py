"""Obligations at their edges: the day before, on and after; weekends, ends, answers of the coach's."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Severity
from generator.model.commitment import Commitment
from generator.model.history import History
from generator.model.kinds import Journal
from tests.support.rules.searches import (
    at,
    cases,
    coaching,
    day,
    decision,
    journal,
    judged,
    obligation,
    offer,
    owed,
    pause,
    requirement,
    terms,
    with_,
)


def severities(commitment: Commitment, as_of: str, found: Journal) -> list[tuple[str, Severity]]:
    return [(one.rule, one.severity) for one in judged(commitment, as_of, found).diagnostics]


# From the first Monday of June 2026 on: 05 is a Friday, 06 and 07 the weekend, 19 (Juneteenth) a Friday
# and a holiday in the US, 03 July (Independence Day observed) too.
ANSWERS = [
    # sent, country, answered, as of, due, verdict
    ("06-02", None, None, "06-04", "06-05", "open"),
    ("06-02", None, None, "06-05", "06-05", "open"),
    ("06-02", None, None, "06-06", "06-05", "late"),
    ("06-02", None, "06-05", "06-30", "06-05", "met"),
    ("06-02", None, "06-06", "06-30", "06-05", "late"),
    ("06-02", None, "06-06", "06-05", "06-05", "open"),  # the answer is still to come
    ("06-02", None, "06-02", "06-02", "06-05", "met"),
    ("06-04", None, None, "06-09", "06-09", "open"),  # over the weekend
    ("06-06", None, None, "06-10", "06-10", "open"),  # sent on a Saturday: Monday is the first day
    ("06-06", None, None, "06-11", "06-10", "late"),
    ("06-17", None, None, "06-22", "06-22", "open"),
    ("06-17", "US", None, "06-23", "06-23", "open"),  # Thursday, Monday, Tuesday
    ("06-17", "US", None, "06-24", "06-23", "late"),
    ("06-17", "DE", None, "06-23", "06-22", "late"),
]


@pytest.mark.parametrize(("sent", "country", "answered", "as_of", "due", "verdict"), ANSWERS)
def test_a_message_is_answered_within_business_days(
    sent: str, country: str | None, answered: str | None, as_of: str, due: str, verdict: str
) -> None:
    more: Any = {"answered": answered} if answered else {}
    found = journal(coaching("message", sent, **more), country=country)
    assert cases(owed("coach-answer"), as_of, found) == [(due, verdict)]


@pytest.mark.parametrize(
    ("answered", "as_of", "verdict"),
    [
        (None, "06-16", "open"),
        (None, "06-17", "late"),
        ("06-16", "06-30", "met"),
        ("06-17", "06-30", "late"),
        ("06-17", "06-16", "open"),
    ],
)
def test_silence_lasts_fourteen_days(answered: str | None, as_of: str, verdict: str) -> None:
    more: Any = {"answered": answered} if answered else {}
    found = journal(coaching("message", "06-02", **more))
    assert cases(owed("coach-silence"), as_of, found) == [("06-16", verdict)]


@pytest.mark.parametrize("name", ["coach-answer", "coach-silence"])
def test_a_message_to_come_or_outside_the_window_owes_no_answer(name: str) -> None:
    messages = [coaching("message", date, n) for n, date in enumerate(["05-31", "06-01", "06-04"])]
    assert len(cases(owed(name), "06-03", journal(*messages))) == 1
    assert len(cases(owed(name, days=3), "06-30", journal(*messages))) == 1


@pytest.mark.parametrize(
    ("kind", "attended", "as_of", "verdict"),
    [
        ("check-in", "on-time", "06-05", "met"),
        ("mock-interview", "late", "06-05", "late"),
        ("material-review", "missed", "06-05", "late"),
        ("check-in", None, "06-04", "open"),
        ("check-in", None, "06-05", "open"),
        ("check-in", None, "06-06", "unknown"),
        ("check-in", "missed", "06-04", "open"),  # nobody knows before the day
    ],
)
def test_appointments_are_kept_on_time(kind: str, attended: str | None, as_of: str, verdict: str) -> None:
    found = journal(coaching(kind, "06-05", attended=attended))
    assert cases(owed("attendance"), as_of, found) == [("06-05", verdict)]


def test_only_appointments_are_attended() -> None:
    others = ["message", "deliverable", "internship", "introduction"]
    found = journal(*(coaching(kind, "06-05", n) for n, kind in enumerate(others)))
    assert cases(owed("attendance"), "06-30", found) == []


@pytest.mark.parametrize(
    ("completed", "as_of", "verdict"),
    [
        (None, "06-04", "open"),
        (None, "06-05", "open"),
        (None, "06-06", "late"),
        ("06-05", "06-30", "met"),
        ("06-06", "06-30", "late"),
        ("06-06", "06-05", "open"),
        ("06-01", "06-02", "met"),  # before its day
    ],
)
def test_deliverables_are_completed_by_their_day(completed: str | None, as_of: str, verdict: str) -> None:
    more: Any = {"completed": completed} if completed else {}
    found = journal(coaching("deliverable", "06-05", **more))
    assert cases(owed("deliverable"), as_of, found) == [("06-05", verdict)]


CHECK_INS = [
    # (day, attended) of the calls; as of; due day and verdict of each interval
    ([], "06-14", [("06-14", "open")]),
    ([], "06-15", [("06-14", "late")]),
    ([("06-14", "on-time")], "06-28", [("06-14", "met"), ("06-28", "open")]),
    ([("06-14", "late")], "06-29", [("06-14", "met"), ("06-28", "late")]),
    ([("06-15", "on-time")], "06-16", [("06-14", "late"), ("06-29", "open")]),
    ([("06-05", "on-time"), ("06-05", "late")], "06-06", [("06-14", "met"), ("06-19", "open")]),
    ([("06-05", "missed")], "06-15", [("06-14", "late")]),
    ([("06-20", "on-time")], "06-10", [("06-14", "open")]),  # lies ahead
    ([("06-05", None)], "06-15", [("06-14", "unknown")]),
    ([("06-05", None)], "06-19", [("06-14", "unknown")]),
    ([("06-05", None)], "06-20", [("06-14", "late")]),  # too long, whether it took place or not
    ([("06-05", None), ("06-19", None)], "07-03", [("06-14", "unknown")]),
    ([("06-05", None), ("06-20", None)], "07-03", [("06-14", "late")]),
    ([("06-05", None), ("06-06", "late"), ("06-30", "late")], "06-30", [("06-14", "met")] * 1
     + [("06-20", "late"), ("07-14", "open")]),  # a doubt of before says nothing of this interval
    ([("06-10", "on-time"), ("06-20", None), ("06-30", "late")], "06-30",
     [("06-14", "met"), ("06-24", "unknown"), ("07-14", "open")]),
]  # fmt: skip


@pytest.mark.parametrize(("calls", "as_of", "expected"), CHECK_INS)
def test_check_ins_come_often_enough(
    calls: list[tuple[str, str | None]], as_of: str, expected: list[tuple[str, str]]
) -> None:
    found = journal(*(coaching("check-in", date, n, attended=how) for n, (date, how) in enumerate(calls)))
    assert cases(owed("check-in"), as_of, found) == expected


@pytest.mark.parametrize("name", ["material-review", "mock-interview"])
@pytest.mark.parametrize(
    ("held", "attended", "as_of", "verdict"),
    [
        (None, None, "06-30", "open"),
        (None, None, "07-01", "late"),
        ("06-30", "late", "07-10", "met"),
        ("07-01", "on-time", "07-10", "late"),
        ("06-30", "missed", "07-10", "late"),
        ("06-30", None, "07-10", "unknown"),
        ("07-01", None, "07-10", "late"),
        ("06-30", "on-time", "06-29", "open"),
        ("05-31", "on-time", "07-10", "late"),  # before the window
    ],
)
def test_reviews_come_in_the_first_thirty_days(
    name: str, held: str | None, attended: str | None, as_of: str, verdict: str
) -> None:
    other = coaching("check-in", "06-02", 9, attended="on-time")
    found = journal(other, *([coaching(name, held, attended=attended)] if held else []))
    assert cases(owed(name), as_of, found) == [("06-30", verdict)]


@pytest.mark.parametrize("name", ["check-in", "material-review", "mock-interview", "goal-review"])
def test_nothing_regular_is_owed_before_the_start(name: str) -> None:
    assert cases(owed(name), "05-31", journal(), History()) == []
    assert cases(owed(name), "06-30", journal(start=None), History()) == []


def test_an_offer_and_a_message_on_the_last_day_of_the_search_are_nobodys_fault() -> None:
    # The search ends on Friday the 5th. What was due on it or later is closed; what was due before stays.
    for name, record, verdict in [
        ("coach-answer", coaching("message", "06-02"), "met"),
        ("coach-answer", coaching("message", "06-01"), "late"),
        ("coach-silence", coaching("message", "06-01"), "met"),
        ("deliverable", coaching("deliverable", "06-05"), "met"),
        ("deliverable", coaching("deliverable", "06-04"), "late"),
        ("offer-answer", offer("06-03"), "met"),
        ("offer-answer", offer("06-02", deadline="06-04"), "late"),
    ]:
        found = journal(record, ended="06-05")
        assert [verdict] == [v for _, v in cases(owed(name), "06-30", found)], (name, record)


@pytest.mark.parametrize("name", ["check-in", "material-review", "mock-interview"])
def test_regular_meetings_end_with_the_search(name: str) -> None:
    assert [v for _, v in cases(owed(name), "08-30", journal(ended="06-10"))] == ["met"]
    assert [v for _, v in cases(owed(name, days=10), "08-30", journal())] == ["met"]
    assert [v for _, v in cases(owed(name), "08-30", journal(ended="08-20"))] == ["late"]


def test_what_the_end_cuts_off_is_no_appointment_any_more() -> None:
    found = journal(coaching("check-in", "06-10", attended="missed"), ended="06-05")
    assert cases(owed("attendance"), "06-30", found) == []
    assert cases(owed("attendance"), "06-04", found) == [("06-10", "open")]


WORDS = [("waived", "waived", []), ("acknowledged", "acknowledged", [Severity.NOTE])]


@pytest.mark.parametrize(("word", "verdict", "told"), WORDS)
def test_a_decision_answers_what_fell_due_in_its_week(word: str, verdict: str, told: list[Severity]) -> None:
    late = coaching("message", "06-02")  # due on Friday of W23
    asked = ("coach-answer",)
    found = journal(late, decision("2026-W23", "06-09", word, requirements=asked))
    assert cases(owed("coach-answer"), "06-10", found) == [("06-05", verdict)]
    assert [severity for _, severity in severities(owed("coach-answer"), "06-10", found)] == told


def test_what_a_decision_waives_is_unknown_where_nobody_could_check_its_signature() -> None:
    found = journal(
        coaching("message", "06-02"), decision("2026-W23", "06-09", requirements=("coach-answer",))
    )
    unchecked = with_(found, decisions_unchecked=True)
    assert cases(owed("coach-answer"), "06-10", unchecked) == [("06-05", "unknown")]
    assert severities(owed("coach-answer"), "06-10", unchecked) == []


@pytest.mark.parametrize(
    ("week", "asked", "until"),
    [
        ("2026-W24", ("coach-answer",), None),  # another week
        ("2026-W23", None, None),  # no obligation is named
        ("2026-W23", ("coach-silence",), None),  # another obligation
        ("2026-W23", ("coach-answer",), "06-09"),  # it held until yesterday
    ],
)
def test_other_decisions_leave_it_late(week: str, asked: tuple[str, ...] | None, until: str | None) -> None:
    more: Any = {"until": day(until)} if until else {}
    answer = decision(week, "06-09", requirements=asked, **more)
    found = journal(coaching("message", "06-02"), answer)
    commitment = with_(
        owed("coach-answer"), obligations=(obligation("coach-answer"), obligation("coach-silence"))
    )
    assert ("06-05", "late") in cases(commitment, "06-10", found)


@pytest.mark.parametrize(
    ("word", "standing"), [(None, "off-track"), ("waived", "on-track"), ("acknowledged", "off-track")]
)
def test_an_obligation_made_an_error_weighs_on_the_standing(word: str | None, standing: str) -> None:
    commitment = with_(owed("coach-answer"), severities={"coach-answer": "error"})
    answers = [decision("2026-W23", "06-09", word, requirements=("coach-answer",))] if word else []
    found = journal(coaching("message", "06-02"), *answers)
    assert judged(commitment, "06-10", found).standing == standing
    assert judged(owed("coach-answer"), "06-10", found).standing == "on-track"


def test_errors_become_warnings_once_the_search_is_over() -> None:
    commitment = with_(owed("coach-answer"), severities={"coach-answer": "error"})
    late = coaching("message", "06-02")
    for found, expected in [
        (journal(late), Severity.ERROR),
        (journal(late, ended="06-20"), Severity.WARNING),
    ]:
        assert severities(commitment, "06-25", found) == [("coach-answer", expected)]
    over = with_(commitment, window=with_(commitment.window, days=20))
    assert severities(over, "06-25", journal(late)) == [("coach-answer", Severity.WARNING)]
    assert judged(over, "06-25", journal(late)).standing == "unfulfilled"


def test_an_answer_that_came_late_is_told_with_its_day_at_its_key() -> None:
    origin = with_(at(1, "private/coaching/k.yaml"), fields={"answered": (4, 13)})
    late = with_(coaching("message", "06-02", answered="06-08"), origin=origin)
    (found,) = judged(owed("coach-answer"), "06-10", journal(late)).diagnostics
    assert (found.location.line, found.location.column, found.requirement) == (4, 13, "coach-answer")
    assert found.message == "This message needed an answer by 5 Jun 2026; it came on 8 Jun 2026."


def test_a_breach_quotes_the_title_the_clause_and_the_source() -> None:
    asked = obligation("deliverable", clause="Hand in what is due.", source="Handbook, 3")
    commitment = terms(requirement("contacts"), obligations=(asked,))
    found = judged(commitment, "06-08", journal(coaching("deliverable", "06-02")))
    assert {one.rule: one.terms for one in found.diagnostics} == {
        "contacts-below-minimum": "contacts",
        "deliverable": "deliverable: Hand in what is due. (Handbook, 3)",
    }
    assert [case.title for case in found.obligations] == ["deliverable"]


@pytest.mark.parametrize("start", ["06-01", None])
def test_appointments_and_deliverables_hold_before_the_search_and_say_so(start: str | None) -> None:
    records = journal(
        coaching("deliverable", "05-20"),
        coaching("check-in", "05-21", 2, attended="missed"),
        coaching("message", "05-20", 3),
        start=day(start) if start else None,
    )
    asked = ("deliverable", "attendance", "coach-answer", "coach-silence")
    found = judged(terms(obligations=tuple(map(obligation, asked))), "06-02", records)
    assert [(case.id, case.verdict, case.before_search) for case in found.obligations] == [
        ("deliverable", "late", True),
        ("attendance", "late", True),
    ]
    told = {one.rule: one.message for one in found.diagnostics if one.rule in asked}
    assert told == {
        "deliverable": "The deliverable was due on 20 May 2026 (before your search); it hasn't come yet.",
        "attendance": "The appointment on 21 May 2026 (before your search) was missed.",
    }


def test_nothing_is_owed_after_the_search() -> None:
    after = journal(coaching("deliverable", "06-20"), coaching("check-in", "06-20", 2, attended="missed"))
    asked = terms(obligations=tuple(map(obligation, ("deliverable", "attendance"))))
    assert judged(asked, "06-25", after).obligations == ()


def test_an_answer_before_its_question_is_no_verdict() -> None:
    early = journal(coaching("message", "06-03", answered="06-02"))
    assert cases(owed("coach-answer"), "06-20", early) == [("06-08", "unknown")]
    assert judged(owed("coach-answer"), "06-20", early).diagnostics == ()


@pytest.mark.parametrize(
    ("as_of", "verdict", "due"),
    [("06-01", None, None), ("06-02", "met", "06-02"), ("06-04", "met", "06-04"), ("06-09", "late", "06-04")],
)
def test_leave_is_counted_day_by_day_over_all_pauses(
    as_of: str, verdict: str | None, due: str | None
) -> None:
    away = journal(pause("05-30", "05-31"), pause("06-02", "06-04"), pause("06-09", "06-20"))
    expected = [(due, verdict)] if verdict else []
    asked = terms(obligations=(obligation("leave", days=3),))
    assert cases(asked, as_of, away) == expected
