"""What is told of the résumé's PDF and needs more than a few lines of YAML to show."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.pipeline import run
from tests.support.repositories import repository, request

JOB = """\
  - name: Firm {number}
    position: Engineer
    startDate: 2019-10
    highlights:
      - {words}
      - {words}
      - {words}
"""


def found(root: Path, rule: str, **files: str) -> list[Diagnostic]:
    asked = request(repository(root, {f"content/{name}.yaml": text for name, text in files.items()}))
    rendered = run.render(run.judge(asked), asked)
    return [one for one in rendered.diagnostics if one.rule == rule]


def resume(jobs: int) -> str:
    words = "did many things well and on time " * 9
    work = "".join(JOB.format(number=number, words=words) for number in range(jobs))
    return f"basics: {{name: Sam Example}}\nskills: [{{name: Python}}]\nwork:\n{work}"


def test_resume_too_long(tmp_path: Path) -> None:
    told = found(tmp_path, "resume-too-long", resume=resume(18))
    assert [(one.location.line, one.severity.value) for one in told] == [(3, "warning")]
    assert "The résumé has 5 pages" in told[0].message or "The résumé has 4 pages" in told[0].message
    assert "Work Experience (" in told[0].message


def test_two_pages_are_not_too_long(tmp_path: Path) -> None:
    assert found(tmp_path, "resume-too-long", resume=resume(6)) == []


def test_typesetter_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    asked = request(repository(tmp_path, {"content/resume.yaml": resume(1)}))
    rendered = run.render(run.judge(asked), asked)
    told = [one for one in rendered.diagnostics if one.rule == "typesetter-missing"]
    assert [one.severity.value for one in told] == ["note"]
    assert rendered.site is not None
    files = set(rendered.site.files)
    assert {"resume/index.html", "resume/resume.txt", "resume/resume.json"} <= files
    assert not [name for name in files if name.endswith(".pdf") or name.startswith("cards/")]
    assert b".pdf" not in rendered.site.files["resume/index.html"].data
    assert b"og:image" not in rendered.site.files["index.html"].data
