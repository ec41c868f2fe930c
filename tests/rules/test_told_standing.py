"""Every week's verdict, what it is asked, strikes, and the standing of the search: each at its edges."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from generator.model.commitment import Commitment, Level, StandingTerms, WeekTerms, WindowTerms
from generator.model.contact import Contact
from generator.model.kinds import Unreadable
from generator.model.verdict import JudgedRequirement, JudgedWeek, Strikes
from generator.rules import kinds
from generator.rules.rule import CRASHED
from generator.rules.weeks import requirements
from tests.support.rules.searches import (
    activity,
    contact,
    contributions,
    day,
    decision,
    journal,
    judged,
    obligation,
    offer,
    pause,
    requirement,
    terms,
    with_,
)

ONE = terms(requirement("contacts"))


def weeks(commitment: Commitment, as_of: str, *found: Any, **search: Any) -> tuple[JudgedWeek, ...]:
    return judged(commitment, as_of, journal(*found, **search)).weeks


def said(week: JudgedWeek) -> tuple[int, str, bool, bool, bool]:
    """Number, verdict, and whether it is closed, enforced and partial."""
    return week.number, week.verdict, week.closed, week.enforced, week.partial


def test_every_kind_of_week_is_told_apart() -> None:
    long = with_(ONE, window=WindowTerms(days=46))
    found = (
        contact("06-08"),
        decision("2026-W26", "07-01"),
        pause("06-15", "06-21"),
        pause("06-30", "06-30"),
    )
    assert [said(week) for week in weeks(long, "07-07", *found)] == [
        (1, "short", True, True, False),
        (2, "met", True, True, False),
        (3, "paused", True, False, True),
        (4, "excused", True, True, False),
        (5, "partial", True, False, True),
        (6, "open", False, True, False),
        (7, "upcoming", False, False, True),
    ]


def test_a_week_is_upcoming_before_its_first_day_and_closed_after_its_days_of_grace() -> None:
    def phases(as_of: str, grace: int) -> list[str]:
        return [week.verdict for week in weeks(with_(ONE, weeks=WeekTerms(grace_days=grace)), as_of)]

    assert phases("06-01", 0) == ["open", "upcoming"]
    assert phases("06-07", 0) == ["open", "upcoming"]
    assert phases("06-08", 0) == ["short", "open"]
    assert phases("06-10", 3) == ["open", "open"]
    assert phases("06-11", 3) == ["short", "open"]


@pytest.mark.parametrize(
    ("policy", "minimum", "asked"),
    [
        ("exempt", 5, [5, 5, 5]),
        ("full", 5, [5, 5, 5]),
        # Three days, seven, and four.
        ("prorate", 5, [3, 5, 3]),
        ("prorate", 1, [0, 1, 1]),
        ("prorate", 2, [1, 2, 2]),
        ("prorate", 7, [3, 7, 4]),
    ],
)
def test_what_a_partial_week_is_asked(policy: Any, minimum: int, asked: list[int]) -> None:
    school = terms(requirement("contacts", minimum=minimum), weeks=WeekTerms(partial=policy))
    # From Friday 5 June to Thursday 18 June.
    found = weeks(school, "06-30", start=day("06-05"))
    assert [week.requirements[0].needed for week in found] == asked
    assert [week.partial for week in found] == [True, False, True]
    assert [week.enforced for week in found] == ([False, True, False] if policy == "exempt" else [True] * 3)


@pytest.mark.parametrize(("policy", "asked"), [("exempt", 2), ("full", 0), ("prorate", 0)])
def test_a_week_whose_days_in_the_window_are_all_paused_is_asked_nothing(policy: Any, asked: int) -> None:
    school = terms(requirement("contacts", minimum=2), weeks=WeekTerms(partial=policy))
    first = weeks(school, "06-30", pause("06-05", "06-07"), start=day("06-05"))[0]
    assert (first.requirements[0].needed, first.verdict) == (
        asked,
        "partial" if policy == "exempt" else "met",
    )


def test_a_requirement_is_told_with_its_records_and_its_ways() -> None:
    ways = (requirement("contributions", "code", minimum=4), requirement("activities", "design"))
    school = terms(requirement("any-of", "work", of=ways))
    found = (activity("06-03", 2), contributions("06-02", 1, commits=2), contributions("06-04", 3, commits=1))
    first, second = weeks(school, "06-15", *found)
    (one,) = first.requirements
    assert (one.id, one.title, one.needed, one.counted, one.verdict) == ("work", "work", 1, 1, "met")
    assert [(way.id, way.needed, way.counted, way.met) for way in one.alternatives] == [
        ("code", 4, 3, False),
        ("design", 1, 1, True),
    ]
    assert [record.origin.line for record in one.records] == [1, 2, 3]
    assert (second.requirements[0].counted, second.requirements[0].verdict) == (0, "short")


def test_a_requirement_whose_rules_crash_is_unknown_and_hides_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    row = replace(kinds.REQUIREMENT["posts"], count=broken)
    monkeypatch.setattr(requirements, "REQUIREMENT", {**kinds.REQUIREMENT, "posts": row})
    school = terms(requirement("posts", "blog"), requirement("contacts"))
    found = judged(school, "06-08", journal(contact("06-02")))
    broken_one, other = found.weeks[0].requirements
    assert (broken_one.id, broken_one.verdict, broken_one.records) == ("blog", "unknown", ())
    assert other.verdict == "met"
    (crash,) = [one for one in found.diagnostics if one.rule == CRASHED.name]
    assert (crash.requirement, "ZeroDivisionError in broken" in crash.message) == ("blog", True)


def three(count: int, week: int = 0) -> list[Contact]:
    """So many contacts in one week of the search."""
    return [contact(f"06-{2 + 7 * week:02d}", 10 * week + n) for n in range(1, count + 1)]


def strikes(*counts: int, decay: int = 1, as_of: str = "07-30", **more: Any) -> Strikes | None:
    """The strikes after weeks with so many contacts each, where three are asked."""
    levels = {"contacts": (Level(1, 4), Level(2, 2))}
    rules = StandingTerms(**{"mode": "strikes", "limit": 9, "decay": decay, "levels": levels, **more})
    school = terms(
        requirement("contacts", minimum=3), window=WindowTerms(days=7 * len(counts)), standing=rules
    )
    found = [one for week, count in enumerate(counts) for one in three(count, week)]
    return judged(school, as_of, journal(*found)).strikes


def test_strikes_are_counted_by_the_first_level_that_is_not_reached() -> None:
    assert [strikes(count) for count in (0, 1, 2, 3)] == [Strikes(n, 9) for n in (4, 2, 0, 0)]
    assert strikes(0, levels={}) == Strikes(1, 9)
    assert strikes(0, levels={"contacts": ()}) == Strikes(0, 9)
    assert strikes(0, levels={"posts": (Level(9, 9),)}) == Strikes(1, 9)
    assert strikes(0, mode="strict") is None


def test_a_week_that_is_met_takes_strikes_back_but_never_below_none() -> None:
    assert strikes(0, 3) == Strikes(3, 9)
    assert strikes(0, 3, 3, decay=3) == Strikes(0, 9)
    assert strikes(3, 0) == Strikes(4, 9)
    assert strikes(0, 2, 1) == Strikes(6, 9)
    assert strikes(0, 3, decay=0) == Strikes(4, 9)


def test_open_weeks_neither_give_strikes_nor_take_them_back() -> None:
    assert strikes(0, 3, as_of="06-14") == Strikes(4, 9)
    assert strikes(0, 0, as_of="06-14") == Strikes(4, 9)
    assert strikes(0, 3, as_of="06-15") == Strikes(3, 9)


def standing(commitment: Commitment, as_of: str, *found: Any, damaged: bool = False, **search: Any) -> str:
    whole = with_(journal(*found, **search), unreadable=(Unreadable("contacts"),) if damaged else ())
    return judged(commitment, as_of, whole).standing


def test_the_standing_is_the_first_of_the_manuals_list_that_holds() -> None:
    good = (contact("06-02"), contact("06-09", 2))
    assert standing(ONE, "05-31") == "not-started"
    assert standing(ONE, "06-01") == "on-track"
    assert standing(ONE, "06-14", *good, start=None) == "not-started"
    assert standing(ONE, "06-08", *good) == "on-track"
    assert standing(ONE, "06-08") == "off-track"
    assert standing(ONE, "06-08", damaged=True) == "unknown"
    assert standing(ONE, "06-14", *good) == "on-track"
    assert standing(ONE, "06-15", *good) == "fulfilled"
    assert standing(ONE, "06-15", good[0]) == "unfulfilled"
    assert standing(ONE, "06-15", good[0], damaged=True) == "unfulfilled"
    assert standing(ONE, "06-15", ended="06-10") == "ended"
    assert standing(ONE, "06-15", *good, decision("2026-W23", "06-09", "acknowledged")) == "fulfilled"
    assert standing(ONE, "06-08", decision("2026-W23", "06-08", "acknowledged")) == "off-track"
    assert standing(ONE, "06-08", decision("2026-W23", "06-08", "waived")) == "on-track"


def test_where_strikes_are_counted_they_alone_decide() -> None:
    def after(limit: int, damaged: bool = False) -> str:
        rules = StandingTerms(mode="strikes", limit=limit)
        owed = (obligation("offer-answer"),)
        return standing(
            with_(ONE, standing=rules, obligations=owed), "06-10", offer("05-02"), damaged=damaged
        )

    assert after(1) == "off-track"
    assert after(2) == "on-track"
    assert after(1, damaged=True) == "unknown"


@pytest.mark.parametrize(
    ("name", "severities", "word", "expected"),
    [
        ("offer-answer", {}, "", "off-track"),
        ("offer-answer", {}, "waived", "on-track"),
        ("offer-answer", {}, "acknowledged", "off-track"),
        ("offer-answer", {"offer-answer": "warning"}, "", "on-track"),
        ("offer-answer", {"attendance": "warning"}, "", "off-track"),
    ],
)
def test_a_late_obligation_puts_off_track_if_a_breach_is_an_error(
    name: str, severities: dict[str, str], word: str, expected: str
) -> None:
    school = terms(obligations=(obligation(name),), severities=severities)
    answers = [decision("2026-W24", "06-15", word, requirements=(name,))] if word else []
    long = with_(school, window=WindowTerms(days=60))
    assert standing(long, "06-20", offer("06-02"), *answers) == expected


def test_the_qualifying_offer_is_the_first_in_the_field_and_full_time_inside_the_window() -> None:
    good: dict[str, Any] = {"in_field": True, "full_time": True}

    def qualifying(*found: Any) -> int | None:
        one = judged(ONE, "06-20", journal(*found)).qualifying_offer
        return one.origin.line if one else None

    assert qualifying(offer("06-05", 1, **good), offer("06-03", 2, **good), offer("06-03", 3, **good)) == 2
    assert qualifying(offer("06-03", 9, **good), offer("06-05", 1, **good)) == 9
    assert qualifying(offer("06-03", 1, in_field=True), offer("06-05", 2, **good, answer="declined")) == 2
    assert qualifying(offer("06-03", 1, full_time=True)) is None
    assert qualifying(offer("05-31", 1, **good)) is None
    assert qualifying(offer("06-15", 1, **good)) is None
    assert qualifying() is None


def test_requirements_are_told_in_the_order_of_the_programme() -> None:
    def ids(requirements: tuple[JudgedRequirement, ...]) -> list[str]:
        return [one.id for one in requirements]

    school = terms(requirement("posts"), requirement("contacts"), requirement("check-ins"))
    assert ids(weeks(school, "06-08")[0].requirements) == ["posts", "contacts", "check-ins"]
