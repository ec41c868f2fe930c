"""GitLab's code quality report: its keys, and fingerprints that are a finding's own and stay."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from generator.core.diagnostics import Location, Severity, public_path
from generator.reporters.escape import with_fingerprints
from tests.support.diagnostics import finding, told
from tests.support.hypothesis_profile import examples
from tests.support.reporter_runs import RUNS, printed

# As GitLab's documentation of the format lists it: every key is needed, and none besides is read.
SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "pattern": "^[^./]"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
Capture = pytest.CaptureFixture[str]


def rows(text: str) -> list[dict[str, Any]]:
    """The rows of a report that GitLab would take, each with a fingerprint of its own."""
    found: list[dict[str, Any]] = json.loads(text)
    Draft202012Validator(SCHEMA).validate(found)
    marks = [row["fingerprint"] for row in found]
    assert len(set(marks)) == len(marks)
    return found


@pytest.mark.parametrize("which", RUNS)
@pytest.mark.parametrize("more", [(), ("--private-details",)], ids=["plain", "details"])
def test_a_check_prints_a_report_that_is_taken(
    which: str, more: tuple[str, ...], tmp_path: Path, capsys: Capture
) -> None:
    found = json.loads(printed("json", which, tmp_path, capsys))["diagnostics"]
    report = rows(printed("gitlab", which, tmp_path, capsys, *more))
    assert [(row["check_name"], row["location"]["path"]) for row in report] == [
        (one["rule"], one["path"] if more else public_path(one["path"])) for one in found
    ]


def test_no_findings_are_an_empty_list() -> None:
    assert rows(told("gitlab", code=0)) == []


def test_fingerprints_stay_while_lines_are_put_in_above(tmp_path: Path, capsys: Capture) -> None:
    before = rows(printed("gitlab", "everything wrong", tmp_path, capsys))
    moved = 0
    for path in tmp_path.rglob("content/private/contacts/*.yaml"):
        path.write_bytes(b"# one\n# two\n# three\n" + path.read_bytes())
        moved += 1
    assert moved
    from tests.support.canaries import AS_OF
    from tests.support.command import run

    args = ("check", "--root", str(tmp_path), "--as-of", AS_OF, "--format", "gitlab")
    after = rows(run(capsys, *args).out)
    assert {row["fingerprint"] for row in after} == {row["fingerprint"] for row in before}
    lines = [[row["location"]["lines"]["begin"] for row in found] for found in (before, after)]
    assert lines[0] != lines[1]


def test_fingerprints_say_nothing_of_the_message() -> None:
    quoting, silent = finding("`Ann Lee` is blank."), finding("A field is blank.")
    (one,), (other,) = with_fingerprints((quoting,)), with_fingerprints((silent,))
    assert one[1] == other[1]


found = st.builds(
    lambda rule, path, line, week, message: finding(
        message, rule=rule, location=Location(path, line, 1), week=week, severity=Severity.WARNING
    ),
    st.text(string.ascii_lowercase, min_size=1, max_size=2),
    st.sampled_from(["a.yaml", "b.yaml", "a\0b.yaml"]),
    st.integers(1, 3),
    st.sampled_from([None, "2026-W23", "2026-W24"]),
    st.text(max_size=3),
)


@given(st.lists(found, max_size=30))
@examples(100)
def test_fingerprints_are_never_shared(several: list[Any]) -> None:
    marks = [mark for _, mark in with_fingerprints(tuple(several))]
    assert len(set(marks)) == len(several)
