"""Who is one and the same individual, in one week and in the weeks after it."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from generator.core.text import fold
from generator.guard.index import Index
from generator.guard.secrets import collect
from generator.intake.prompts import latest_contact
from generator.model.commitment import WindowTerms
from generator.model.contact import Contact
from generator.model.individuals import (
    first_positions,
    group_by_individual,
    maybe_same,
    name_key,
    same_individual,
)
from generator.rules.counting.contacts import is_missing
from tests.support.rules.searches import contact, day, journal, judged, post, requirement, terms


def named(
    first: str | None, person: str | None = None, last: str | None = "Bee", employer: str = "Quill"
) -> Contact:
    return contact("06-02", first_name=first, last_name=last, employer=employer, person=person)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (named("Ann"), named("ANN"), True),
        (named("Ann"), named("Bob"), False),
        (named("Ann"), named("Ann", last="Cee"), False),
        (named("Ann"), named("Ann", employer="Inkwell"), False),
        (named("Ann", "a"), named("Bob", "a"), True),
        (named("Ann", "a"), named("Ann", "b"), False),
        (named("Ann", "a"), named("Ann"), True),
        (named("Ann", "a"), named("Bob"), False),
        (named("Ann"), named("Ann", "a"), True),
        (named("Ann", ""), named("Ann", "a"), True),
    ],
)
def test_two_records_are_of_one_individual_by_person_else_by_name(
    one: Contact, other: Contact, same: bool
) -> None:
    assert same_individual(one, other) is same_individual(other, one) is same
    assert (first_positions([one, other])[1] == 0) is same


def test_each_record_is_that_of_the_first_of_its_individual() -> None:
    rows = [
        named("Ann"),  # taken for "b", the first of that name with an id
        named("Ann", "b"),
        named("Ann", "a"),
        named("Bob"),
        named("BOB"),
        named("Ann", "b"),
        named("Cat", "a"),
    ]
    assert first_positions(rows) == {0: 0, 1: 0, 2: 2, 3: 3, 4: 3, 5: 0, 6: 2}


SAME_NAMES = [
    ("Zoë  Ann", "zoe\u0308 ann"),
    ("STRASSE", "straße"),
    ("José", "Jose"),
    ("O’Brien", "O'Brien"),
    ("O'Brien", "O`Brien"),
    ("OʼBrien", "OBrien"),
    ("Anne-Marie", "Anne‑Marie"),
    ("Anne-Marie", "Anne Marie"),
    ("An\u200bna", "Anna"),
    ("Dr. Ann", "Ann"),
    ("Prof. Dr. Ann", "Ann"),
    ("Bee, Jr.", "Bee"),
    ("Bee Jr.", "Bee"),
    ("Bee III", "Bee"),
    ("Bee, PhD, MBA", "Bee"),
    ("Bee Ph.D.", "Bee"),
    ("Ann (she/her)", "Ann"),
    ("Ann she/her", "Ann"),
    ("Ann [they/them]", "Ann"),
    ("Bee 🚀", "Bee"),
    ("Bee, PMP®", "Bee"),
    ("李 明", "李明"),
    ("किरण", "किरण"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_names_are_compared_as_a_reader_would(one: str, other: str) -> None:
    assert same_individual(named(one), named(other))
    assert same_individual(named("Ann", last=one), named("Ann", last=other))
    assert first_positions([named(one), named(other)]) == {0: 0, 1: 0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "Anna"),
        ("Bee", "Be"),
        ("Dr.", "Ann"),
        ("Jr", "Sr"),
        ("राम", "रम"),
        ("(Ann)", "(Bob)"),
        ("Mo", "Ma"),
    ],
)
def test_other_names_are_others(one: str, other: str) -> None:
    assert not same_individual(named(one, last="Quist"), named(other, last="Quist"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quill, Inc.", "Quill"),
        ("Quill LLC", "QUILL Ltd."),
        ("Quill GmbH & Co. KG", "Quill"),
        ("Quill S.A.", "Quill S. A."),
        ("Quill sp. z o.o.", "Quill"),
        ("The Quill Company", "Quill"),
        ("ﬁrm", "Firm"),
        ("Data Dog", "DataDog"),
        ("L’Oréal", "L'Oreal"),
    ],
)
def test_employers_are_compared_without_their_legal_form(one: str, other: str) -> None:
    assert same_individual(named("Ann", employer=one), named("Ann", employer=other))


def test_an_employer_that_is_a_legal_form_or_an_article_keeps_it() -> None:
    names = ["The", "Company", "SE", "+++", "***"]
    assert len({name_key(named("Ann", employer=name)) for name in names}) == len(names)


NEAR = [
    (named("Jon"), named("Jonathan")),
    (named("Bob"), named("Robert")),
    (named("J."), named("Jonathan")),
    (named("Ann", employer="Quill"), named("Ann", employer="Quill Labs")),
    (named("Ann", employer="Northline Systems"), named("Ann", employer="Northline System")),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_near_names_are_two_unless_an_address_or_an_id_says_otherwise(one: Contact, other: Contact) -> None:
    assert maybe_same(one, other)
    assert maybe_same(other, one)
    assert not same_individual(one, other)
    for key, mine, theirs in (
        ("email", "Ann@quill.example", "ann@quill.example "),
        ("profile", "https://www.people.example/ann/", "http://people.example/ann"),
    ):
        pair = replace(one, **{key: mine}), replace(other, **{key: theirs})
        assert same_individual(*pair)
        assert not maybe_same(*pair)
        assert first_positions(pair) == {0: 0, 1: 0}
        assert [len(group) for group in group_by_individual(pair)] == [2]
    ids = replace(one, person="a", email="a@b.example"), replace(other, person="b", email="a@b.example")
    assert not same_individual(*ids)
    assert not maybe_same(*ids)
    assert first_positions(ids) == {0: 0, 1: 1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (named("Jon"), named("Jonathan", last="Cee")),
        (named("Jon"), named("Jonathan", employer="Quill Labs")),
        (named("Ann"), named("Bob")),
        (named("Ann", employer="Quill"), named("Ann", employer="Inkwell")),
        (named(None), named("Ann")),
        (named("Ann"), named("Ann")),
    ],
)
def test_names_that_are_not_near(one: Contact, other: Contact) -> None:
    assert not maybe_same(one, other)
    shared = replace(one, email="info@quill.example"), replace(other, email="info@quill.example")
    assert same_individual(*shared) is same_individual(one, other)


def test_an_address_counts_an_individual_once_and_waits_for_it() -> None:
    jon = again("06-02", 1, first_name="Jon", email="jon@quill.example")
    for date in ("06-03", "06-09"):
        other = again(date, 2, first_name="Jonathan", email="jon@quill.example")
        assert counted(1, jon, other) == [1]
    assert counted(0, jon, again("06-03", 2, first_name="Jonathan")) == [1, 2]


def test_a_post_may_mention_somebody_with_a_title_or_without() -> None:
    found = contact("06-02", first_name="Ann", last_name="Bee, PhD", employer="Quill")
    for mentioned in ("Ann Bee", "Dr. Ann Bee", "Bee Ann", "Ann Bee, PhD"):
        told = collect(journal(found, post("06-02", mentions=(mentioned,))), ())
        assert ["annbeephd" in allowed for allowed in told.allowed.values()] == [True], mentioned


def test_the_guard_finds_a_name_without_what_is_written_around_it() -> None:
    found = contact("06-02", first_name="Dr. Ann", last_name="Bee, PhD", employer="Quill")
    index = Index(collect(journal(found), ()).secrets)
    assert list(index.search(fold("We thank Ann Bee for her time.")))
    assert list(index.search(fold("We thank Dr. Ann Bee, PhD.")))
    assert not list(index.search(fold("We thank Ann Lee.")))


@pytest.mark.parametrize("text", [None, "", "  ", "-", "?", "N/A", "n.a.", "TBD", " tba", "Unknown", "—"])
def test_what_stands_for_nothing_is_missing(text: str | None) -> None:
    assert is_missing(text)


@pytest.mark.parametrize("text", ["Null", "Na", "X", "李", "7", "Mr. Unknown", "-o-"])
def test_what_may_be_a_name_is_not_missing(text: str) -> None:
    assert not is_missing(text)


def again(date: str, line: int, **more: Any) -> Contact:
    """A contact with one and the same Ann Bee."""
    known: dict[str, Any] = {"first_name": "Ann", "last_name": "Bee"}
    return contact(date, line, **{**known, **more})


def counted(weeks: int, *found: Contact) -> list[int]:
    """The lines of the contacts that count, where nobody counts again for so many weeks."""
    asked = terms(requirement("contacts", repeat_after_weeks=weeks), window=WindowTerms(days=42))
    return [
        record.origin.line
        for week in judged(asked, "07-30", journal(*found)).weeks
        for record in week.requirements[0].records
        if record.counted
    ]


def test_an_individual_counts_again_after_the_weeks_of_waiting_and_not_before() -> None:
    weekly = [again(date, line) for line, date in enumerate(["06-02", "06-09", "06-16", "06-23", "06-30"], 1)]
    assert counted(0, *weekly) == [1, 2, 3, 4, 5]
    assert counted(1, *weekly) == [1, 3, 5]
    assert counted(2, *weekly) == [1, 4]
    # Sunday to Monday is another week.
    assert counted(1, again("06-07", 1), again("06-08", 2), again("06-15", 3)) == [1, 3]


def test_who_waits_is_known_by_person_else_by_name() -> None:
    first = again("06-02", 1, person="a")
    assert counted(1, first, again("06-09", 2, person="a", first_name="Anna")) == [1]
    assert counted(1, first, again("06-09", 2, person="b")) == [1, 2]
    assert counted(1, first, again("06-09", 2)) == [1]
    assert counted(1, again("06-02", 1), again("06-09", 2, person="a")) == [1]
    assert counted(1, first, again("06-09", 2, first_name="Anna")) == [1, 2]


def test_only_who_was_counted_has_to_wait() -> None:
    assert counted(1, again("06-02", 1, bounced=True), again("06-09", 2)) == [2]
    # Counted in the first week, waiting in the second, counted in the third.
    assert counted(1, again("06-02", 1), again("06-09", 2), again("06-10", 3), again("06-16", 4)) == [1, 4]


@pytest.mark.parametrize(
    ("follow_up", "days", "week"),
    [("06-08", 1, "2026-W23"), ("06-09", 1, "2026-W24"), ("06-09", 2, "2026-W23"), ("06-06", 1, "-")],
)
def test_a_late_follow_up_decides_the_week(follow_up: str, days: int, week: str) -> None:
    met = contact("06-07", kind="networking", follow_up=day(follow_up))
    asked = terms(requirement("contacts", follow_up_within_days=days))
    found = judged(asked, "06-14", journal(met)).weeks
    assert next((one.week.name for one in found if one.requirements[0].counted), "-") == week


def test_a_follow_up_to_anything_but_a_meeting_moves_nothing() -> None:
    written = contact("06-07", kind="interview", follow_up=day("06-12"))
    weeks = judged(terms(requirement("contacts")), "06-14", journal(written)).weeks
    assert [week.requirements[0].counted for week in weeks] == [1, 0]


def test_whoever_names_nobody_is_nobody_known() -> None:
    nobody, other = named(None, last=None), named("", last=" ")
    assert not same_individual(nobody, other)
    assert [len(group) for group in group_by_individual([nobody, other])] == [1, 1]
    with_id = named(None, "a", last=None)
    assert [len(group) for group in group_by_individual([with_id, other, with_id])] == [2, 1]


def test_groups_are_in_the_order_of_their_first_records() -> None:
    ann, bob, with_id = named("Ann"), named("Bob"), named("Ann", "a")
    assert group_by_individual([ann, bob, with_id]) == [(ann, with_id), (bob,)]


def test_suggestions_are_of_one_individual_as_counting_knows_them() -> None:
    ann = named("Ann", "a")
    assert latest_contact([ann, named("Ann", "a", employer="Inkwell")], "ann  BEE") is not None
    assert latest_contact([ann, named("Ann", "b")], "Ann Bee") is None
    assert latest_contact([ann, named("Ann", "a")], "\uff21nn Bee") == ann
