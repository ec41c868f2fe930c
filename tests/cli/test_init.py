"""`init` in a terminal: what somebody types, and what is there afterwards."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.reading.portfolio import read_portfolio
from tests.support.command import PROJECT, run, start

pexpect = pytest.importorskip("pexpect")
CLEAR = "\x15"  # Ctrl-U: a refused answer stands there to be corrected, as everywhere
pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")


def typed(root: Path, *flags: str) -> Any:
    """The command in a terminal of its own, in `root`."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(PROJECT),
        "XDG_CACHE_HOME": os.environ["XDG_CACHE_HOME"],
        "TZ": "Europe/Berlin",
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
    }
    words = ["-m", "generator", "init", *flags, "--as-of", "2026-11-23"]
    return pexpect.spawn(sys.executable, words, cwd=str(root), env=environment, encoding="utf-8", timeout=300)


def test_eight_questions_from_nothing_to_a_repository(tmp_path: Path) -> None:
    child = typed(tmp_path)
    for asked, answer in (
        ("Your name", "Zoë “NO” O'Neil: 李"),
        ("Your GitHub user name", "not a login"),
        ("Type only the user name", f"{CLEAR}zoe-oneil"),
        ("4  UX/UI Design, UI", "4"),
        ("First day of your search", "2026-11-30"),
        (r"Your time zone \[Europe/Berlin\]", ""),
        (r"US-IL\) \[DE\]", "AT"),
        ("Your coach's name:", "Dana Coach"),
        (r"Two or one \[two\]", "one"),
    ):
        child.expect(asked)
        child.send(f"{answer}\r")
    child.expect("Wrote 28 files")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    portfolio, found = read_portfolio(tmp_path)
    assert found == ()
    assert portfolio is not None
    assert portfolio.graduate.name == "Zoë “NO” O'Neil: 李"
    assert (portfolio.search.programme, portfolio.search.specialization) == ("ux-ui-design", "ui")
    assert (str(portfolio.search.start), portfolio.search.time_zone) == ("2026-11-30", "Europe/Berlin")
    assert (portfolio.search.country, portfolio.coach.name) == ("AT", "Dana Coach")
    assert "deploy-pages" in (tmp_path / ".github/workflows/weekproof.yml").read_text("utf-8")


def test_what_was_given_is_not_asked(tmp_path: Path) -> None:
    child = typed(tmp_path, "--name", "Sam", "--github", "sam", "--programme", "data-science", "--two-repos")
    for asked in ("First day", "Your time zone", "Your country", "Your coach"):
        child.expect(asked)
        assert "Your name" not in child.before
        child.send("\r")
    child.expect("Next:")
    child.expect(pexpect.EOF)


def test_leaving_half_way_writes_nothing(tmp_path: Path) -> None:
    child = typed(tmp_path)
    child.expect("Your name")
    child.send("Sam\r")
    child.expect("Your GitHub user name")
    child.sendintr()
    child.expect("Stopped.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert list(tmp_path.iterdir()) == []


def test_where_nobody_can_answer_it_says_so(tmp_path: Path) -> None:
    ran = start("init", str(tmp_path / "new"), "--as-of", "2026-11-23")
    assert ran.code == 2
    assert "Input is not a terminal." in ran.err
    assert "weekproof init --yes" in ran.err
    assert not (tmp_path / "new").exists()


def test_a_file_in_the_place_of_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").write_text("x")
    ran = run(capsys, "init", "--yes", str(tmp_path / "new"))
    assert (ran.code, "is a file" in ran.err) == (2, True)
