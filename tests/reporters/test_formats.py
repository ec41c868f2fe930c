"""The formats for programs: what their readers ask for, and nothing that steers them."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Counts, Location, Severity
from generator.reporters.escape import printable, printable_json
from generator.reporters.registry import FORMATS
from tests.support.diagnostics import FORMATS_OF_LINES, NASTY, PATH, finding, told
from tests.support.hypothesis_profile import examples


def test_json_has_the_fields_of_the_report() -> None:
    one = finding("A.", hint="B.", week="2026-W40", counts=Counts(3, 8))
    said = json.loads(told("json", one, finding(location=Location(PATH))))
    assert (said["format"], said["exit_code"]) == (1, 1)
    assert said["diagnostics"] == [
        {
            "rule": "unknown-key",
            "severity": "error",
            "message": "A.",
            "path": PATH,
            "line": 2,
            "column": 1,
            "week": "2026-W40",
            "requirement": "contacts",
            "hint": "B.",
        },
        {
            "rule": "unknown-key",
            "severity": "error",
            "message": "Something is wrong.",
            "path": PATH,
            "line": None,
            "column": None,
            "week": None,
            "requirement": None,
            "hint": None,
        },
    ]


def test_github_annotates_nine_of_a_kind_and_counts_the_rest() -> None:
    errors = [finding(f"Error {n}.") for n in range(12)]
    lines = told(
        "github", *errors, finding(severity=Severity.WARNING), finding(severity=Severity.NOTE)
    ).splitlines()
    assert lines[0] == "::error file=content/blog/a.md,line=2,col=1,title=unknown-key::Error 0."
    kinds = ["error", "warning", "notice"]
    assert [sum(line.startswith(f"::{kind} ") for line in lines) for kind in kinds] == [9, 1, 1]
    assert "weekproof: 3 more of kind error, not annotated here" in lines
    assert lines[-1] == "weekproof: 14 findings, exit code 1"


def test_github_escapes_what_ends_a_value_or_a_line() -> None:
    nasty = finding("50 %, a:b\n::x", location=Location("content/a,b:c%.md", 1, 1), hint="So.")
    line = told("github", nasty).splitlines()[0]
    assert line == (
        "::error file=content/a%2Cb%3Ac%25.md,line=1,col=1,title=unknown-key::50 %25, a:b\\x0a::x So."
    )


def test_gitlab_gets_the_keys_it_lists_and_marks_that_stay() -> None:
    rows = json.loads(
        told("gitlab", finding("A."), finding("B."), finding(location=Location("x"), severity=Severity.NOTE))
    )
    assert {key for row in rows for key in row} == {
        "description",
        "check_name",
        "fingerprint",
        "severity",
        "location",
    }
    assert [row["severity"] for row in rows] == ["major", "major", "info"]
    assert rows[2]["location"] == {"path": "x", "lines": {"begin": 1}}
    assert len({row["fingerprint"] for row in rows}) == 3
    moved = json.loads(told("gitlab", finding("Other words.", location=Location(PATH, 99, 9))))
    assert moved[0]["fingerprint"] == rows[0]["fingerprint"], "lines above come and go"


def test_sarif_names_each_rule_once_and_points_at_its_results() -> None:
    log = json.loads(
        told(
            "sarif",
            finding("A."),
            finding("B.", rule="file-ignored"),
            finding("C.", location=Location("a b.md")),
        )
    )
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["file-ignored", "unknown-key"]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
        "unknown-key",
        "file-ignored",
        "unknown-key",
    ]
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]
    ]
    assert uris == [PATH, PATH, "a%20b.md"]


def test_junit_has_a_case_for_each_error() -> None:
    text = told(
        "junit", finding("A <b>."), finding(severity=Severity.WARNING), finding("C.", rule="yaml-syntax")
    )
    root = ElementTree.fromstring(text)  # noqa: S314 - our own output
    suite = root.find("testsuite[@name='findings']")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "2")
    failures = [failure.get("message") for failure in suite.findall("testcase/failure")]
    assert failures == ["A <b>.", "C."]


def test_the_summary_lets_no_text_become_markdown() -> None:
    text = told("summary", finding("<img src=x> [a](b) *c* _d_ | e"))
    assert "## Weekproof: failed" in text
    assert "&lt;img src=x&gt; \\[a\\](b) \\*c\\* \\_d\\_ \\| e" in text


def test_the_summary_stays_below_the_limit_of_its_reader() -> None:
    text = told("summary", *(finding(f"{n} " + "x" * 900) for n in range(2000)))
    assert len(text.encode()) < 1024 * 1024
    assert "There is more" in text


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_that_somebody_wrote_steers_a_reader(name: str) -> None:
    one = finding(NASTY, hint=NASTY, location=Location(f"content/{NASTY}.md", 1, 1))
    text = told(name, one, verbose=True)
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2028\r")
    assert "##[" not in text
    assert "##vso[" not in text
    for line in text.splitlines():
        commands = line.lstrip().startswith("::")
        assert not commands or (name == "github" and line.startswith("::error file=content/")), line


@given(st.text(max_size=60), st.sampled_from(FORMATS_OF_LINES))
@examples(300)
def test_whatever_stands_in_a_path_or_a_message_stays_one_line(text: str, name: str) -> None:
    plain = told(name, finding("x", hint="y", location=Location("content/x.md", 1, 1)), verbose=True)
    odd = told(
        name,
        finding(f"x{text}", hint=f"y{text}", location=Location(f"content/x{text}.md", 1, 1)),
        verbose=True,
    )
    assert len(odd.splitlines()) == len(plain.splitlines())


@given(st.text(max_size=80))
@examples(300)
def test_printable_text_is_one_line_of_visible_signs(text: str) -> None:
    shown = printable(text)
    assert len(shown.splitlines()) <= 1
    assert not shown.lstrip().startswith("::")
    assert "##[" not in shown
    if text.isprintable() and ":" not in text and "#" not in text:
        assert shown == text


@given(st.recursive(st.text(max_size=20), lambda inner: st.lists(inner, max_size=4), max_leaves=8))
@examples(200)
def test_json_says_the_same_made_safe(value: object) -> None:
    for marked in (value, [value, "##[x] ##vso[y]"]):
        safe = printable_json(json.dumps(marked))
        assert json.loads(safe) == marked
        assert "##[" not in safe
