"""`weekproof edit`: opens what is meant in the graduate's editor, at the line."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import click

from generator.cli.options import ROOT, asked, from_here, request
from generator.core import fileops
from generator.core.diagnostics import Location
from generator.core.errors import MachineError, UserError
from generator.environment import git
from generator.model.calendar import week_from_name
from generator.model.kinds import KINDS, Journal, Kind
from generator.model.origin import Record
from generator.model.portfolio import Portfolio
from generator.model.window import is_week
from generator.pipeline import run
from generator.reading.decisions import PATH as DECISIONS
from generator.reading.journal import read_journal
from generator.reading.portfolio import PATH as SETTINGS
from generator.reading.portfolio import read_portfolio
from generator.writing.record_path import record_path

WORDS: Mapping[str, Kind] = {kind.command: kind for kind in KINDS if kind.command}
"""Word of the command → the kind of record of which the latest is opened."""

_SPOT = re.compile(r"(.+?)(?::(\d{1,7})(?::\d+)?)?")


def _words(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """Completions for the shell."""
    return [word for word in (*WORDS, "settings", "decisions") if word.startswith(begun)]


@click.command()
@click.argument("subject", metavar="WEEK|PATH[:LINE]|KIND", nargs=-1, required=True, shell_complete=_words)
@ROOT
def edit(subject: tuple[str, ...], root: Path) -> int:
    """Open a WEEK, a PATH at its LINE, or the latest of a KIND in your editor.

    WEEK is 2026-W31, W31, 9, this or last. KIND is contact, application, letter, contribution, activity,
    offer, goal, coaching, post, project, page, settings or decisions.
    """
    location = _place(from_here(" ".join(subject), root), root.absolute())
    editor = editor_of(os.environ, git_editor=_git_editor)
    if not editor:
        hint = f"Set $VISUAL or $EDITOR, for example: export VISUAL=nano. The place is {_shown(location)}."
        raise UserError("No editor is set.", hint=hint)
    words = command_line(editor, str(root.absolute() / location.path), location.line)
    if is_unsafe(words):
        raise UserError(
            f"{location.path} has characters in its name that Windows would run as a command.",
            hint="Rename the file.",
        )
    try:
        done = subprocess.run(words, check=False)  # noqa: S603 - the user's own editor
    except OSError as error:
        hint = f"Check $VISUAL and $EDITOR. The place is {_shown(location)}."
        raise MachineError(f"Could not start {editor[0]}: {error.strerror}.", hint=hint) from None
    if done.returncode:
        raise MachineError(f"{editor[0]} exited with code {done.returncode}.")
    return 0


def _shown(location: Location) -> str:
    return f"{location.path}:{location.line}" if location.line else location.path


def _place(subject: str, root: Path) -> Location:
    if subject in WORDS:
        return _latest(WORDS[subject], _journal(root))
    if subject == "settings":
        return _file(root, SETTINGS)
    if subject == "decisions":
        return _file(root, DECISIONS)
    if is_week(subject) and not (root / subject).is_file():
        return _week(subject, root)
    spot = _SPOT.fullmatch(subject)
    path = (spot[1] if spot else subject).replace("\\", "/").removeprefix("./")
    return _file(root, path, int(spot[2]) if spot and spot[2] else None)


def _file(root: Path, path: str, line: int | None = None) -> Location:
    """An existing file of the repository."""
    file = root / path
    if not file.exists() and _is_to_come(path):
        fileops.make_folders(file.parent)
        return Location(path)
    if not file.is_file():
        hint = "Give a week (9, W31, this or last), a file, a file with a line (path:12), or one of: "
        raise UserError(f'I don\'t know "{path}".', hint=f"{hint}{', '.join(WORDS)}, settings, decisions.")
    if not file.resolve().is_relative_to(root.resolve()):
        raise UserError(f"{path} is not in this repository.")
    return Location(path, line)


def _is_to_come(path: str) -> bool:
    """Whether a file of records could be there. Findings name such files where nothing is logged yet."""
    folder, _, name = path.rpartition("/")
    kind = next((kind for kind in KINDS if kind.path == folder), None)
    return kind is not None and not name.startswith(".") and name.endswith((".yaml", ".yml", ".md"))


def _journal(root: Path) -> Journal:
    portfolio = _portfolio(root)
    return read_journal(root, portfolio, None)[0]


def _portfolio(root: Path) -> Portfolio:
    portfolio, _ = read_portfolio(root)
    if portfolio is None:
        raise UserError(
            "portfolio.yaml cannot be read.",
            hint="weekproof check says why; weekproof edit settings opens it.",
        )
    return portfolio


def _latest(kind: Kind, journal: Journal) -> Location:
    """The record of the latest day; of several, and of those without one, the last."""
    records: Sequence[Record] = getattr(journal, kind.name)
    if not records:
        raise UserError(f"No {kind.singular} yet.", hint=f"weekproof new {kind.command} adds one.")
    return max(
        records, key=lambda record: (record.day or dt.date.min, record.origin.position)
    ).origin.location


def _week(text: str, root: Path) -> Location:
    """Where the contacts of a week are: at the last of them, else in the file of the week."""
    # A week by its full name needs no search: contacts from before it may be in its file.
    name = text.strip().upper()
    week = next((week for day in range(7) if (week := week_from_name(name, day))), None)
    words = f"week {name}"
    if week is None:
        verdict = run.judge(request(asked(root))).verdict
        if verdict is None:
            raise UserError("Nothing could be judged.", hint="weekproof check says what is wrong.")
        judged = verdict.evaluation.week_called(text, verdict.commitment.weeks.first_weekday)
        week, words = judged.week, judged.words
    journal = _journal(root)
    inside = [contact for contact in journal.contacts if contact.date in week]
    if inside:
        return max(inside, key=lambda contact: contact.origin.position).origin.location
    path = record_path("contacts", week.starts, journal, week.starts.weekday())
    if not (root / path).is_file():
        raise UserError(f"Nothing is logged in {words}.", hint="weekproof new contact adds a contact.")
    return Location(path)


# How to open a file at a line in an editor.
# Name of the editor → its arguments, `{line}` and `{file}` filled in. Of others only the file is known.
_PLUS = ("+{line}", "{file}")
_COLON = ("{file}:{line}",)
_GOTO = ("--goto", "{file}:{line}")
_LINE = ("--line", "{line}", "{file}")
_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _GOTO),
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "mvim", "nano", "pico", "emacs", "emacsclient"), _PLUS),
    **dict.fromkeys(("micro", "joe", "ne", "kak", "gedit", "gnome-text-editor", "mcedit"), _PLUS),
    **dict.fromkeys(("subl", "sublime_text", "zed", "hx", "helix"), _COLON),
    **dict.fromkeys(("idea", "idea64", "pycharm", "pycharm64", "webstorm", "goland", "charm", "kate"), _LINE),
    "notepad++": ("-n{line}", "{file}"),
    "mate": ("--line", "{line}", "{file}"),
}


def editor_of(
    environment: Mapping[str, str],
    system: str = os.name,
    *,
    git_editor: Callable[[], str] = str,
    find: Callable[[str], str | None] = shutil.which,
) -> list[str]:
    """The graduate's editor with its own arguments.

    That is $VISUAL, else $EDITOR, else the one that git uses (`git_editor`), else VS Code where it is
    installed, else Notepad on Windows.
    """
    named = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    named = named or git_editor().strip()
    if not named:
        if find("code"):
            return ["code"]
        return ["notepad"] if system == "nt" else []
    if system == "nt":
        return _windows_words(named)
    try:
        return shlex.split(named)
    except ValueError:
        return [named]


def _git_editor() -> str:
    """The editor in the user's own git settings. A repository's settings could name any program."""
    try:
        return git.run_git(Path(), "config", "--global", "--get", "core.editor").decode("utf-8", "replace")
    except git.GitError:
        return ""


def _windows_words(named: str) -> list[str]:
    """The words of a command line with backslashes in it; a path with spaces may stand bare."""
    if named.lower().endswith(".exe") and '"' not in named:
        return [named]
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', named)]


def command_line(editor: list[str], file: str, line: int | None) -> list[str]:
    """What to start. `line` counts from 1; None where no line is meant."""
    program = shutil.which(editor[0]) or editor[0]
    name = re.split(r"[/\\]", editor[0])[-1].lower()
    name = re.sub(r"\.(exe|cmd|bat|com|sh)$", "", name)
    shape = _ARGUMENTS.get(name) if line is not None else None
    words = [word.format(line=line, file=file) for word in shape] if shape else [file]
    return [program, *editor[1:], *words]


def is_unsafe(words: list[str]) -> bool:
    """Whether a batch file (`code.cmd`) would run part of its arguments as a command."""
    is_batch = words[0].lower().endswith((".cmd", ".bat"))
    return is_batch and any(sign in word for word in words[1:] for sign in '&|<>^%!"\n\r')
