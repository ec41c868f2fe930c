"""What judging says of the coach's decisions, word for word, and which weeks they answer."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.calendar import DAY
from generator.model.commitment import Commitment, WeekTerms
from generator.model.decision import WeekRange
from generator.model.fields import WeekName
from generator.model.kinds import Unreadable
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

NOT_NEEDED = "This decision isn't needed for week 1 (1–7 Jun): nothing that it covers is short."


def answers(*found: Any, as_of: str = "06-11", commitment: Commitment | None = None) -> list[tuple[str, ...]]:
    """Line, rule, week and words of every finding on decisions."""
    asked = commitment or terms(
        requirement("contacts"), requirement("posts"), obligations=(obligation("offer-answer"),)
    )
    evaluation = judged(asked, as_of, journal(*found))
    return [
        (str(one.location.line), one.rule, one.week or "-", one.message)
        for one in evaluation.diagnostics
        if one.rule.startswith("decision")
    ]


def test_every_finding_on_a_decision_is_told_with_its_week() -> None:
    expected = [
        (
            "2",
            "decision-on-unfinished-week",
            "2026-W24",
            "This decision has no effect yet for week 2 (8–14 Jun): the week isn't over.",
        ),
        (
            "3",
            "decision-on-unknown-requirement",
            "-",
            "The commitment has no requirement or obligation called `nothing`.",
        ),
        ("1", "decision-unneeded", "2026-W23", NOT_NEEDED),
        ("4", "decision-expired", "-", "This decision expired after 10 Jun 2026."),
    ]
    assert expected == answers(
        contact("06-02"),
        decision("2026-W23", "06-09", line=1, requirements=("contacts",)),
        decision("2026-W24", "06-09", "acknowledged", line=2),
        decision("2026-W23", "06-09", line=3, requirements=("posts", "nothing", "offer-answer")),
        # Expired, so that it is not told besides that W23 needed an answer or not.
        decision("2026-W23", "06-09", line=4, requirements=("contacts",), until=day("06-10")),
        decision("2026-W23", "06-09", line=5, requirements=("posts",), until=day("06-11")),
    )


def test_each_week_of_a_decision_is_told_of_by_itself() -> None:
    both = with_(decision("", "06-16", requirements=("contacts",)), weeks=("2026-W23", "2026-W24"))
    needless = (
        "1",
        "decision-unneeded",
        "2026-W23",
        NOT_NEEDED,
    )
    assert answers(contact("06-02"), both, as_of="06-16") == [needless]


def test_a_requirement_of_another_programme_is_known() -> None:
    asked = terms(requirement("contacts"), requirements=(requirement("contacts"), requirement("posts")))
    named = decision("2026-W23", "06-09", requirements=("contacts", "posts"))
    assert answers(named, commitment=asked) == []


def test_a_late_obligation_in_the_week_of_its_last_day_is_reason_for_a_decision() -> None:
    # Five business days from Tuesday 2 June end on Tuesday 9 June, in W24.
    owed = terms(obligations=(obligation("offer-answer"),))
    line = ("1", "decision-unneeded", "2026-W23", NOT_NEEDED)
    late = offer("06-02")

    def answer(week: str) -> list[tuple[str, ...]]:
        said = decision(week, "06-16", requirements=("offer-answer",))
        return answers(late, said, as_of="06-16", commitment=owed)

    assert answer("2026-W24") == []
    assert answer("2026-W23") == [line]


def test_the_weeks_of_a_decision_are_those_from_one_to_the_other() -> None:
    def weeks(first: str, last: str, start: Any = "monday") -> tuple[str, ...]:
        asked = terms(requirement("contacts"), weeks=WeekTerms(start=start))
        named = with_(decision("", "06-09"), weeks=WeekRange(WeekName(first), WeekName(last)))
        return judged(asked, "06-15", journal(named)).decisions[0].weeks

    assert weeks("2026-W22", "2026-W24") == ("2026-W22", "2026-W23", "2026-W24")
    assert weeks("2026-W23", "2026-W23") == ("2026-W23",)
    assert weeks("2026-W24", "2026-W23") == ()
    assert weeks("2026-W24", "2026-W99") == ()
    assert weeks("2026-W99", "2026-W24") == ()
    assert weeks("2026-W22", "2026-W24", "wednesday") == ("2026-W22", "2026-W23", "2026-W24")


@pytest.mark.parametrize("start", ["monday", "saturday"])
def test_weeks_named_one_by_one_are_found_whatever_the_start_of_weeks(start: Any) -> None:
    asked = terms(requirement("contacts"), weeks=WeekTerms(start=start))
    named = with_(decision("", "06-15"), weeks=("2026-W24", "2026-W99", "2026-W23"))
    evaluation = judged(asked, "06-15", journal(named))
    assert evaluation.decisions[0].weeks == ("2026-W24", "2026-W23")
    assert evaluation.decisions[0].holds


@pytest.mark.parametrize(
    ("start", "over", "words"),
    [
        ("monday", "06-08", "week 1 (1–7 Jun)"),
        ("wednesday", "06-10", "week 2 (3–9 Jun)"),
        ("thursday", "06-11", "week 2 (4–10 Jun)"),
    ],
)
def test_a_week_can_be_answered_from_the_day_after_its_last_one_wherever_weeks_start(
    start: Any, over: str, words: str
) -> None:
    asked = terms(requirement("contacts"), weeks=WeekTerms(start=start))
    early = (day(over) - DAY).isoformat()
    unfinished = [
        (
            "1",
            "decision-on-unfinished-week",
            "2026-W23",
            f"This decision has no effect yet for {words}: the week isn't over.",
        )
    ]
    for weeks in (("2026-W23",), WeekRange(WeekName("2026-W23"), WeekName("2026-W23"))):
        said = with_(decision("", "06-01", "acknowledged"), weeks=weeks)
        assert answers(said, as_of=early, commitment=asked) == unfinished
        assert answers(said, as_of=over, commitment=asked) == []


def test_a_waiver_is_not_taken_back_by_a_later_acknowledgement() -> None:
    def verdict(*words: str) -> str:
        said = [decision("2026-W23", "06-09", word, line) for line, word in enumerate(words, start=1)]
        return judged(terms(requirement("contacts")), "06-09", journal(*said)).weeks[0].verdict

    assert verdict("acknowledged") == "short"
    assert verdict("waived", "acknowledged") == "excused"
    assert verdict("acknowledged", "waived") == "excused"


def test_a_waived_week_of_unknown_count_is_excused_and_an_acknowledged_one_is_not() -> None:
    def verdict(word: str) -> tuple[str, bool]:
        found = with_(journal(decision("2026-W23", "06-09", word)), unreadable=(Unreadable("contacts"),))
        (one,) = judged(terms(requirement("contacts")), "06-09", found).weeks[0].requirements
        return one.verdict, one.acknowledged

    assert verdict("waived") == ("excused", False)
    assert verdict("acknowledged") == ("unknown", False)


def test_a_waiver_of_a_week_of_unknown_count_is_not_called_needless() -> None:
    def said(*damaged: Unreadable) -> list[str]:
        found = with_(journal(contact("06-02"), decision("2026-W23", "06-09")), unreadable=damaged)
        evaluation = judged(terms(requirement("contacts", minimum=1)), "06-09", found)
        return [one.rule for one in evaluation.diagnostics if one.rule.startswith("decision")]

    assert said() == ["decision-unneeded"]
    assert said(Unreadable("contacts")) == ["decision-unneeded"]  # met by what could be read


def test_a_waiver_of_a_week_that_may_be_short_is_not_called_needless() -> None:
    found = with_(journal(decision("2026-W23", "06-09")), unreadable=(Unreadable("contacts"),))
    evaluation = judged(terms(requirement("contacts")), "06-09", found)
    assert not [one.rule for one in evaluation.diagnostics if one.rule.startswith("decision")]


def test_what_is_waived_under_a_seal_that_nobody_could_check_is_unknown() -> None:
    def verdicts(**seal: bool) -> list[str]:
        found = journal(decision("2026-W23", "06-16"), decision("2026-W24", "06-16", "acknowledged", 2))
        weeks = judged(terms(requirement("contacts")), "06-16", with_(found, **seal)).weeks
        return [week.requirements[0].verdict for week in weeks]

    assert verdicts() == ["excused", "short"]
    assert verdicts(decisions_unchecked=True) == ["unknown", "short"]
    assert verdicts(decisions_void=True) == ["short", "short"]
