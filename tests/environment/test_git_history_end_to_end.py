"""A check of a whole repository of git: who logged late is told, and only where git can say so."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.support.git_repositories import REMOTE, Repository
from tests.support.repositories import SETTINGS

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
FILE = "content/private/contacts/2026-W23.yaml"
LATE = {(FILE, 10): "warning"}


def contact(name: str, day: str) -> str:
    return (
        f"- date: 2026-06-{day}\n  kind: cold-outreach\n  first_name: {name}\n  last_name: Lee\n"
        f"  title: Developer\n  employer: Quill\n  summary: Asked {name} about tests, {name * 5}.\n"
        f"  evidence: [https://mail.example/{name}]\n"
    )


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """One contact logged on its day, and one eight days after."""
    repository = Repository(tmp_path / "own")
    repository.commit("06-02", {"portfolio.yaml": SETTINGS, FILE: "# June\n" + contact("Ann", "02")})
    repository.commit("06-10", {FILE: "# June\n" + contact("Ann", "02") + contact("Bo", "02")})
    return repository.root


def late(root: Path, capsys: pytest.CaptureFixture[str], as_of: str = "2026-06-12") -> dict[Any, str]:
    """Place and severity of what was logged late."""
    main.run(["check", "--root", str(root), "--as-of", as_of, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    return {(one["path"], one["line"]): one["severity"] for one in found if one["rule"] == "logged-promptly"}


def test_a_late_record_is_told_at_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert late(root, capsys) == LATE


def test_before_its_commit_it_was_not_late(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert late(root, capsys, "2026-06-09") == {}


def test_a_shallow_clone_accuses_nobody(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = root.parent / "clone"
    repository = Repository(root.parent / "any")
    repository.git("clone", "-q", "--depth", "1", f"file://{root}", str(to))
    repository.git("-C", str(to), "remote", "set-url", "origin", REMOTE)
    assert late(to, capsys) == {}


def test_a_full_clone_by_its_own_name_says_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = root.parent / "clone"
    repository = Repository(root.parent / "any")
    repository.git("clone", "-q", f"file://{root}", str(to))
    assert late(to, capsys) == {}, "its remote is another one: a copy"
    repository.git("-C", str(to), "remote", "set-url", "origin", REMOTE)
    assert late(to, capsys) == LATE


def test_the_report_has_the_case_with_its_day(root: Path, tmp_path: Path) -> None:
    folders = ["--site", str(tmp_path / "s"), "--report", str(tmp_path / "r")]
    main.run(["build", "--root", str(root), "--as-of", "2026-06-12", *folders])
    told = json.loads((tmp_path / "r" / "report.json").read_text("utf-8"))["obligations"]
    cases = [(one["id"], one["line"], one["due"], one["verdict"]) for one in told]
    assert cases == [("logged-promptly", 10, "2026-06-09", "late")]


def test_a_squash_accuses_nobody_and_says_why(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository = Repository(root.parent / "any")
    repository.root = root
    repository.git("reset", "-q", "--soft", "HEAD~1")
    message = "Squashed commit of the following:\n\n* Log"
    repository.git("commit", "-q", "--amend", "-m", message, "--date", "2026-06-12T12:00:00Z", day="06-12")
    assert late(root, capsys) == {}
    main.run(["build", "--root", str(root), "--as-of", "2026-06-12", "--report", str(root / "r")])
    told = json.loads((root / "r" / "report.json").read_text("utf-8"))["obligations"]
    assert [(one["id"], one["line"], one["verdict"]) for one in told] == [
        ("logged-promptly", line, "unknown") for line in (2, 10)
    ]
    assert "committed on 12 Jun 2026 or earlier: several commits were squashed" in (
        root / "r" / "index.html"
    ).read_text("utf-8")
