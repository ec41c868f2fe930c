"""Requirements per month: whole weeks by their fourth day, judged in the last one, partial as weeks are."""

from __future__ import annotations

import pytest

from generator.agenda.due import due
from generator.agenda.today import today, week_progress
from generator.model.commitment import Commitment, Requirement, WeekTerms, WindowTerms
from generator.rules.kinds import asked_words
from tests.support.rules.searches import (
    coaching,
    contact,
    day,
    decision,
    journal,
    judged,
    pause,
    post,
    requirement,
    terms,
)

MONTHLY = terms(
    requirement("posts", per="month", minimum=2), window=WindowTerms(days=63)
)  # 1 June to 2 August: June and July, whole


ONE_POST = requirement("posts")


def verdicts(as_of: str, *records: object, partial: str = "exempt", **search: object) -> list[str]:
    commitment = MONTHLY
    if partial != "exempt":
        commitment = terms(
            requirement("posts", per="month", minimum=2),
            window=WindowTerms(days=63),
            weeks=WeekTerms(partial=partial),  # type: ignore[arg-type]  # plain text
        )
    found = judged(commitment, as_of, journal(*records, **search))
    return [
        f"{one.verdict} {week.verdict} {one.counted}/{one.needed}"
        for week in found.weeks
        for one in week.requirements
    ]


def test_the_months_are_whole_weeks() -> None:
    weeks = judged(MONTHLY, "06-10").weeks
    assert {week.name: one.month.words for week in weeks for one in week.requirements if one.month} == {
        **{f"2026-W{n}": "June 2026 (1\u201328 Jun)" for n in range(23, 27)},
        **{f"2026-W{n}": "July 2026 (29 Jun \u2013 2 Aug)" for n in range(27, 32)},
    }


def test_a_month_is_judged_in_its_last_week_over_all_of_it() -> None:
    first, second = post("06-01"), post("06-28", "b")
    assert verdicts("06-29", first, second)[:5] == [
        "not-enforced met 1/2",
        "not-enforced met 1/2",
        "not-enforced met 1/2",
        "met met 2/2",
        "not-enforced met 0/2",
    ]
    assert verdicts("06-28", first)[3] == "open open 1/2"
    assert verdicts("06-29", first)[3] == "short short 1/2"


def test_nothing_carries_over_to_the_next_month() -> None:
    posts = [post("06-01", str(n)) for n in range(4)]
    assert verdicts("08-03", *posts)[-1] == "short short 0/2"


@pytest.mark.parametrize(
    ("partial", "expected"),
    [("exempt", "not-enforced met 0/2"), ("full", "short short 0/2"), ("prorate", "short short 0/1")],
)
def test_a_month_that_is_partly_paused_is_asked_what_partial_weeks_are(partial: str, expected: str) -> None:
    away = pause("06-01", "06-14")
    assert verdicts("06-29", away, partial=partial)[3] == expected


def test_a_month_whose_last_week_is_paused_is_judged_in_the_week_before() -> None:
    away = pause("06-22", "06-28")
    assert verdicts("06-29", away, partial="full")[2:4] == ["short short 0/2", "not-enforced paused 0/2"]
    # What is logged in the pause counts all the same.
    posts = [post("06-23"), post("06-24", "b")]
    assert verdicts("06-29", away, *posts, partial="full")[2] == "met met 2/2"


def test_a_waiver_of_the_last_week_excuses_the_month() -> None:
    assert verdicts("06-30", decision("2026-W26", "06-29"))[3] == "excused excused 0/2"


def test_a_short_month_is_told_as_a_month() -> None:
    found = judged(MONTHLY, "06-29", journal(post("06-02"))).diagnostics
    assert [(one.rule, one.message) for one in found] == [
        ("blog-posts-below-minimum", "1 of 2 posts in June 2026 (1\u201328 Jun).")
    ]


def test_what_a_month_asks_is_due_once_from_its_first_day_on() -> None:
    found = judged(MONTHLY, "06-10", journal(post("06-02")))
    dues = [item for item in due(found, MONTHLY) if item.kind == "requirement"]
    assert [(item.since, item.by, item.missing) for item in dues] == [
        (day("06-01"), day("06-28"), 1),
        (day("06-29"), day("08-02"), 2),
    ]
    told = [action.text for action in today(found, MONTHLY, ()).actions]
    assert told == ["posts: 1 more this month; by Sunday 28 June"]


def days_of_work(minimum: int) -> Commitment:
    """Terms that ask for so many days with contacts or check-ins."""
    either = (requirement("contacts"), requirement("check-ins"))
    return terms(requirement("any-of", "work", of=either, together=True, count="days", minimum=minimum))


def test_days_are_counted_once_and_what_adds_nothing_is_no_day() -> None:
    asked = days_of_work(3)
    records = [contact("06-02"), contact("06-02", 2), coaching("check-in", "06-02", attended="late")]
    records += [contact("06-03", 3, bounced=True), coaching("check-in", "06-04", 2, attended="missed")]
    week = judged(asked, "06-07", journal(*records)).weeks[0]
    assert [(one.counted, one.needed, one.alternatives) for one in week.requirements] == [(1, 3, ())]


def test_too_few_days_are_told_as_days() -> None:
    asked = days_of_work(2)
    found = judged(asked, "06-08", journal(contact("06-02")))
    assert [one.message for one in found.diagnostics] == [
        "1 of 2 days with contacts or check-ins in week 1 (1\u20137 Jun)."
    ]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (requirement("contacts", minimum=8), "8 contacts every week"),
        (requirement("check-ins", per="month"), "1 check-in every month"),
        (requirement("activities"), "1 design activity every week"),
        (
            requirement("contributions", count="days", minimum=4),
            "4 days with public contributions every week",
        ),
        (requirement("posts", count="days"), "1 day with posts every week"),
        (requirement("any-of", of=(ONE_POST,)), "one of several things every week"),
        (
            requirement(
                "any-of", of=(requirement("posts"), requirement("contacts")), together=True, minimum=3
            ),
            "3 posts or contacts every week",
        ),
    ],
)
def test_what_is_asked_is_told_in_words(asked: Requirement, words: str) -> None:
    assert asked_words(asked) == words


def test_a_week_shows_how_far_the_month_has_come() -> None:
    found = judged(MONTHLY, "06-10", journal(post("06-02")))
    week = week_progress(found.weeks[1], found, MONTHLY)
    assert [(one.counted, one.needed, one.month) for one in week.requirements] == [
        (1, 2, "June 2026 (1\u201328 Jun)")
    ]
