"""The issue form's body → a contact, hostile bodies included."""

from __future__ import annotations

import datetime as dt

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.core.resources import shipped_template
from generator.intake.issue_form import (
    CHANNELS,
    COACH_LABELS,
    KINDS,
    LABELS,
    WISHES,
    read_coach_form,
    read_form,
)
from generator.model.contact import Contact
from tests.support.hypothesis_profile import examples
from tests.support.user_input import body, coach_body

OPENED = dt.date(2026, 11, 17)


def test_the_form_has_these_labels_and_choices() -> None:
    form = yaml.safe_load((shipped_template() / "log-a-contact-form.yml").read_text("utf-8"))
    fields = [one for one in form["body"] if one["type"] != "markdown"]
    assert [(one["attributes"]["label"], one["id"]) for one in fields] == list(LABELS.items())
    options = {one["id"]: one["attributes"]["options"] for one in fields if one["type"] == "dropdown"}
    assert options == {"kind": list(KINDS), "channel": list(CHANNELS)}
    assert fields[-1]["type"] == "textarea"
    assert {one["type"] for one in fields[:-1]} == {"input", "dropdown"}


def test_its_keys_are_those_of_a_contact() -> None:
    assert set(LABELS.values()) <= set(Contact.__struct_fields__)


def test_a_plain_body_becomes_a_contact_of_the_day_it_was_written() -> None:
    for end in ("\n", "\r\n"):
        fields, wrong = read_form(body(end), OPENED)
        assert wrong == ()
        assert list(fields.items()) == [
            ("date", OPENED),
            ("kind", "cold-outreach"),
            ("first_name", "Ingrid"),
            ("last_name", "Solberg"),
            ("title", "Data engineer"),
            ("employer", "Harbour Analytics"),
            ("summary", "She explained how their loads are tested."),
        ]


def test_every_answer_is_taken() -> None:
    given = body(Date="2026-11-16", Channel="Video", **{"Date_of_follow-up": "2026-11-18"})
    fields, _ = read_form(given.replace("### Proof (link)\n\n_No response_", _LINKS), OPENED)
    assert fields["date"] == dt.date(2026, 11, 16)
    assert fields["follow_up"] == dt.date(2026, 11, 18)
    assert (fields["channel"], fields["evidence"]) == (
        "video",
        ("https://a.example/1", "https://b.example/2"),
    )


_LINKS = "### Proof (link)\n\nhttps://a.example/1  https://b.example/2"


def test_what_looks_like_a_heading_in_the_text_is_text() -> None:
    said = "First.\n### Company\n\nElsewhere\n### First name\n\nEve"
    fields, wrong = read_form(body(Summary=said), OPENED)
    assert wrong == ()
    assert (fields["first_name"], fields["employer"], fields["summary"]) == (
        "Ingrid",
        "Harbour Analytics",
        said,
    )


def test_what_nobody_sees_is_taken_out() -> None:
    fields, _ = read_form(body(First_name="In\u202egr\x00id", Summary="a\x1b[2Jb\nc"), OPENED)
    assert (fields["first_name"], fields["summary"]) == ("Ingrid", "a[2Jb\nc")


def test_what_is_wrong_is_told_by_its_label() -> None:
    given = body(First_name="", Kind_of_contact="By magic", Date="17/11/2026")
    _, wrong = read_form(given, OPENED)
    assert [one.partition(":")[0] for one in wrong] == ["**Kind of contact**", "**Date**", "**First name**"]


def test_another_issue_is_no_contact() -> None:
    for text in ("", "Hello", "### Something else\n\nIngrid", "_No response_"):
        assert read_form(text, OPENED) == ({}, ("This issue was not made with the form “Log a contact”.",))


PIECES = st.sampled_from(
    [f"### {label}\n\n" for label in LABELS] + ["_No response_", "\r\n", "### ", "- ", ": #"]
)


@examples(300)
@given(parts=st.lists(PIECES | st.text(max_size=20), max_size=30))
def test_no_body_breaks_it(parts: list[str]) -> None:
    fields, wrong = read_form("".join(parts), OPENED)
    assert wrong or {"date", "kind", "first_name"} <= set(fields)
    assert all(
        "\n" not in value for key, value in fields.items() if isinstance(value, str) and key != "summary"
    )


@examples(200)
@given(said=st.text(max_size=200), name=st.text(min_size=1, max_size=30))
def test_a_text_never_changes_another_answer(said: str, name: str) -> None:
    fields, wrong = read_form(body(Summary=said, First_name="N" + name.split("\n")[0].strip()), OPENED)
    assert fields["employer"] == "Harbour Analytics" or wrong


def test_titles_degrees_and_pronouns_are_no_part_of_a_name() -> None:
    text = body().replace("Ingrid", "Dr. Ingrid (she/her)").replace("Solberg", "Solberg, PhD")
    fields, _ = read_form(text, OPENED)
    assert (fields["first_name"], fields["last_name"]) == ("Ingrid", "Solberg")


def test_the_coachs_form_has_these_labels_and_choices() -> None:
    form = yaml.safe_load((shipped_template() / "answer-as-coach-form.yml").read_text("utf-8"))
    fields = [one for one in form["body"] if one["type"] != "markdown"]
    assert [(one["attributes"]["label"], one["id"]) for one in fields] == list(COACH_LABELS.items())
    assert fields[0]["attributes"]["options"] == list(WISHES)
    assert fields[-1]["type"] == "textarea"
    workflow = (shipped_template() / "answer-as-coach-workflow.yml").read_text("utf-8")
    assert f"startsWith(github.event.issue.body, '### {next(iter(COACH_LABELS))}')" in workflow


def test_what_a_coach_asks_for_is_read() -> None:
    for weeks, found in (
        ("9", ("9",)),
        ("9, 10 and W31", ("9", "10", "W31")),
        ("week 9; week 10", ("week", "9", "week", "10")),
        ("", ()),
    ):
        form = read_coach_form(coach_body("Acknowledge", Weeks=weeks, text="a\u202eb\n### Weeks\n\n7"))
        assert (form.wish, form.weeks, form.text) == ("acknowledged", found, "ab\n### Weeks\n\n7")
        assert (form.problems == ()) == bool(found)
    leave = read_coach_form(coach_body("Grant leave", first=" 2026-12-21 ", text=""))
    assert (leave.first, [one.partition(":")[0] for one in leave.problems]) == (
        "2026-12-21",
        ["**Last day of leave**", "**Reason, or what you write**"],
    )
    assert read_coach_form(coach_body("Leave everything")).wish is None


@examples(150)
@given(parts=st.lists(st.sampled_from([f"### {label}\n\n" for label in COACH_LABELS]) | st.text(max_size=20)))
def test_no_body_breaks_the_coachs_form(parts: list[str]) -> None:
    form = read_coach_form("".join(parts))
    assert form.problems or (form.wish and form.text)
    assert not any("\n" in one for one in (*form.weeks, *form.requirements, form.first, form.last))
