"""`weekproof edit`: opens what is meant in the graduate's editor, at the line. Makes nothing."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.cli.open_editor import command_line, editor_of, is_unsafe
from generator.core.diagnostics import Location
from generator.core.errors import MachineError, UserError
from generator.model.calendar import week_from_name
from generator.model.kinds import KINDS, Journal, Kind
from generator.model.origin import Record
from generator.model.portfolio import Portfolio
from generator.pipeline.types import Request
from generator.reading.decisions import PATH as DECISIONS
from generator.reading.journal import read_journal
from generator.reading.portfolio import PATH as SETTINGS
from generator.reading.portfolio import read_portfolio
from generator.writing.path_for import record_path

WORDS: Mapping[str, Kind] = {kind.command: kind for kind in KINDS if kind.command}
"""Word of the command → the kind of record of which the latest is opened."""

_WEEK = re.compile(r"\d{4}-W\d{2}", re.IGNORECASE)
_SPOT = re.compile(r"(.+?)(?::(\d{1,7})(?::\d+)?)?")


def edit(subject: str, request: Request) -> int:
    """Open `subject`: a week, a path with or without a line, or the latest of a kind; 0.

    A `UserError` where there is no such thing, or no editor.
    """
    location = _place(subject, request.root)
    editor = editor_of(request.environment)
    if not editor:
        hint = "Set VISUAL, such as: export VISUAL=nano. " + f"The place is {_shown(location)}."
        raise UserError("Nobody knows your editor.", hint=hint)
    words = command_line(editor, str(request.root / location.path), location.line)
    if is_unsafe(words):
        raise UserError(
            f"{location.path} has signs in its name that Windows takes for a command.", hint="Rename it."
        )
    try:
        done = subprocess.run(words, check=False)  # noqa: S603 - the user's own editor
    except OSError as error:
        hint = f"VISUAL or EDITOR names it. The place is {_shown(location)}."
        raise MachineError(f"{editor[0]} does not start: {error.strerror}.", hint=hint) from None
    if done.returncode:
        raise MachineError(f"{editor[0]} ended with code {done.returncode}.")
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
    if _WEEK.fullmatch(subject):
        return _week(subject.upper(), root)
    spot = _SPOT.fullmatch(subject)
    path = (spot[1] if spot else subject).replace("\\", "/").removeprefix("./")
    return _file(root, path, int(spot[2]) if spot and spot[2] else None)


def _file(root: Path, path: str, line: int | None = None) -> Location:
    """A file of the repository that is there."""
    file = root / path
    if not file.is_file():
        hint = "Name a week (2026-W47), a file, a file with a line, or one of: "
        raise UserError(f"There is no {path} here.", hint=f"{hint}{', '.join(WORDS)}, settings, decisions.")
    if not file.resolve().is_relative_to(root.resolve()):
        raise UserError(f"{path} is not in this repository.")
    return Location(path, line)


def _journal(root: Path) -> Journal:
    portfolio = _portfolio(root)
    return read_journal(root, portfolio, None)[0]


def _portfolio(root: Path) -> Portfolio:
    portfolio, _ = read_portfolio(root)
    if portfolio is None:
        raise UserError(
            "portfolio.yaml cannot be read.", hint="weekproof check says why; weekproof edit settings."
        )
    return portfolio


def _latest(kind: Kind, journal: Journal) -> Location:
    """The record of the latest day; of several, and of those without one, the last."""
    records: Sequence[Record] = getattr(journal, kind.name)
    if not records:
        raise UserError("There is none yet.", hint="weekproof new makes one.")
    return max(
        records, key=lambda record: (record.day or dt.date.min, record.origin.position)
    ).origin.location


def _week(name: str, root: Path) -> Location:
    """Where the contacts of a week stand: at the last of them, else in the file of the week."""
    journal = _journal(root)
    week = week_from_name(name) or next((w for n in range(1, 7) if (w := week_from_name(name, n))), None)
    if week is None:
        raise UserError(f"There is no week {name}.", hint="Weeks are named by year and number: 2026-W47.")
    inside = [contact for contact in journal.contacts if contact.date in week]
    if inside:
        return max(inside, key=lambda contact: contact.origin.position).origin.location
    path = record_path("contacts", week.starts, journal, week.starts.weekday())
    if not (root / path).is_file():
        raise UserError(f"Nothing is logged in {name}.", hint="weekproof new contact logs something.")
    return Location(path)
