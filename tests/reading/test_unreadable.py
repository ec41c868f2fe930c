"""What could not be read is remembered with the day that it may have held, where that is known."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.model.contact import Contact
from generator.model.kinds import Unreadable
from generator.reading.records import read_folder
from tests.support.contacts import CHICAGO, FOLDER, HEAD, read_one
from tests.support.repositories import places, write

DAY = dt.date(2026, 6, 2)

WHEN: dict[str, tuple[str | bytes, list[dt.date | None]]] = {
    "sound": (HEAD, []),
    "a slip beside the day": (HEAD + "titel: x\n", [DAY]),
    "no kind": ("- date: 2026-06-02\n", [DAY]),
    "a kind that is none": ("- date: 2026-06-02\n  kind: talk\n", [DAY]),
    "no kind, and a follow-up elsewhere": ("- date: 2026-06-02\n  follow_up: 2026-06-12\n", [None]),
    "a slip, and a follow-up elsewhere": (HEAD + "follow_up: 2026-06-12\n  titel: x\n", [None]),
    "an unreadable day": ("- date: 2026-06-31\n  kind: interview\n", [None]),
    "an unreadable follow-up": (HEAD + "follow_up: soon\n", [None]),
    "no day": ("- kind: interview\n", [None]),
    "no record": ("- Ann Lee\n", [None]),
    "two slips in two records": (
        HEAD + "a: x\n" + HEAD.replace("06-02", "06-09") + "b: y\n",
        [DAY, dt.date(2026, 6, 9)],
    ),
    "broken YAML in one record": (HEAD + "\n- date: [\n", [None]),
    "a key twice": (HEAD + "kind: interview\n", [None]),
    "no list": ("date: 2026-06-02\n", [None]),
    "no text": (b"\x00\x01", [None]),
    "no UTF-8": (b"- \xff", [None]),
    "too large": ("#" * 300 * 1024, [None]),
}


@pytest.mark.parametrize(("text", "days"), WHEN.values(), ids=WHEN)
def test_damage_is_of_the_day_that_is_known(
    tmp_path: Path, text: str | bytes, days: list[dt.date | None]
) -> None:
    assert [(lost.kind, lost.day) for lost in read_one(tmp_path, text).unreadable] == [
        ("contacts", day) for day in days
    ]


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        (HEAD + "a: x\n", [(1, (f"{FOLDER}/w.yaml", 1, 3))]),
        ("- kind: interview\n- Ann Lee\n", [(1, None), (1, None)]),
        ("date: 2026-06-02\n", [(None, None)]),
        (b"- \xff", [(None, None)]),
    ],
)
def test_a_lost_record_is_one_and_a_lost_file_any_number(
    tmp_path: Path, text: str | bytes, lost: list[tuple[int | None, object]]
) -> None:
    read = read_one(tmp_path, text)
    assert [(one.records, one.position) for one in read.unreadable] == lost


def test_a_folder_that_cannot_be_read_is_damage(tmp_path: Path) -> None:
    write(tmp_path, {FOLDER: "a file"})
    read = read_folder(tmp_path, FOLDER, "contacts", Contact, CHICAGO, 256)
    assert read.unreadable == (Unreadable("contacts"),)
    assert places(read.diagnostics) == [f"{FOLDER}:1:1 file-unreadable"]
