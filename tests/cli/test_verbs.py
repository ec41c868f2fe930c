"""The table of verbs: held to the modules, and nothing is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

import generator.cli
from generator.cli.main import VERBS, weekproof
from tests.support.command import PROJECT
from tests.support.source_code import graph

CONTEXT = click.Context(weekproof)
SHARED = {
    "again",
    "coach_decide",
    "coach_files",
    "coach_issue",
    "coach_sign",
    "cohort_decide",
    "explain_verdict",
    "findings",
    "main",
    "new_record",
    "options",
}
"""Modules that verbs share, or that a verb is too large without."""
HEAVY = {"httpx", "stamina", "jinja2", "markdown_it", "PIL", "rich", "pygments", "cryptography"}


@pytest.mark.parametrize("name", VERBS)
def test_the_table_says_what_the_command_says(name: str) -> None:
    command = weekproof.get_command(CONTEXT, name)
    assert command is not None
    assert command.name == name
    assert " ".join((command.help or "").split("\n\n")[0].split()) == VERBS[name].help
    assert command.get_short_help_str(60) == VERBS[name].brief(60)


def test_no_verb_is_forgotten() -> None:
    modules = {path.stem for path in Path(*generator.cli.__path__).glob("*.py")} - {"__init__"}
    assert modules - SHARED == {verb.module for verb in VERBS.values()}
    for name in VERBS:
        weekproof.get_command(CONTEXT, name)
    commands = {
        id(value)
        for module in modules - SHARED
        for value in vars(sys.modules[f"generator.cli.{module}"]).values()
        if isinstance(value, click.Command)
    }
    reachable = {id(command) for command in _below(weekproof)}
    assert commands <= reachable
    assert len(reachable) > len(VERBS)


def _below(group: click.Group) -> list[click.Command]:
    commands = [group.get_command(CONTEXT, name) for name in group.list_commands(CONTEXT)]
    known = [command for command in commands if command is not None]
    return [
        *known,
        *(one for command in known if isinstance(command, click.Group) for one in _below(command)),
    ]


def _imported(*arguments: str) -> set[str]:
    """The modules that a command imports."""
    code = (
        "import sys; from generator.cli import main; main.run(sys.argv[1:]); "
        "sys.stderr.write('\\nIMPORTED ' + ' '.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.rpartition("\nIMPORTED ")[2].split())


def test_help_imports_no_verb() -> None:
    modules = _imported("--help")
    assert {name for name in modules if name.startswith("generator.cli.")} == {
        "generator.cli.main",
        "generator.cli.again",
    }
    assert not modules & {*HEAVY, "yaml", "msgspec"}


def test_a_verb_imports_the_module_of_no_other() -> None:
    imports = graph()
    allowed = {f"generator.cli.{module}" for module in SHARED - {"main"}}
    for module in {verb.module for verb in VERBS.values()}:
        own = imports[f"generator.cli.{module}"]
        assert own, "every verb imports something"
        assert {name for name in own if name.startswith("generator.cli.")} <= allowed, module


@pytest.mark.parametrize("arguments", [("status",), ("log",), ("check",)])
def test_what_only_judges_imports_nothing_that_renders(arguments: tuple[str, ...]) -> None:
    modules = _imported(*arguments)
    if "markdown_it" in modules:  # a text that no run has read yet has to be parsed once
        modules = _imported(*arguments)
    assert not modules & (HEAVY - {"rich"})
