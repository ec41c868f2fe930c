"""SARIF 2.1.0, read by a model generated from its published schema, which knows no key besides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

from generator.core.diagnostics import Location, Severity
from tests.support.diagnostics import finding, told
from tests.support.hypothesis_profile import examples
from tests.support.reporter_runs import RUNS, printed


def read(text: str) -> Any:
    """The one run of a log, once the published schema has let it pass."""
    log = json.loads(text)
    Log.model_validate(log)
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("which", RUNS)
@pytest.mark.parametrize("more", [(), ("--private-details",)], ids=["plain", "details"])
def test_a_check_prints_a_valid_log(
    which: str, more: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = read(printed("sarif", which, tmp_path, capsys, *more))
    rules = run["tool"]["driver"]["rules"]
    found = json.loads(printed("json", which, tmp_path, capsys))["diagnostics"]
    assert len(run["results"]) == len(found)
    for result, one in zip(run["results"], found, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == one["rule"]
        assert result["message"]["text"]
        (location,) = result["locations"]
        where = location["physicalLocation"]
        assert not where["artifactLocation"]["uri"].startswith(("/", "."))
        assert where["region"]["startLine"] == (one["line"] or 1)
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    marks = [result["partialFingerprints"]["weekproof/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)


def test_a_run_without_findings_is_a_log_too() -> None:
    assert read(told("sarif", code=0))["results"] == []


def test_the_model_would_refuse_a_slip() -> None:
    log = json.loads(told("sarif", finding()))
    log["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(ValidationError):
        Log.model_validate(log)
    log = json.loads(told("sarif", finding()))
    log["runs"][0]["results"][0]["severity"] = "error"
    with pytest.raises(ValidationError):
        Log.model_validate(log)


@pytest.mark.parametrize(
    ("severity", "level"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")],
)
def test_severities_have_their_levels(severity: Severity, level: str) -> None:
    assert read(told("sarif", finding(severity=severity)))["results"][0]["level"] == level


@given(st.text(min_size=1), st.text(), st.text())
@examples(150)
def test_whatever_is_written_the_log_is_valid(message: str, hint: str, name: str) -> None:
    one = finding(message, hint=hint, location=Location(f"content/{name}.md", 3, 7), rule="no-such-rule")
    (result,) = read(told("sarif", one))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.isascii()
    assert not set(uri) & set(' <>"\\^`{|}#?')
