"""What judging makes of offers: which qualify, which ends the search, and what has to be written down."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Severity
from generator.model.offer import Negotiation
from generator.model.verdict import Evaluation
from tests.support.rules.searches import (
    contact,
    day,
    decision,
    journal,
    judged,
    obligation,
    offer,
    requirement,
    terms,
    with_,
)

YES: dict[str, Any] = {"full_time": True, "in_field": True}
OBLIGATIONS = ("offer-answer", "offer-granted", "offer-terms-known")


def judged_offers(*found: Any, as_of: str = "06-12", **search: Any) -> Evaluation:
    """Two weeks from 1 June that ask for one contact, with offers."""
    asked = terms(requirement("contacts"), obligations=tuple(map(obligation, OBLIGATIONS)))
    return judged(asked, as_of, journal(contact("06-02"), *found, **search))


ACCEPTED: dict[str, Any] = {**YES, "answer": "accepted"}


@pytest.mark.parametrize(
    ("offers", "as_of", "standing", "end"),
    [
        # The day of the answer is the last one, and not a day sooner is anybody hired.
        ([offer("06-02", **ACCEPTED, answered="06-04")], "06-03", "on-track", "06-14"),
        ([offer("06-02", **ACCEPTED, answered="06-04")], "06-04", "hired", "06-04"),
        ([offer("06-02", **ACCEPTED, answered="06-04")], "06-30", "hired", "06-04"),
        # The first that was accepted, wherever it stands.
        (
            [
                offer("06-02", 1, **ACCEPTED, answered="06-09"),
                offer("06-03", 2, **ACCEPTED, answered="06-05"),
            ],
            "06-12",
            "hired",
            "06-05",
        ),
        # None of these is a full-time offer in the field that was accepted on a day that is known.
        ([offer("06-02", **YES, answer="declined", answered="06-04")], "06-12", "on-track", "06-14"),
        ([offer("06-02", full_time=True, answer="accepted", answered="06-04")], "06-07", "on-track", "06-14"),
        (
            [offer("06-02", full_time=False, in_field=True, answer="accepted", answered="06-04")],
            "06-07",
            "on-track",
            "06-14",
        ),
        ([offer("05-29", **ACCEPTED, answered="06-04")], "06-07", "on-track", "06-14"),
        ([offer("06-02", **ACCEPTED)], "06-07", "on-track", "06-14"),
        # After the window it is still how the search ended.
        ([offer("06-12", **ACCEPTED, answered="06-16")], "06-16", "hired", "06-14"),
    ],
)
def test_accepting_a_full_time_offer_in_the_field_ends_the_search_on_its_day(
    offers: list[Any], as_of: str, standing: str, end: str
) -> None:
    found = judged_offers(*offers, as_of=as_of)
    assert found.standing == standing
    assert found.window is not None
    assert found.window.end == day(end)
    assert (found.accepted_offer is not None) == (standing == "hired")


def test_an_end_that_is_written_down_wins() -> None:
    taken = offer("06-02", **ACCEPTED, answered="06-04")
    found = judged_offers(taken, ended="06-09")
    assert found.standing == "ended"
    assert found.window is not None
    assert found.window.end == day("06-09")


def test_no_week_after_an_accepted_offer_is_asked_for() -> None:
    found = judged_offers(offer("06-02", **ACCEPTED, answered="06-07"), as_of="06-30")
    assert [week.name for week in found.weeks] == ["2026-W23"]
    assert found.diagnostics == ()


@pytest.mark.parametrize(
    ("offers", "qualifying", "unclear"),
    [
        ([], None, []),
        ([offer("06-02", 1, **YES), offer("06-01", 2, **YES)], 2, []),
        ([offer("06-02", 1, **YES, answer="declined", answered="06-03")], 1, []),
        ([offer("06-02", 1, full_time=True), offer("06-03", 2, **YES)], 2, [1]),
        ([offer("06-02", 1), offer("06-03", 2, in_field=True)], None, [1, 2]),
        ([offer("06-02", 1, full_time=False), offer("06-03", 2, in_field=False)], None, []),
        ([offer("05-31", 1, **YES), offer("06-15", 2, **YES)], None, []),
    ],
)
def test_what_is_not_written_down_is_unknown_never_no(
    offers: list[Any], qualifying: int | None, unclear: list[int]
) -> None:
    found = judged_offers(*offers, as_of="06-20")
    first = found.qualifying_offer
    assert (first.origin.line if first else None) == qualifying
    assert [one.origin.line for one in found.unclear_offers] == unclear


def test_two_offers_on_one_line_are_two() -> None:
    one = offer("06-02", **YES, answer="declined", answered="06-04")
    other = with_(one, origin=with_(one.origin, column=90), answer=None, answered=None)
    found = judged_offers(one, other, as_of="06-12")
    cases = [(case.origin.column, case.verdict) for case in found.obligations if case.id == "offer-answer"]
    assert cases == [(1, "met"), (90, "late")]
    assert found.declined_offer == one


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({}, "This offer doesn't say `full_time` or `in_field`. Add `full_time` and `in_field` with true or"),
        ({"full_time": False}, "This offer doesn't say `in_field`. Add `in_field` with true or"),
        (YES, None),
    ],
)
def test_what_an_offer_does_not_say_is_asked_for(keys: dict[str, bool], words: str | None) -> None:
    found = judged_offers(offer("06-09", **keys))
    told = [
        one.text.with_hint
        for one in found.diagnostics
        if one.rule == "offer-terms-known" and one.severity.value == "warning"
    ]
    assert told == ([f"{words} false. The refund depends on them."] if words else [])


@pytest.mark.parametrize(
    ("week", "verdict"),
    [("2026-W22", "late"), ("2026-W23", "waived"), ("2026-W24", "waived")],
)
def test_a_decline_without_a_day_is_answered_in_any_week_from_its_offer_on(week: str, verdict: str) -> None:
    granted = offer("06-02", **YES, answer="declined", negotiated=Negotiation("Fridays", True))
    said = decision(week, "06-12", requirements=("offer-granted",))
    found = judged_offers(granted, said)
    assert [case.verdict for case in found.obligations if case.id == "offer-granted"] == [verdict]
    needless = [one for one in found.diagnostics if one.rule == "decision-unneeded"]
    assert bool(needless) == (verdict == "late")


@pytest.mark.parametrize("days", [{"answered": "06-02"}, {"answered": "06-04", "deadline": "06-02"}])
def test_days_in_an_impossible_order_are_no_verdict_and_end_nothing(days: dict[str, Any]) -> None:
    found = judged_offers(offer("06-03", **ACCEPTED, **days))
    cases = {case.id: (case.verdict, case.unknown_because) for case in found.obligations}
    assert cases["offer-answer"] == ("unknown", "its days are in an impossible order")
    assert [one.rule for one in found.diagnostics if one.rule.startswith("offer")] == []
    assert found.standing == "on-track"
    assert found.accepted_offer is None


def test_an_answer_of_which_only_the_day_is_known_is_asked_for() -> None:
    found = judged_offers(offer("06-02", **YES, answered="06-04"))
    [told] = [one for one in found.diagnostics if one.rule == "offer-answer"]
    assert told.severity is Severity.WARNING
    assert told.message == "This offer was answered on 4 Jun 2026, and it isn't written down how."
    assert found.standing == "on-track"
    rescinded = judged_offers(offer("06-02", **YES, answer="rescinded"))
    assert [one for one in rescinded.diagnostics if one.rule == "offer-answer"] == []
