"""`weekproof log`: a line a week."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.agenda.text import application_lines
from generator.model.application import Application
from tests.support.command import run
from tests.support.repositories import SETTINGS, repository

Capture = pytest.CaptureFixture[str]
FILES = {
    "content/private/contacts/2026-W24.yaml": "- {date: 2026-06-09, kind: application, first_name: Kanari}\n",
    "content/contributions/2026-06.yaml": (
        "- {date: 2026-06-02, source: github-graphql, login: sam-example, commits: 12}\n"
    ),
}
LINES = """\
week 1    1–7 Jun          short  contacts 0/8  post 0/1  code 12/5
week 2    8–14 Jun         short  contacts 0/8  post 0/1  code 0/5
week 3    15–21 Jun        open   contacts 0/8  post 0/1  code 0/5
"""
WAITING = """\
Week 1 (1–7 Jun) and week 2 (8–14 Jun) are short and wait for your coach's answer.
Until then the site stays as it is.
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CI", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return repository(tmp_path / "sam", FILES)


def log(capsys: Capture, root: Path, *options: str, day: str = "2026-06-16") -> str:
    ran = run(capsys, "log", "--root", str(root), "--as-of", day, *options)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_a_line_a_week_the_last_one_at_the_bottom(root: Path, capsys: Capture) -> None:
    assert log(capsys, root) == LINES + WAITING
    last = LINES.splitlines(keepends=True)[-1].replace("open   ", "open  ")
    assert log(capsys, root, "--weeks", "1") == last + WAITING
    assert (
        len([line for line in log(capsys, root, day="2026-10-01").splitlines() if line.startswith("week ")])
        == 8
    )


def test_records_on_request_and_nobody_named_in_ci(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = log(capsys, root, "--weeks", "2", "--records").splitlines()
    assert lines[1] == (
        "  does not  2026-06-09  content/private/contacts/2026-W24.yaml:1  Kanari"
        "  (contact-identity-incomplete, contact-without-summary, contact-application)"
    )
    monkeypatch.setenv("CI", "true")
    assert "Kanari" not in log(capsys, root, "--records")


@pytest.mark.parametrize("week", [("2",), ("W24",), ("2026-w24",), ("week", "2"), ("last",)])
def test_one_week_by_any_of_its_names(root: Path, capsys: Capture, week: tuple[str, ...]) -> None:
    assert log(capsys, root, *week) == LINES.splitlines(keepends=True)[1]


def test_before_the_start_and_without_one(root: Path, capsys: Capture) -> None:
    assert log(capsys, root, day="2026-05-01") == "Your search has not begun yet.\n"
    (root / "portfolio.yaml").write_text(SETTINGS.replace("start: 2026-06-01, ", ""))
    assert log(capsys, root).startswith("Your search has no first day yet: nothing is asked")
    (root / "portfolio.yaml").write_text("graduate: [\n")
    assert run(capsys, "log", "--root", str(root)).code == 2


def test_colour_where_it_is_wanted(root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31;1mshort\x1b[0m" in log(capsys, root)


JOBS = """\
- {employer: Harbour, title: Data engineer, date: 2026-06-02, link: "https://jobs.example/1"}
- {employer: Wren, title: "Clerk\\e[31m", date: 2026-06-04, next_step: {on: 2026-06-20, what: Send the test}}
- {employer: Kanari, title: Developer, date: 2026-06-03, status: interview}
"""
STAGES = """\
Applied (2)
  4 Jun 2026   Clerk\\x1b[31m, Wren
               next, 20 Jun 2026: Send the test
  2 Jun 2026   Data engineer, Harbour
               https://jobs.example/1
Interview (1)
  3 Jun 2026   Developer, Kanari
"""


def test_applications_by_stage(root: Path, capsys: Capture) -> None:
    assert log(capsys, root, "--applications") == "No applications yet. weekproof new application adds one.\n"
    file = root / "content/private/applications/2026-06.yaml"
    file.parent.mkdir()
    file.write_text(JOBS, "utf-8")
    assert log(capsys, root, "--applications") == STAGES


def test_in_a_log_for_strangers_only_how_many() -> None:
    day = dt.date(2026, 6, 1)
    jobs = [Application(employer="Harbour", title="Clerk", date=day, notes="Ask Ann.") for _ in range(2)]
    assert list(application_lines(jobs, redact=True)) == ["Applied (2)"]
