"""AGENTS.md: every command in it does what it says, in a repository that `init` made."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from generator.init.assistants import AGENTS, SKILL
from generator.model.kinds import kinds_stored_as
from tests.support.command import run
from tests.support.init_repositories import DAY, begin

STARTED = ("--start", "2026-11-23", "--coach", "Dana Coach")


def commands(root: Path) -> list[list[str]]:
    """The words of each command in the fenced blocks, without `weekproof`."""
    blocks = re.findall(r"```sh\n(.*?)```", (root / AGENTS).read_text("utf-8"), re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("weekproof ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def test_every_command_in_it_works(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = begin(tmp_path / "sam", *STARTED)
    found = commands(root)
    logged = {words[1] for words in found if words[0] == "new"}
    assert {kind.command for kind in kinds_stored_as("lists", "list") if kind.command} < logged
    assert {words[0] for words in found} >= {"check", "status", "log", "explain", "build"}
    for words in found:
        ran = run(capsys, *words, "--root", str(root), *DAY)
        assert ran.code == 0, (words, ran.said)
        if words[0] == "new":
            assert "Saved: content/" in ran.out, words
            assert "Does not count" not in ran.out, words


def test_what_is_private_is_said_first(tmp_path: Path) -> None:
    root = begin(tmp_path / "sam")
    text = (root / AGENTS).read_text("utf-8")
    assert text.index("content/private/") < text.index("weekproof new")
    assert "AGENTS.md" in (root / SKILL).read_text("utf-8")
    assert (root / SKILL).read_text("utf-8").startswith("---\nname: job-search-log\n")


def test_an_agents_file_of_their_own_stays(tmp_path: Path) -> None:
    (tmp_path / AGENTS).write_text("mine", "utf-8")
    begin(tmp_path)
    assert (tmp_path / AGENTS).read_text("utf-8") == "mine"
