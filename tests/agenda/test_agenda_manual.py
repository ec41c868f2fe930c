"""What the manual shows of the daily commands is what they say of the sample."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.support.command import PROJECT, run

Capture = pytest.CaptureFixture[str]
GRADUATE = PROJECT / "docs/graduate"


def shown(page: str, command: str) -> str:
    """What stands below a command in a page of the manual."""
    text = (GRADUATE / page).read_text("utf-8")
    found = re.search(rf"^```\n\$ weekproof {re.escape(command)}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found, command
    return found[1]


@pytest.fixture(name="sample")
def _sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    shutil.copy(PROJECT / "portfolio.yaml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("command", "day"), [("status", "2026-11-17"), ("log --weeks 3", "2026-11-22")])
def test_the_week_and_the_weeks(sample: Path, capsys: Capture, command: str, day: str) -> None:
    ran = run(capsys, *command.split(), "--root", str(sample), "--as-of", day)
    assert ran.out == shown("every-day.md", command)


def test_a_contact_by_flags(sample: Path, capsys: Capture) -> None:
    begin = (
        "new contact --kind external-recruiter --first-name Ann --last-name Lee --title Recruiter \\\n    "
    )
    command = begin + '--employer "BlueDoor Talent" --summary "Rang about a contract."'
    words = [word.strip('"') for word in re.findall(r'"[^"]*"|[^\s\\]+', command)]
    ran = run(capsys, *words, "--root", str(sample), "--as-of", "2026-11-20")
    assert ran.out == shown("writing-down.md", command)
