"""Records: each value typed by its field, and all of them in order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.core.diagnostics import Severity
from generator.model.contact import Contact, NextStep
from generator.model.fields import Evidence
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.reading.journal import read_journal
from generator.reading.portfolio import PLACEHOLDER
from generator.reading.records import read_folder
from tests.support.contacts import CHICAGO, FOLDER, PATH, read_one
from tests.support.repositories import places, write

FULL = """\
- date: 2026-06-02
  kind: networking
  first_name: NO
  last_name: "0123"
  title: null
  employer: 12:30
  channel: in-person
  summary: |
    We talked: about null, ~ and 0123.
  field: off
  stage: final
  follow_up: 2026-06-03T03:00Z
  evidence:
    - https://example.com/a
    - content/private/evidence/a.png
    - {path: content/private/evidence/b.png, sha256: abc}
  email: "@handle"
  phone: +15551234
  person: 007
  single_name: no
  bounced: FALSE
  introduced_by: ~
  next_step: {on: 2026-06-09, what: yes}
"""


def test_each_value_is_typed_by_its_field_from_its_text(tmp_path: Path) -> None:
    read = read_one(tmp_path, FULL)
    (contact,) = read.records
    assert (read.diagnostics, read.unreadable) == ((), ())
    assert isinstance(contact, Contact)
    assert contact.origin.location == (PATH, 1, 3)
    assert contact == Contact(
        origin=contact.origin,
        date=dt.date(2026, 6, 2),
        kind="networking",
        first_name="NO",
        last_name="0123",
        title="null",
        employer="12:30",
        channel="in-person",
        summary="We talked: about null, ~ and 0123.\n",
        field="off",
        stage="final",
        follow_up=dt.date(2026, 6, 2),
        evidence=(
            Evidence(link="https://example.com/a"),
            Evidence(path="content/private/evidence/a.png"),
            Evidence(path="content/private/evidence/b.png", sha256="abc"),
        ),
        email="@handle",
        phone="+15551234",
        person="007",
        single_name=False,
        bounced=False,
        introduced_by=None,
        next_step=NextStep(on=dt.date(2026, 6, 9), what="yes"),
    )


def test_each_value_knows_where_it_stands_nested_ones_too(tmp_path: Path) -> None:
    (contact,) = read_one(tmp_path, FULL).records
    assert contact.origin.location_of("follow_up") == (PATH, 12, 14)
    assert contact.origin.location_of("next_step") == (PATH, 23, 14)
    assert contact.origin.location_of("next_step.what") == (PATH, 23, 37)
    assert contact.origin.location_of("introduced_by") == contact.origin.location, "nothing is written there"


@pytest.mark.parametrize("written", ["", "~", "null", '""', "' '"])
def test_a_key_without_a_value_is_as_good_as_absent(tmp_path: Path, written: str) -> None:
    read = read_one(
        tmp_path, f"- date: 2026-06-02\n  kind: interview\n  follow_up: {written}\n  stage: {written}\n"
    )
    (contact,) = read.records
    assert isinstance(contact, Contact)
    assert (contact.follow_up, contact.stage, read.diagnostics) == (None, None, ())


def test_records_stand_in_order_of_path_and_line_and_other_files_are_named(tmp_path: Path) -> None:
    record = "- {date: 2026-06-02, kind: interview, first_name: %s}\n"
    files = {f"{FOLDER}/{name}.yaml": (record % f"{name}1") + (record % f"{name}2") for name in ("b", "a")}
    write(
        tmp_path,
        {**files, f"{FOLDER}/c.yml": record % "c", f"{FOLDER}/notes.docx": b"PK\0", f"{FOLDER}/.x": "-"},
    )
    read = read_folder(tmp_path, FOLDER, "contacts", Contact, CHICAGO, 256)
    assert [contact.first_name for contact in read.records] == ["a1", "a2", "b1", "b2", "c"]
    assert read.diagnostics == (), "the reader of the whole tells of it"
    told = [one for one in read_journal(tmp_path, PLACEHOLDER, None)[1] if one.severity is Severity.ERROR]
    assert places(told) == [f"{FOLDER}/notes.docx:1:1 private-file-unread"]
    assert read.unreadable == (), "a stray document may back a record up, it is none"


LF = FULL + "- {date: 2026-06-32, kind: interview}\n- date: 2026-06-03\n  kind: x: y\n"


@pytest.mark.parametrize(
    "data",
    [LF.replace("\n", "\r\n").encode(), LF.encode("utf-8-sig"), LF.replace("\n", "\r\n").encode("utf-8-sig")],
    ids=["CRLF", "BOM", "both"],
)
def test_line_ends_and_byte_order_marks_change_neither_records_nor_places(
    tmp_path: Path, data: bytes
) -> None:
    assert read_one(tmp_path / "other", data) == read_one(tmp_path / "lf", LF)


def test_numbers_of_goals_and_answers_of_offers(tmp_path: Path) -> None:
    text = "- {title: Talks, target: 12, current: 7.5, due: 2026-12-01}\n- {title: x, target: many}\n"
    read = read_one(tmp_path, text, Goal)
    goals = [goal for goal in read.records if isinstance(goal, Goal)]
    assert [(goal.target, goal.current) for goal in goals] == [(12.0, 7.5), (None, None)]
    assert places(read.diagnostics) == [f"{PATH}:2:22 unreadable-number"]
    text = "- {employer: Arbor, title: Dev, received: 2026-06-02, full_time: yes, negotiated: {asked: a}}"
    (offer,) = read_one(tmp_path, text, Offer).records
    assert isinstance(offer, Offer)
    assert offer.full_time is True
    assert offer.negotiated is not None
    assert offer.negotiated.granted is None  # not said: unknown, never no
