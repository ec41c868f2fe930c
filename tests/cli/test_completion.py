"""What the Tab key offers, asked as each shell asks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.completion import SHELLS, VARIABLE
from generator.cli.main import weekproof

ROOT = Path(__file__).parents[2]


def asked(environment: Mapping[str, str]) -> list[str]:
    """The lines that the program answers to a shell."""
    done = subprocess.run(
        [sys.executable, "-m", "generator"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bash_is_told_the_commands_that_begin_so() -> None:
    told = asked({VARIABLE: "bash_complete", "COMP_WORDS": "weekproof ch", "COMP_CWORD": "1"})
    assert told == ["plain,check"]


def test_powershell_is_told_rules_with_what_they_say() -> None:
    line = {"COMP_WORDS": "weekproof explain contact-ext", "COMP_WORD": "contact-ext"}
    (told,) = asked({VARIABLE: "powershell_complete", **line})
    kind, value, words = told.split("\t")
    assert (kind, value) == ("plain", "contact-external-recruiter")
    assert "recruiter" in words


def test_powershell_is_told_options_of_a_command_whose_word_has_not_begun() -> None:
    told = asked({VARIABLE: "powershell_complete", "COMP_WORDS": "weekproof serve --in", "COMP_WORD": "--in"})
    assert [line.split("\t")[1] for line in told] == ["--incognito"]
    every = asked({VARIABLE: "powershell_complete", "COMP_WORDS": "weekproof ", "COMP_WORD": ""})
    assert {line.split("\t")[1] for line in every} >= {"build", "check", "serve"}


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_lines_that_ask_us(shell: str) -> None:
    if shell == "bash" and shutil.which("bash") is None:
        pytest.skip("click asks bash for its version")
    done = CliRunner().invoke(weekproof, ["completion", shell])
    assert done.exit_code == 0
    assert VARIABLE in done.stdout
    assert "weekproof" in done.stdout


def test_fish_keeps_descriptions_whole() -> None:
    lines = CliRunner().invoke(weekproof, ["completion", "fish"]).stdout
    assert 'string split --max 1 "," $completion' in lines


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_itself_finds_no_fault_in_them(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    script = tmp_path / "completion"
    script.write_text(CliRunner().invoke(weekproof, ["completion", shell]).stdout)
    done = subprocess.run([program, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
