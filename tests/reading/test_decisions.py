"""The coach's file: each decision that can be read, and why the others are void."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.model.decision import WeekRange
from generator.model.fields import WeekName
from generator.model.kinds import Unreadable
from generator.reading.decisions import PATH, ReadDecisions, read_decisions
from tests.support.repositories import marked, places, write

DECISION = "weeks: [2026-W23], decision: waived, reason: Ill., by: Dana, on: 2026-06-08"
PAUSE = "from: 2026-12-21, to: 2027-01-03, reason: Rest., by: Dana, on: 2026-12-01"


def _read(root: Path, text: str | bytes) -> ReadDecisions:
    write(root, {PATH: text})
    return read_decisions(root, dt.UTC, 64)


def test_decisions_and_pauses_are_read(tmp_path: Path) -> None:
    several = DECISION.replace("[2026-W23]", "{from: 2026-W24, to: 2026-W25}")
    text = f"""\
graduate: Sam Example
decisions:
  - {{{DECISION}, requirements: [contacts], until: 2026-07-01}}
  - {{{several}}}
pauses: [{{{PAUSE}}}]
"""
    read = _read(tmp_path, text)
    assert (read.graduate, read.diagnostics, read.unreadable) == ("Sam Example", (), ())
    first, second = read.decisions
    assert first.weeks == ("2026-W23",)
    assert second.weeks == WeekRange(WeekName("2026-W24"), WeekName("2026-W25"))
    assert (first.requirements, second.requirements) == (("contacts",), None)
    assert (first.origin.line, second.origin.line) == (3, 4)
    assert [(p.first, p.last) for p in read.pauses] == [(dt.date(2026, 12, 21), dt.date(2027, 1, 3))]


@pytest.mark.parametrize(
    "text", ["", "# none yet\n", "decisions:\n", "decisions: []\npauses: ~\n", "graduate:\n"]
)
def test_an_empty_file_decides_nothing(tmp_path: Path, text: str) -> None:
    assert _read(tmp_path, text) == ReadDecisions()
    assert read_decisions(tmp_path / "nowhere", dt.UTC, 64) == ReadDecisions()


def _decided(old: str, new: str) -> str:
    return "decisions: [{" + DECISION.replace(old, new) + "}]"


def _paused(old: str, new: str) -> str:
    return "pauses: [{" + PAUSE.replace(old, new) + "}]"


VOID = {
    "no reason": (
        "decisions: [‸{weeks: [2026-W23], decision: waived, by: D, on: 2026-06-08}]",
        "missing-key",
    ),
    "blank reason": (_decided("Ill.", "‸' '"), "missing-key"),
    "empty by": (_decided("by: Dana", "by: ‸~"), "missing-key"),
    "no such week": (_decided("2026-W23", "‸2026-W54"), "unreadable-week"),
    "one week, no list": (_decided("[2026-W23]", "‸2026-W23"), "value-of-wrong-shape"),
    "no week": (_decided("[2026-W23]", "‸[]"), "missing-key"),
    "half a range": (_decided("[2026-W23]", "‸{from: 2026-W23}"), "missing-key"),
    "another word": (_decided("waived", "‸excused"), "unknown-word"),
    "over before made": (
        _decided("2026-06-08", "2026-06-08, until: ‸2026-06-07"),
        "decision-until-before-on",
    ),
    "text": ("decisions:\n  - ‸waive it\n", "value-of-wrong-shape"),
    "pause backwards": (_paused("to: 2027", "to: ‸2026"), "pause-of-impossible-length"),
    "endless pause": (_paused("to: 2027", "to: ‸2028"), "pause-of-impossible-length"),
}


@pytest.mark.parametrize(("written", "rule"), VOID.values(), ids=VOID)
def test_a_decision_that_cannot_be_read_is_void_and_alone_so(tmp_path: Path, written: str, rule: str) -> None:
    text, line, column = marked(written)
    read = _read(tmp_path, text)
    assert places(read.diagnostics) == [f"{PATH}:{line}:{column} {rule}"]
    assert read.diagnostics[0].hint
    assert (read.decisions, read.pauses) == ((), ())
    assert read.unreadable == ()


UNREADABLE: dict[str, tuple[str | bytes, str]] = {
    "no text": (b"\0", "1:1 file-not-text"),
    "broken": ("decisions: [\n", "1:12 yaml-syntax"),
    "a list": (f"- {{{DECISION}}}\n", "1:1 value-of-wrong-shape"),
    "a group for the list": (f"decisions: {{{DECISION}}}\n", "1:12 value-of-wrong-shape"),
    "twice": (f"decisions: [{{{DECISION}}}]\ndecisions: []\n", "2:1 duplicate-key"),
}


@pytest.mark.parametrize(("text", "told"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_may_hide_decisions_is_damage(tmp_path: Path, text: str | bytes, told: str) -> None:
    read = _read(tmp_path, text)
    assert places(read.diagnostics) == [f"{PATH}:{told}"]
    assert read.unreadable == (Unreadable("decisions"),)


def test_keys_that_are_none_and_a_graduate_that_is_no_name_are_told(tmp_path: Path) -> None:
    read = _read(tmp_path, "graduate: [Sam]\ndecision: []\nstatus: fine\n")
    assert places(read.diagnostics) == [
        f"{PATH}:2:1 unknown-key",
        f"{PATH}:3:1 unknown-key",
        f"{PATH}:1:11 value-of-wrong-shape",
    ]
    assert [one.hint for one in read.diagnostics[:2]] == [
        "Did you mean `decisions`?",
        "Valid keys: decisions, graduate, pauses.",
    ]


def test_a_link_in_its_place_is_told_though_it_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).symlink_to("nowhere.yaml")
    read = read_decisions(tmp_path, dt.UTC, 64)
    assert places(read.diagnostics) == [f"{PATH}:1:1 symlink-in-content"]
    assert read.unreadable == (Unreadable("decisions"),)
