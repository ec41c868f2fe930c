from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec
import pytest
from msgspec import Struct

from generator.guard.guard import leaks
from generator.guard.patterns import Secret
from generator.guard.secrets import collect
from generator.model.contact import Contact
from generator.model.fields import Evidence, Private, Url
from generator.model.kinds import KINDS, Journal
from generator.model.page import Page
from generator.model.private import record_fields
from generator.model.project import Project
from generator.model.resume import Basics, Location, Resume
from generator.reading.fields import Group, ListOf, keys_of
from tests.support.guard import contact, full_journal, page, portfolio, post, prose, resume, site_of

# What a public file says that must be found, for each private field, and what may be said.
GUARDED = {
    "Contact.first_name": "Jane Doe",
    "Contact.last_name": "Doe, Jane",
    "Contact.summary": prose("summary"),
    "Contact.evidence": "content/private/evidence/m.eml",
    "Contact.email": "jane@acme.example",
    "Contact.phone": "+1 312 555 0142",
    "Contact.profile": "https://linkedin.com/in/jdoe77",
    "Contact.introduced_by": prose("introduced"),
    "Contact.next_step": prose("step"),
    "NextStep.what": prose("step"),
    "Application.contact": prose("insider"),
    "Application.notes": prose("jottings"),
    "Application.next_step": prose("upcoming"),
    "Letter.to": prose("addressee"),
    "Letter.body": "I read what Northwind wrote about late buses",
    "Offer.terms": prose("terms"),
    "Offer.negotiated": prose("asked"),
    "Negotiation.asked": prose("asked"),
    "Coaching.title": prose("appointment"),
    "Coaching.notes": prose("notes"),
    "Goal.title": prose("goal"),
    "Goal.why": prose("why"),
    "Goal.measure": prose("measure"),
    "Decision.reason": prose("waived"),
    "Pause.reason": prose("paused"),
}
NOT_GUARDED = {
    "Contact.date": "2026-11-16",
    "Contact.kind": "interview",
    "Contact.title": "Lead",
    "Contact.employer": "Acme",
    "Contact.channel": "email",
    "Contact.field": prose("field"),
    "Contact.stage": "final",
    "Contact.follow_up": "2026-11-16",
    "Contact.person": "jane-1",
    "Contact.single_name": "Jane of Acme",
    "Contact.bounced": "bounced",
    "NextStep.on": "2026-11-16",
    "Application.employer": prose("applied"),
    "Application.title": prose("opening"),
    "Application.date": "2026-11-16",
    "Application.link": "https://jobs.example/x",
    "Application.status": "screening",
    "Application.local": "yes",
    "Letter.employer": "Northwind Analytics",
    "Letter.title": prose("vacancy"),
    "Letter.date": "2026-11-16",
    "Letter.address": prose("premises"),
    "Letter.subject": prose("subject"),
    "Letter.slug_from_file": "northwind-analytics-engineer",
    "Letter.dialect": "github",
    "Letter.body_line": "7",
    "Offer.employer": prose("offering"),
    "Offer.title": prose("position"),
    "Offer.received": "2026-11-16",
    "Offer.deadline": "2026-11-16",
    "Offer.in_field": "true",
    "Offer.full_time": "true",
    "Offer.answer": "accepted",
    "Offer.answered": "2026-11-16",
    "Negotiation.granted": "true",
    "Coaching.kind": "deliverable",
    "Coaching.date": "2026-11-16",
    "Coaching.attended": "late",
    "Coaching.answered": "2026-11-16",
    "Coaching.completed": "2026-11-16",
    "Coaching.link": "https://deliverable.example/x",
    "Coaching.employer": prose("internship"),
    "Goal.target": "3",
    "Goal.current": "3",
    "Goal.due": "2026-11-16",
    "Goal.done": "2026-11-16",
    "Activity.date": "2026-11-16",
    "Activity.kind": "extra-credit",
    "Activity.title": prose("activity"),
    "Activity.evidence": "https://made.example/x",
    "Activity.track": "ux",
    "Activity.challenge_page": "https://made.example/x",
    "AskedIn.account": prose("account"),
    "AskedIn.issue": "12",
    "Decision.asked": "12",
    "Pause.asked": "12",
    "Decision.weeks": "2026-W40",
    "Decision.decision": "waived",
    "Decision.by": "Dana Whitfield",
    "Decision.on": "2026-11-16",
    "Decision.requirements": "blog-post",
    "Decision.until": "2026-11-16",
    "Pause.first": "2026-11-16",
    "Pause.last": "2026-11-16",
    "Pause.by": "Dana Whitfield",
    "Pause.on": "2026-11-16",
}
PRIVATE = [kind for kind in KINDS if kind.is_private]


def groups(kind: type[Struct]) -> Iterator[type[Struct]]:
    """The declaration of a record and those of the groups of keys in it."""
    yield kind
    for key in keys_of(kind).values():
        shape = key.shape.of if isinstance(key.shape, ListOf) else key.shape
        if isinstance(shape, Group):
            yield from groups(shape.type)
    if kind is Contact:
        yield Evidence


DECLARED = tuple(dict.fromkeys(group for kind in PRIVATE for group in groups(kind.record)))
RECORDS = tuple(kind for kind in DECLARED if kind is not Evidence)


def told(journal: Journal, text: str, paths: tuple[str, ...] = (), sources: tuple[str, ...] = ()) -> bool:
    site = site_of({"x/index.html": page(f"<p>{text}</p>")}, {"x/index.html": sources})
    return bool(leaks(site, collect(journal, paths), {}))


def private_fields() -> Iterator[str]:
    for record in RECORDS:
        yield from (f"{record.__name__}.{field.name}" for field in msgspec.structs.fields(record))


def test_every_private_field_is_decided_about() -> None:
    decided = {*GUARDED, *NOT_GUARDED}
    assert {field for field in private_fields() if not field.endswith(".origin")} == decided


@pytest.mark.parametrize("kind", DECLARED, ids=lambda kind: kind.__name__)
def test_every_text_of_a_private_record_says_whether_it_is_guarded(kind: type[Struct]) -> None:
    texts = {field.name: field.mark for field in record_fields(kind) if field.is_text}
    assert texts
    assert [name for name, mark in texts.items() if mark is None] == []


def test_what_is_marked_is_what_is_guarded() -> None:
    """The tables above say what the guard does; the declarations say what it should do."""
    marks = {
        f"{kind.__name__}.{field.name}": field.mark
        for kind in RECORDS
        for field in record_fields(kind)
        if field.is_text
    }
    said = {Private.OPEN, Private.EMPLOYER}
    groups_of_keys = {"Contact.evidence", "Contact.next_step", "Application.next_step", "Offer.negotiated"}
    # A letter's text is guarded where it names the employer.
    by_hand = {"Letter.body"}
    assert {name for name, mark in marks.items() if mark not in said} == {*GUARDED} - groups_of_keys - by_hand
    assert {name for name, mark in marks.items() if mark in said} <= {*NOT_GUARDED}


def test_a_text_without_a_mark_is_guarded() -> None:
    class Tomorrow(Contact, frozen=True, kw_only=True):
        pet: str | None = None
        hobbies: tuple[str, ...] = ()
        link: Url | None = None
        mood: Literal["good", "bad"] = "good"

    new = Tomorrow(
        date=dt.date(2026, 6, 2), kind="interview", pet=prose("pet"), hobbies=(prose("a"), prose("b"))
    )
    journal = Journal(portfolio=portfolio(), contacts=(new,))
    assert all(told(journal, prose(word)) for word in ("pet", "a", "b"))
    new_texts = [field.name for field in record_fields(Tomorrow) if field.is_text and field.mark is None]
    assert new_texts[-3:] == ["pet", "hobbies", "link"]


def test_of_settings_and_the_resume_only_what_is_marked_is_guarded() -> None:
    marked = {
        (kind.name, mark)
        for kind in KINDS
        if not kind.is_private
        for group in groups(kind.record)
        for mark in (field.mark for field in record_fields(group))
        if mark is not None
    }
    assert {mark for name, mark in marked if name == "portfolio"} == {Private.EMAIL, Private.OPEN}
    assert {mark for name, mark in marked if name == "resume"} == {
        *(Private.PHONE, Private.STREET, Private.POSTAL_CODE, Private.CITY, Private.PASSAGE, Private.PERSON)
    }
    assert {name for name, _ in marked} == {"portfolio", "resume"}


@pytest.mark.parametrize("field", GUARDED)
def test_guarded_fields(field: str) -> None:
    assert told(full_journal(), GUARDED[field])


@pytest.mark.parametrize("field", NOT_GUARDED)
def test_fields_that_are_not_guarded(field: str) -> None:
    assert not told(full_journal(), NOT_GUARDED[field])


@pytest.mark.parametrize(
    "text",
    ["Amara Okafor", "Okafor, Amara", "Dana Whitfield", "hi@amara.example", "https://amara.example",
     "Chicago",
     "https://github.com/amara-okafor", "60607", "Jane", "content/private/", "Latebus"],
)  # fmt: skip
def test_what_is_the_graduates_to_tell(text: str) -> None:
    assert not told(full_journal(), text)


@pytest.mark.parametrize(
    "text",
    ["amara@private.example", "dana@school.example", "312.555.0199", "1420 W. Fulton Street",
     "Chicago, IL 60607",
     prose("reference"), "Rosa Lind", "content/private/contacts/2026-W47.yaml"],
)  # fmt: skip
def test_what_is_the_graduates_and_private(text: str) -> None:
    assert told(full_journal(), text, ("content/private/contacts/2026-W47.yaml",))


def test_what_is_shown_by_name_is_not_guarded() -> None:
    shown = portfolio("mailto:amara@private.example?subject=Hi", ("phone", "street"))
    journal = Journal(portfolio=shown, resume=resume(), contacts=(contact(phone="312 555 0199"),))
    guarded = collect(journal, ())
    kinds = {secret.kind for secret in guarded.secrets}
    assert "amara@private.example" not in {secret.parts[0] for secret in guarded.secrets}
    assert not kinds & {"street", "postal-code"}
    assert not told(journal, "+1 312 555 0199, 1420 W Fulton Street, amara@private.example")


@pytest.mark.parametrize(
    "fields",
    [
        {"first_name": "Amara", "last_name": "Okafor"},
        {"first_name": "OKAFOR", "last_name": "amara"},
        {"first_name": "Dana", "last_name": "Whitfield"},
        {"first_name": "Amara", "last_name": None},
        {"first_name": None, "last_name": None},
        {"first_name": "", "last_name": " "},
        {"profile": "https://amara.example/", "first_name": None, "last_name": None},
        {"profile": "http://www.github.com/amara-okafor", "first_name": None, "last_name": None},
        {"profile": "met her twice", "first_name": None, "last_name": None},
        {"email": "hi@AMARA.example", "first_name": None, "last_name": None},
    ],
)
def test_contacts_that_give_nothing_to_guard(fields: dict[str, object]) -> None:
    journal = Journal(
        portfolio=portfolio("mailto:hi@amara.example"), contacts=(contact(**fields),), resume=resume()
    )
    named = [
        secret
        for secret in collect(journal, ()).secrets
        if (secret.person and secret.parts != ("Rosa", "Lind")) or secret.parts == ("hi@AMARA.example",)
    ]
    assert named == []


def test_a_name_within_the_graduates_own_is_not_guarded() -> None:
    journal = Journal(portfolio=portfolio(), contacts=(contact(first_name="Mara", last_name="Okafor"),))
    assert told(journal, "Mara Okafor")
    longer = msgspec.structs.replace(
        portfolio(), graduate=msgspec.structs.replace(portfolio().graduate, name="Amara Jane Doe")
    )
    assert not told(Journal(portfolio=longer, contacts=(contact(),)), "Jane Doe")


def test_a_single_name_needs_an_employer() -> None:
    with_employer = collect(Journal(portfolio=portfolio(), contacts=(contact(last_name=None),)), ())
    assert Secret("single-name", ("Jane", "Acme"), "jane") in with_employer.secrets
    without = collect(Journal(portfolio=portfolio(), contacts=(contact(last_name=None, employer=None),)), ())
    assert not [secret for secret in without.secrets if secret.kind == "single-name"]


def test_the_same_journal_in_another_order_guards_the_same() -> None:
    contacts = tuple(contact(first_name=name, summary=prose(name.lower())) for name in ("Ann", "Bea", "Cid"))
    one = Journal(portfolio=portfolio(), contacts=contacts)
    other = Journal(portfolio=portfolio(), contacts=contacts[::-1])
    assert collect(one, ("content/private/b", "content/private/a")) == collect(
        other, ("content/private/a", "content/private/b")
    )


@pytest.mark.parametrize(
    "home",
    [
        None,
        Location(postal_code="60607"),
        Location(city="Chicago"),
        Location(address="Chicago", city="Chicago"),
    ],
)
def test_half_an_address_is_no_secret(home: Location | None) -> None:
    lived = Resume(basics=Basics(location=home))
    secrets = collect(Journal(portfolio=portfolio(), resume=lived), ()).secrets
    assert {one.kind for one in secrets} == {"email"}


@pytest.mark.parametrize("said", ["Jane Doe", "jane doe", "Doe Jane", "doe, jane", "jane-1", "Ｊａｎｅ Doe"])
def test_people_may_be_named_on_purpose(said: str) -> None:
    journal = msgspec.structs.replace(full_journal(), posts=(post("coffee", said), post("other")))
    coffee, other = (one.origin.path for one in journal.posts)
    text = "Jane Doe showed me https://linkedin.com/in/jdoe77"
    assert not told(journal, text, sources=(coffee,))
    assert not told(journal, text, sources=(other, coffee))
    assert told(journal, text, sources=(other,))
    assert told(journal, text)
    for private in ("jane@acme.example", "312 555 0142", prose("summary")):
        assert told(journal, private, sources=(coffee,))


def test_projects_and_pages_may_name_people_too() -> None:
    journal = full_journal()
    project = msgspec.structs.replace(journal.projects[0], mentions=("Jane Doe",))
    free = msgspec.structs.replace(journal.pages[0], mentions=("jane-1",))
    journal = msgspec.structs.replace(journal, projects=(project,), pages=(free,))
    for path in ("content/projects/latebus.md", "content/pages/now.md"):
        assert not told(journal, "Jane Doe", sources=(path,))
    assert isinstance(project, Project)
    assert isinstance(free, Page)


@pytest.mark.parametrize("said", ["Jane", "Doe", "Jan Doe", "", "Jane Doering", "someone else"])
def test_a_mention_of_somebody_else_allows_nothing(said: str) -> None:
    journal = msgspec.structs.replace(full_journal(), posts=(post("coffee", said),))
    assert told(journal, "Jane Doe", sources=(journal.posts[0].origin.path,))


def test_a_mention_allows_only_that_person() -> None:
    people = (contact(), contact(first_name="Bob", last_name="Roe"))
    journal = Journal(portfolio=portfolio(), contacts=people, posts=(post("coffee", "Jane Doe"),))
    assert told(journal, "Jane Doe and Bob Roe", sources=(journal.posts[0].origin.path,))


def test_a_single_name_may_be_mentioned() -> None:
    journal = Journal(portfolio=portfolio(), contacts=(contact(last_name=None),), posts=(post("a", "Jane"),))
    assert not told(journal, "Jane of Acme", sources=(journal.posts[0].origin.path,))
    assert told(journal, "Jane of Acme")


def test_sentences_of_comments_are_guarded_unless_the_public_text_has_them() -> None:
    comment = "TODO\nTheir lead was rude to me. Never name them.\nI learned to ask first.\n" + "word " * 30
    journal = full_journal()
    found = collect(journal, (), (), (comment,), "Then I learned to ask first, and slept.")
    guarded = [secret.parts[0] for secret in found.secrets if secret.kind == "comment"]
    assert guarded == ["their lead was rude to me", " ".join(["word"] * 12)]
    leaked = leaks(site_of({"index.html": "Their lead was rude to me"}), found, {})
    assert [each.rule for each in leaked] == ["private-text-in-public-output"]
    assert not leaks(site_of({"index.html": "I learned to ask first. TODO. Never name them."}), found, {})


ALLOWED = {
    "jane@acme.example": "jane@acme.example",
    "312 555 0142": "+1 (312) 555-0142",
    "https://linkedin.com/in/jdoe77": "linkedin.com/in/jdoe77",
    "content/private/evidence/m.eml": "private/evidence/m.eml",
    prose("summary"): prose("summary"),
    "1420 W Fulton Street": "1420 W Fulton Street",
    "Jane Doe": "Jane Doe",
}


@pytest.mark.parametrize("text", ALLOWED)
def test_whatever_is_guarded_may_be_mentioned(text: str) -> None:
    journal = msgspec.structs.replace(full_journal(), posts=(post("coffee", ALLOWED[text]),))
    assert not told(journal, text, sources=(journal.posts[0].origin.path,))
    assert told(journal, text)
    assert journal.resume is not None
    resume = msgspec.structs.replace(journal.resume, mentions=(ALLOWED[text],))
    assert not told(msgspec.structs.replace(journal, resume=resume), text, sources=(resume.origin.path,))
    site = msgspec.structs.replace(journal.portfolio.site, mentions=(ALLOWED[text],))
    everywhere = msgspec.structs.replace(journal.portfolio, site=site)
    assert not told(msgspec.structs.replace(journal, portfolio=everywhere), text)


def test_a_phrase_that_is_allowed_hides_no_other() -> None:
    first, second = prose("one"), prose("two")
    journal = Journal(
        portfolio=portfolio(), contacts=(contact(summary=f"{first}. {second}"),), posts=(post("a", first),)
    )
    path = journal.posts[0].origin.path
    assert not told(journal, first, sources=(path,))
    assert told(journal, f"{first} and {second}", sources=(path,))
    assert told(journal, f"{first} {second}", sources=(path,))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("profile", "linkedin.com"), ("profile", "https://www.linkedin.com/in/"), ("profile", "@js"),
        ("profile", "@media"), ("phone", "000 000 0000"), ("phone", "1234567890"), ("email", "none"),
        ("email", "@acme.example"),
    ],
)  # fmt: skip
def test_what_is_nobodys_is_not_guarded(field: str, text: str) -> None:
    assert not told(Journal(portfolio=portfolio(), contacts=(contact(**{field: text}),)), text)


@pytest.mark.parametrize(
    ("text", "said", "is_found"),
    [
        ("Rosa Lind", "Rosa Lind", True), ("my old lead, Rosa Lind", "Lind, Rosa", True),
        ("Rosa van Lind from Acme", "Rosa van Lind", True), ("Rosa M. Lind", "Rosa Lind", True),
        ("Flatiron School", "Flatiron School", False), ("a friend", "a friend", False),
        ("Women Who Code", "Women Who Code", False), ("Acme Robotics", "Acme Robotics", False),
        ("Dana Whitfield", "Dana Whitfield", False),
    ],
)  # fmt: skip
def test_names_in_what_says_who_introduced_you(text: str, said: str, is_found: bool) -> None:
    assert told(Journal(portfolio=portfolio(), contacts=(contact(introduced_by=text),)), said) is is_found


@pytest.mark.parametrize(
    ("summary", "said", "is_found"),
    [
        ("She will leave in March.", "she will leave in March", True),
        ("She will leave in March.", "she will leave in spring", False),
        ("Asked about tests.", "asked about tests", False),
    ],
)
def test_a_short_summary_is_guarded_as_a_whole(summary: str, said: str, is_found: bool) -> None:
    assert told(Journal(portfolio=portfolio(), contacts=(contact(summary=summary),)), said) is is_found


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        ("I read what Northwind wrote about late buses", True),
        ("read what northwind wrote about late buses and", True),
        ("Northwind wrote about late buses and want to help", True),
        ("wrote about late buses and want to help with it", False),  # names nobody
        ("I read what Northwind wrote about", False),  # what anybody may say
        ("I read what the northwinds wrote about late buses and", False),
    ],
)
def test_a_letter_is_guarded_where_it_names_the_employer(said: str, is_found: bool) -> None:
    assert told(full_journal(), said) is is_found
