"""What judging says of short weeks, word for word: where to mend them, and how much they weigh."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Counts, Location, Severity
from generator.core.messages import Message
from generator.model.contact import Contact
from generator.model.kinds import Unreadable
from generator.model.origin import Origin
from generator.rules.counting import activities, applications, check_ins, contacts, posts
from generator.rules.counting import contributions as contributions_module
from generator.rules.weeks.judge import LEFT_OUT
from tests.support.diagnostics import row
from tests.support.rules.searches import (
    activity,
    contact,
    contributions,
    day,
    decision,
    journal,
    judged,
    requirement,
    terms,
    with_,
)

HINT = "If it happened, log what's missing. If not, ask your coach to waive or acknowledge the week."
W23 = "week 1 (1–7 Jun)"
ACKNOWLEDGED = "The coach has acknowledged it. There's nothing left to do."
NEW_FILES = {
    "contacts": ("contacts-below-minimum", "contacts", "content/private/contacts/2026-W23.yaml"),
    "applications": (
        "applications-below-minimum",
        "applications",
        "content/private/applications/2026-W23.yaml",
    ),
    "posts": ("blog-posts-below-minimum", "posts", "content/blog/2026-06-01-title.md"),
    "contributions": (
        "github-contributions-below-minimum",
        "public contributions",
        "content/contributions/2026-06.yaml",
    ),
    "activities": (
        "design-activities-below-minimum",
        "design activities",
        "content/private/activities/2026-W23.yaml",
    ),
    "check-ins": ("check-ins-below-minimum", "check-ins", "content/private/coaching/2026-06.yaml"),
}


def written(date: str, path: str, line: int, **more: Any) -> Contact:
    """A contact at a place of its own."""
    moved: Contact = with_(contact(date, line, **more), origin=Origin(path=path, line=line, column=3))
    return moved


@pytest.mark.parametrize("kind", NEW_FILES)
def test_a_week_without_records_is_told_at_the_file_where_they_would_stand(kind: str) -> None:
    rule, things, path = NEW_FILES[kind]
    found = judged(terms(requirement(kind, "asked", minimum=3)), "06-08").diagnostics
    assert [row(one) for one in found] == [
        (
            rule,
            Severity.ERROR,
            f"0 of 3 {things} in {W23}.",
            Location(path, 1, 1),
            HINT,
            "2026-W23",
            "asked",
            Counts(0, 3),
        )
    ]


UNNAMED = "1 without a full name, title or employer"


def test_a_short_week_tells_how_many_did_not_count_for_which_reason() -> None:
    found = journal(
        *(contact("06-02", n, field="nursing") for n in range(1, 4)),
        contact("06-03", 4, field="nursing", summary=" "),
        contact("06-03", 5, kind="external-recruiter"),
    )
    (short,) = [
        one
        for one in judged(terms(requirement("contacts", minimum=8)), "06-09", found).diagnostics
        if one.counts
    ]
    reasons = "4 in another field, 1 without a summary, 1 external recruiter"
    assert short.message == f"0 of 8 contacts in {W23}; did not count: {reasons}."
    assert (short.hint or "").startswith("`weekproof explain 1` shows each record. ")
    assert str(Message("short-week.contact-external-recruiter", count=2)) == "2 external recruiters"


def test_a_short_week_tells_what_this_repository_took_of_its_contributions() -> None:
    own = {"sam-example/job-search": 3}
    found = journal(contributions("06-02", commits=5, by_repository=own))
    (short,) = [
        one
        for one in judged(terms(requirement("contributions", minimum=5)), "06-09", found).diagnostics
        if one.counts
    ]
    left_out = "3 contributions in this portfolio's repository"
    assert short.message == f"2 of 5 public contributions in {W23}; did not count: {left_out}."


def test_every_reason_of_a_record_can_be_told_by_a_short_week() -> None:
    modules = (activities, applications, check_ins, contacts, contributions_module, posts)
    reasons = {rule.name for module in modules for rule in module.RULES}
    assert sorted(reasons - LEFT_OUT.keys()) == []
    assert len(reasons) > 25


def test_a_short_week_is_told_at_the_last_record_of_the_file_that_has_most_of_it() -> None:
    found = journal(
        written("06-02", "content/a.yaml", 50),
        written("06-02", "content/b.yaml", 9),
        written("06-03", "content/b.yaml", 4),
        written("06-04", "content/c.yaml", 70, title=None),
        # Of another week, and outside the window.
        written("06-08", "content/z.yaml", 1),
        written("06-08", "content/z.yaml", 2),
        written("06-08", "content/z.yaml", 3),
        written("05-20", "content/z.yaml", 4),
    )
    short = [
        one
        for one in judged(terms(requirement("contacts", minimum=9)), "06-09", found).diagnostics
        if one.counts
    ]
    assert [(one.location, one.message, one.counts) for one in short] == [
        (Location("content/b.yaml", 9, 3), f"3 of 9 contacts in {W23}; did not count: {UNNAMED}.", (3, 9))
    ]


def test_of_two_files_with_as_many_records_the_first_by_name_is_told() -> None:
    found = journal(written("06-02", "content/b.yaml", 9), written("06-03", "content/a.yaml", 4))
    short = judged(terms(requirement("contacts", minimum=9)), "06-09", found).diagnostics
    assert [one.location for one in short if one.counts] == [Location("content/a.yaml", 4, 3)]


def test_a_record_that_counts_in_a_later_week_than_it_happened_is_no_place_to_mend() -> None:
    late = written("06-06", "content/z.yaml", 2, kind="networking", follow_up=day("06-09"))
    short = [
        one
        for one in judged(terms(requirement("contacts", minimum=9)), "06-15", journal(late)).diagnostics
        if one.counts
    ]
    assert [(one.week, one.location.path, one.message) for one in short] == [
        ("2026-W23", "content/private/contacts/2026-W23.yaml", f"0 of 9 contacts in {W23}."),
        ("2026-W24", "content/private/contacts/2026-W24.yaml", "1 of 9 contacts in week 2 (8–14 Jun)."),
    ]


def test_ways_to_meet_a_requirement_are_told_one_by_one() -> None:
    ways = (requirement("check-ins", "call"), requirement("posts", "blog", minimum=2))
    found = judged(terms(requirement("any-of", "work", of=ways)), "06-08").diagnostics
    assert [row(one) for one in found] == [
        (
            "no-alternative-met",
            Severity.ERROR,
            f"None of the options for `work` was met in {W23}: 0 of 1 call, 0 of 2 blog.",
            Location("content/private/coaching/2026-06.yaml", 1, 1),
            HINT,
            "2026-W23",
            "work",
            Counts(0, 1),
        )
    ]


def test_ways_of_one_kind_are_told_at_their_records() -> None:
    ways = tuple(
        requirement("activities", kind, activity=kind, minimum=2) for kind in ("extra-credit", "track-module")
    )
    found = judged(terms(requirement("any-of", "work", of=ways)), "06-08", journal(activity("06-03", 7)))
    assert [(one.rule, one.message, one.location.line) for one in found.diagnostics] == [
        (
            "design-activities-below-minimum",
            f"None of the options for `work` was met in {W23}: 1 of 2 extra-credit, 0 of 2 track-module.",
            7,
        )
    ]


def test_an_acknowledged_week_is_a_note_and_one_of_a_search_that_is_over_a_warning() -> None:
    asked = terms(requirement("contacts"))
    answered = judged(asked, "06-15", journal(decision("2026-W23", "06-09", "acknowledged")))
    assert [(one.week, one.severity, one.hint) for one in answered.diagnostics] == [
        ("2026-W24", Severity.WARNING, HINT),
        ("2026-W23", Severity.NOTE, ACKNOWLEDGED),
    ]


def test_a_note_of_the_schools_own_stays_a_note_when_the_search_is_over() -> None:
    noted = terms(requirement("contacts"), severities={"contacts-below-minimum": "note"})
    assert {one.severity for one in judged(noted, "06-15").diagnostics} == {Severity.NOTE}


@pytest.mark.parametrize(
    ("damage", "verdict"),
    [
        (Unreadable("contacts"), "unknown"),
        (Unreadable("contacts", day("06-07")), "unknown"),
        (Unreadable("contacts", day("06-08")), "short"),
        (Unreadable("posts"), "short"),
        (Unreadable("decisions"), "unknown"),
        (Unreadable("decisions", day("06-20")), "unknown"),
    ],
)
def test_what_could_not_be_read_makes_unknown_only_what_it_may_have_held(
    damage: Unreadable, verdict: str
) -> None:
    found = with_(journal(), unreadable=(damage,))
    assert judged(terms(requirement("contacts")), "06-08", found).weeks[0].verdict == verdict


def test_a_week_of_which_nothing_was_fetched_is_unknown_even_without_a_record() -> None:
    kind = terms(requirement("contributions", minimum=5, trust="fetched"))
    (week,) = judged(kind, "06-08").weeks[:1]
    assert [(one.verdict, one.counted) for one in week.requirements] == [("unknown", 0)]


def test_what_is_certainly_short_makes_a_week_short_whatever_could_not_be_read() -> None:
    found = with_(journal(), unreadable=(Unreadable("contacts"),))
    both = terms(requirement("contacts"), requirement("posts"))
    outcome = judged(both, "06-08", found)
    assert sorted(one.verdict for one in outcome.weeks[0].requirements) == ["short", "unknown"]
    assert outcome.weeks[0].verdict == "short"
    assert outcome.standing == "off-track"
    # With the short one waived, nobody knows.
    excused = with_(found, decisions=(decision("2026-W23", "06-08", requirements=("posts",)),))
    assert judged(both, "06-08", excused).weeks[0].verdict == "unknown"


COUNTED = contact("06-02", 1)


@pytest.mark.parametrize(
    ("lost", "minimum", "verdict"),
    [
        # One contact counts: of three, two are missing.
        ([Unreadable("contacts", None, 1)], 3, "short"),
        ([Unreadable("contacts", None, 1)] * 2, 3, "unknown"),
        ([Unreadable("contacts", day("06-02"), 1), Unreadable("contacts", day("06-09"), 1)], 3, "short"),
        ([Unreadable("contacts")], 9, "unknown"),
        # A record that was read in part and counts fills no other place.
        ([Unreadable("contacts", day("06-02"), 1, COUNTED.origin.position)], 2, "short"),
        ([Unreadable("contacts", day("06-02"), 1, ("another.yaml", 1, 1))], 2, "unknown"),
    ],
)
def test_a_lost_record_excuses_a_week_only_if_it_could_have_filled_the_gap(
    lost: list[Unreadable], minimum: int, verdict: str
) -> None:
    found = with_(journal(COUNTED), unreadable=tuple(lost))
    asked = terms(requirement("contacts", minimum=minimum))
    assert judged(asked, "06-08", found).weeks[0].verdict == verdict


@pytest.mark.parametrize(
    ("as_of", "verdict", "closes"),
    [("06-07", "open", "06-07"), ("06-08", "open", "06-08"), ("06-09", "short", "06-07")],
)
def test_a_week_stays_open_while_a_sundays_meeting_can_be_followed_up(
    as_of: str, verdict: str, closes: str
) -> None:
    met = contact("06-07", 2, kind="networking")
    week = judged(terms(requirement("contacts", minimum=2)), as_of, journal(COUNTED, met)).weeks[0]
    assert (week.verdict, week.closes) == (verdict, day(closes))
    assert [one.origin for one in week.awaits] == ([met.origin] if as_of == "06-08" else [])
    # One more would be missing all the same.
    far = judged(terms(requirement("contacts", minimum=3)), "06-08", journal(COUNTED, met)).weeks[0]
    assert far.verdict == "short"
