"""`weekproof new resume`: a skeleton that explains itself, and JSON Résumés."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.command import run
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
RESUME = "content/resume.yaml"
DAY = ("--as-of", "2026-06-03")


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return repository(tmp_path / "sam")


def imported(root: Path, capsys: Capture, given: Any) -> tuple[int, str]:
    file = root.parent / "resume.json"
    file.write_text(given if isinstance(given, str) else json.dumps(given), "utf-8")
    ran = run(capsys, "new", "resume", "--from", str(file), "--root", str(root))
    return ran.code, ran.said


def test_the_skeleton_is_valid_and_shows_the_name_alone(root: Path, capsys: Capture) -> None:
    assert run(capsys, "new", "resume", "--root", str(root)).out == f"Saved: {RESUME}\n"
    assert yaml.safe_load((root / RESUME).read_text("utf-8")) == {"basics": {"name": "Sam Example"}}
    ran = run(capsys, "build", "--root", str(root), *DAY)
    assert (ran.code, RESUME in ran.out) == (0, False)
    page = (root / "site/resume/index.html").read_text("utf-8")
    assert not re.search("Latebus|Lakeside", page)
    assert run(capsys, "new", "resume", "--root", str(root)).code == 2


def test_each_section_of_the_skeleton_works_once_its_hashes_are_gone(root: Path, capsys: Capture) -> None:
    run(capsys, "new", "resume", "--root", str(root))
    text = (root / RESUME).read_text("utf-8")
    parts = re.findall(r"(?m)^#\w+:\n(?:#  .*\n)+|^  #\w+:.*\n", text)
    assert len(parts) >= 9
    for part in parts:
        used = re.sub(r"(?m)^( *)#", r"\1", part)
        (root / RESUME).write_text(text.replace(part, used), "utf-8")
        ran = run(capsys, "check", "--root", str(root), *DAY, "--format", "json")
        assert ran.code == 0, part
        assert RESUME not in ran.out, part


def test_what_a_json_resume_has_comes_over(root: Path, capsys: Capture) -> None:
    given = {
        "$schema": "https://schema.example/v1.0.0.json",
        "basics": {"name": "Zoë: #1", "label": "", "profiles": [{"network": "GitHub", "username": "yes"}]},
        "work": [{"name": "no", "startDate": "2019-10", "highlights": ["a # b", "", None]}],
        "skills": [{"name": "Languages", "keywords": ["1.0", "on"]}],
        "education": None,
        "meta": {"theme": "even"},
    }
    assert imported(root, capsys, given) == (0, f"Saved: {RESUME}\n")
    assert yaml.safe_load((root / RESUME).read_text("utf-8")) == {
        "$schema": "https://schema.example/v1.0.0.json",
        "basics": {"name": "Zoë: #1", "profiles": [{"network": "GitHub", "username": "yes"}]},
        "work": [{"name": "no", "startDate": "2019-10", "highlights": ["a # b"]}],
        "skills": [{"name": "Languages", "keywords": ["1.0", "on"]}],
    }
    assert RESUME not in run(capsys, "check", "--root", str(root), *DAY, "--format", "json").out


def test_what_has_no_key_here_is_named(root: Path, capsys: Capture) -> None:
    code, said = imported(
        root, capsys, {"basics": {"name": "Sam", "age": 3}, "work": [{"x": 1}], "custom": {}}
    )
    assert (code, "custom, basics.age and work.x." in said) == (0, True)


@pytest.mark.parametrize(
    "given",
    [
        "",
        "[1]",
        "{",
        "[" * 100_000,
        '{"basics": 3}',
        {"work": [{"startDate": "soon"}]},
        {"work": {"name": "x"}},
    ],
)
def test_what_is_no_resume_writes_nothing(root: Path, capsys: Capture, given: Any) -> None:
    code, said = imported(root, capsys, given)
    assert code == 2
    assert "is not a JSON Resume" in said or "Nothing was written." in said
    assert not (root / RESUME).exists()


def test_one_among_the_content_is_told_with_its_command(root: Path, capsys: Capture) -> None:
    (root / "content").mkdir(exist_ok=True)
    (root / "content/resume.json").write_text("{}", "utf-8")
    ran = run(capsys, "check", "--root", str(root), *DAY)
    assert "weekproof new resume --from content/resume.json" in ran.out
