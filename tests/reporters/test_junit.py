"""JUnit XML, read by a well-known parser: one case a week and requirement, one an error besides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml, Skipped, TestCase, TestSuite

from generator.core.diagnostics import Location, Severity
from generator.model.verdict import Evaluation
from generator.reporters.registry import RunResult, Style, reporter
from tests.support.diagnostics import finding, told
from tests.support.hypothesis_profile import examples
from tests.support.reporter_runs import RUNS, printed
from tests.support.rules.searches import contact, decision, journal, judged, requirement, terms, with_


def suites(text: str) -> dict[str, TestSuite]:
    """The suites by name, their counts as they say they are."""
    found = {suite.name: suite for suite in JUnitXml.fromstring(text.encode())}
    for suite in found.values():
        cases = list(suite)
        outcomes = [outcome(case) for case in cases]
        assert (suite.tests, suite.errors) == (len(cases), 0)
        assert (suite.failures, suite.skipped) == (outcomes.count("failed"), outcomes.count("skipped"))
        names = [(case.classname, case.name) for case in cases]
        assert len(set(names)) == len(names), "a reader keeps one case of a name"
        assert all(case.name and case.classname for case in cases)
    assert list(found) == ["weeks", "findings"]
    return found


def outcome(case: TestCase) -> str:
    """How a case went, in one word."""
    if not case.result:
        return "passed"
    (result,) = case.result
    return {Failure: "failed", Skipped: "skipped"}[type(result)]


@pytest.mark.parametrize("which", RUNS)
@pytest.mark.parametrize("more", [(), ("--private-details",)], ids=["plain", "details"])
def test_a_check_prints_what_a_parser_reads(
    which: str, more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = suites(printed("junit", which, tmp_path, capsys, *more))
    errors = [
        one
        for one in json.loads(printed("json", which, tmp_path, capsys))["diagnostics"]
        if one["severity"] == "error"
    ]
    failed = [case for suite in found.values() for case in suite if outcome(case) == "failed"]
    assert sorted(case.result[0].type for case in failed) == sorted(one["rule"] for one in errors)


def of_weeks(evaluation: Evaluation) -> dict[tuple[str, str], str]:
    text = reporter("junit")(RunResult(evaluation.diagnostics, 1, evaluation), Style(root=None))
    return {(case.classname, case.name): outcome(case) for case in suites(text)["weeks"]}


def test_each_week_and_requirement_is_a_case() -> None:
    commitment = terms(requirement("contacts"), requirement("posts"))
    commitment = with_(commitment, window=with_(commitment.window, days=35))
    found = journal(
        contact("06-02"),
        contact("06-09", 2),
        decision("2026-W24", "06-15", "waived"),
        decision("2026-W25", "06-22", "acknowledged", 2),
    )
    cases = of_weeks(judged(commitment, "06-25", found))
    assert cases == {
        ("2026-W23", "contacts"): "passed",
        ("2026-W23", "posts"): "failed",
        ("2026-W24", "contacts"): "passed",
        ("2026-W24", "posts"): "skipped",
        ("2026-W25", "contacts"): "passed",
        ("2026-W25", "posts"): "passed",
        ("2026-W26", "contacts"): "skipped",
        ("2026-W26", "posts"): "skipped",
        ("2026-W27", "contacts"): "skipped",
        ("2026-W27", "posts"): "skipped",
    }


def test_names_stay_the_same_while_counts_change() -> None:
    commitment = terms(requirement("contacts", minimum=3))
    before, after = (
        judged(commitment, "06-10", journal(*(contact("06-02", n) for n in range(count)))) for count in (1, 2)
    )
    assert of_weeks(before).keys() == of_weeks(after).keys()


def test_findings_alike_have_names_of_their_own() -> None:
    alike = [finding(week=week, location=Location("a.yaml", 3, 1)) for week in ("2026-W23", "2026-W24", None)]
    cases = list(
        suites(told("junit", *alike, finding("Other.", location=Location("a.yaml", 3, 1))))["findings"]
    )
    assert len(cases) == 4


@pytest.mark.parametrize("sign", ["\uffff", "\ufffe", "\x00", "\x0b", "\x85", "\ufdd0", "\U0001ffff", "]]>"])
def test_what_no_xml_may_hold_is_spelled_out(sign: str) -> None:
    text = told("junit", finding(f"a{sign}b", hint=sign, location=Location(f"content/{sign}.md", 1, 1)))
    (case,) = suites(text)["findings"]
    assert outcome(case) == "failed"


@given(st.text(), st.text(), st.text())
@examples(150)
def test_whatever_is_written_a_parser_reads_it(message: str, hint: str, name: str) -> None:
    one = finding(message, hint=hint, location=Location(f"content/{name}.md", 3, 7))
    (case,) = suites(told("junit", one, finding(severity=Severity.WARNING)))["findings"]
    assert outcome(case) == "failed"
