"""Each fault of a record is told at its place, with a word about what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.core.diagnostics import Severity
from generator.model.contact import Contact
from generator.model.fields import Evidence
from tests.support.contacts import HEAD, PATH, read_one
from tests.support.repositories import marked, places

# What is written, the rule it breaks, a part of the message and of the hint.
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "unknown key": (
        HEAD + "‸follow up: 2026-06-03\n",
        "unknown-key",
        "`follow up` isn't a valid key",
        "`follow_up`?",
    ),
    "another's key": (
        HEAD + "‸company: Acme\n",
        "unknown-key",
        "`company` isn't a valid key",
        "`employer: Acme`",
    ),
    "key of a group": (
        HEAD + "‸what: Send the link\n",
        "unknown-key",
        "`what` isn't a valid key",
        "It belongs below `next_step`.",
    ),
    "key in a group that is of none": (
        HEAD + "next_step: {on: 2026-06-09, what: Send it, ‸phone: '1'}\n",
        "unknown-key",
        "`phone` isn't a valid key",
        "begin a line of its own with `phone:`",
    ),
    "capital key": (
        HEAD + "‸First Name: Ann\n",
        "unknown-key",
        "`First Name` isn't a valid key",
        "`first_name`?",
    ),
    "no space behind the dash": (
        "‸-date: 2026-06-02\n",
        "value-of-wrong-shape",
        "This should be a list of records, not",
        "Start",
    ),
    "unknown word": (
        HEAD + "stage: ‸on site\n",
        "unknown-word",
        "`on site` isn't a valid `stage`.",
        "`on-site`?",
    ),
    "no known word": (
        HEAD + "stage: ‸done\n",
        "unknown-word",
        "`done` isn't a valid `stage`.",
        "Use one of",
    ),
    "wild kind": (
        "- date: 2026-06-02\n  kind: ‸External Recruiter\n",
        "unknown-word",
        "Recruiter`",
        "`external-re",
    ),
    "day": (
        HEAD + "follow_up: ‸2026-11-31\n",
        "unreadable-date",
        "November has 30 days.",
        "Its last day is 2026-11-30.",
    ),
    "boolean": (HEAD + "bounced: ‸perhaps\n", "unreadable-boolean", "`perhaps`", "true or false"),
    "list for text": (
        HEAD + "summary: ‸[a, b]\n",
        "value-of-wrong-shape",
        "should be text, not a list",
        'in quotes: `summary: "[a, b]"`',
    ),
    "group for text": (
        HEAD + "summary: ‸{a: b}\n",
        "value-of-wrong-shape",
        "not a group of keys",
        "after `summary:`",
    ),
    "list for a word": (
        HEAD + "stage: ‸[final]\n",
        "value-of-wrong-shape",
        "should be one word",
        "Remove the brackets: `stage: final`",
    ),
    "list for a day": (
        HEAD + "follow_up: ‸[2026-06-03]\n",
        "value-of-wrong-shape",
        "should be text, not a list",
        "Remove the brackets: `follow_up: 2026-06-03`",
    ),
    "text for a list": (
        HEAD + "evidence: ‸https://e.example\n",
        "value-of-wrong-shape",
        "should be a list",
        "Put it in brackets: [https://e.example].",
    ),
    "group in a list": (
        HEAD + "evidence: [‸{link: x}]\n",
        "value-of-wrong-shape",
        "{path, sha256}",
        "after `",
    ),
    "text for a group": (
        HEAD + "next_step: ‸soon\n",
        "value-of-wrong-shape",
        "a group of keys",
        "under `next_step:`",
    ),
    "unknown nested key": (
        HEAD + "next_step: {on: 2026-06-09, ‸wat: x, what: y}\n",
        "unknown-key",
        "`wat`",
        "`what`?",
    ),
    "missing nested key": (
        HEAD + "next_step: ‸{on: 2026-06-09}\n",
        "missing-key",
        "`what` is missing.",
        "Add a line",
    ),
    "missing key": ("- ‸kind: interview\n", "missing-key", "`date` is missing.", "Add a line `date: …`."),
    "empty key": (
        "- date:‸\n  kind: interview\n",
        "missing-key",
        "`date` is empty.",
        "Write its value after `date:`.",
    ),
    "empty word": ('- date: 2026-06-02\n  kind: ‸""\n', "missing-key", "`kind` is empty.", "after `kind:`"),
    "null word": ("- date: 2026-06-02\n  kind: ‸null\n", "missing-key", "`kind` is empty.", "after `kind:`"),
    "a record that is text": (
        "- ‸Ann Lee\n",
        "value-of-wrong-shape",
        "This should be `key: value` lines, not text",
        "Start the record with `- key: value`",
    ),
    "a record that is a list": (
        "- ‸[Ann, Lee]\n",
        "value-of-wrong-shape",
        "This should be `key: value` lines, not a list",
        "Start the record with",
    ),
    "a file that is text": (
        "‸Ann Lee\n",
        "value-of-wrong-shape",
        "This should be a list of records, not",
        "Start each record",
    ),
    "a file that is a group": (
        "‸date: 2026-06-02\n",
        "value-of-wrong-shape",
        "This should be a list of records, not",
        "Start each",
    ),
}


@pytest.mark.parametrize(("written", "rule", "message", "hint"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_where_it_stands(
    tmp_path: Path, written: str, rule: str, message: str, hint: str
) -> None:
    text, line, column = marked(written)
    read = read_one(tmp_path, text)
    (found,) = read.diagnostics
    assert places([found]) == [f"{PATH}:{line}:{column} {rule}"]
    assert found.severity is Severity.ERROR
    assert message in found.message
    assert hint in (found.hint or "")
    assert [damage.kind for damage in read.unreadable] == ["contacts"]


def test_all_faults_of_all_records_are_told_in_one_run(tmp_path: Path) -> None:
    text = "- {date: 2026-06-31, kind: interviews, bounced: x}\n- {kind: interview, titel: x}\n- no\n"
    read = read_one(tmp_path, text)
    told = [location.removeprefix(PATH) for location in places(read.diagnostics)]
    assert told == [
        ":1:10 unreadable-date",
        ":1:28 unknown-word",
        ":1:49 unreadable-boolean",
        ":2:21 unknown-key",
        ":2:3 missing-key",
        ":3:3 value-of-wrong-shape",
    ]
    assert read.records == ()


def test_a_value_that_is_not_needed_is_left_out_and_the_record_stays(tmp_path: Path) -> None:
    read = read_one(
        tmp_path, HEAD + "first_name: Ann\n  stage: done\n  evidence: [https://e.example, {a: b}, , c]\n"
    )
    assert read.records == ()  # two commas are no YAML
    read = read_one(
        tmp_path, HEAD + "first_name: Ann\n  stage: done\n  evidence: [https://e.example, {a: b}, c]\n"
    )
    (contact,) = read.records
    assert isinstance(contact, Contact)
    assert (contact.first_name, contact.stage) == ("Ann", None)
    assert contact.evidence == (Evidence(link="https://e.example"), Evidence(path="c"))
