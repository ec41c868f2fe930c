"""`weekproof coach …`: for coaches, in a graduate's repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from generator.cli.coach_decide import decide, pause
from generator.cli.coach_sign import sign
from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.core import fileops
from generator.core.diagnostics import Location
from generator.core.errors import MachineError, UserError
from generator.core.text import capitalized, count
from generator.environment.machine import user_settings
from generator.model.verdict import Evaluation
from generator.pipeline import run
from generator.seals.age import new_key, open_sealed
from generator.seals.compare import Change, changes
from generator.seals.weeks import MAX_BYTES, Seals, decode_seals


@click.group()
def coach() -> None:
    """For coaches, in a graduate's repository."""


coach.add_command(sign)
coach.add_command(decide)
coach.add_command(pause)

_NOTES = ("message", "check-in", "mock-interview", "material-review", "deliverable")


@coach.command()
@click.argument("kind", metavar="KIND", type=click.Choice(_NOTES))
@click.argument("title", metavar="TITLE")
@click.option(
    "--on", "date", metavar="YYYY-MM-DD", help="Date of the appointment, or due date.  [default: today]"
)
@click.option("--notes", metavar="TEXT", help="What was said, or what you ask for.")
@click.option("--attended", type=click.Choice(("on-time", "late", "missed")), help="Whether they attended.")
@ROOT
@TODAY
def note(root: Path, as_of: str | None, **given: Any) -> int:
    """Leave a note for the graduate: KIND (message, check-in …) and TITLE."""
    from generator.cli.new_record import new_record

    options = asked(root, as_of)
    fields = {key: value for key, value in given.items() if value is not None}
    return new_record("coaching", fields, {}, request(options), output(options), None)


def _own_key() -> Path:
    """Where a coach's key is kept, unless another file is named."""
    return user_settings() / "coach.key"


_HEAD = "# A secret key for sealed reports. Keep it to yourself: whoever has it reads them.\n"


@coach.command()
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path),
    help="File for the secret key.  [default: in your settings folder]",
)
def keygen(file: Path | None) -> int:
    """Make a key for sealed reports and show its public half."""
    # A file that is there is never overwritten: with it would go every report that was sealed to it.
    file, out = file or _own_key(), output(asked())
    folder = file.absolute().parent
    inside = next((at for at in (folder, *folder.parents) if (at / "portfolio.yaml").exists()), None)
    if inside is not None:
        hint = "Choose a file elsewhere with --output."
        raise UserError("A secret key must not be kept in a graduate's repository.", hint=hint)
    identity, recipient = new_key()
    write_private(file, f"{_HEAD}# public key: {recipient}\n{identity}\n".encode(), replace=False)
    out.echo(f"Your secret key: {file}. Keep a copy: without it you cannot open any report.")
    out.echo("Your public key, for `coach.public_keys` in your graduates' portfolio.yaml:")
    out.echo(recipient)
    return 0


def write_private(file: Path, data: bytes, *, replace: bool) -> None:
    """Write a file that only its owner may read. Without `replace` one that is there is a `UserError`."""
    try:
        fileops.make_folders(file.parent)
        if replace:
            fileops.write_atomic(file, data, mode=0o600)
        else:
            fileops.write_new(file, data, 0o600)
    except FileExistsError:
        raise UserError(f"{file} already exists.", hint="Choose another file with --output.") from None
    except OSError as error:
        raise MachineError(f"{file} could not be written: {error.strerror}.") from None


MAX_REPORT_BYTES = 64 * 1024 * 1024
MAX_KEY_BYTES = 64 * 1024


@coach.command(name="open")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="Your secret key, from keygen or OpenSSH.")
@click.option("--output", "target", type=click.Path(path_type=Path), help="File for the opened report.")
def open_(file: Path, key: Path | None, target: Path | None) -> int:
    """Open FILE, a sealed report (report.age), with your key."""
    # Without a target it goes beside the file, and what lies there already is a `UserError`. Nothing is
    # written unless the whole file opened.
    key = key or _own_key()
    box = read_limited(file, MAX_REPORT_BYTES)
    if not key.is_file():
        raise UserError(
            f"There is no key at {key}.",
            hint="Make one with weekproof coach keygen, or give its file with --key.",
        )
    data = open_sealed(box, read_limited(key, MAX_KEY_BYTES))
    is_page = not data.startswith(b"{")
    to = target or file.with_suffix(".html" if is_page else ".json")
    write_private(to, data, replace=target is not None)
    then = "Delete it when you have read it" if is_page else "Keep it for weekproof coach verify"
    output(asked()).echo(f"Opened: {to}. {then}; {file.name} is kept.")
    return 0


def read_limited(file: Path, most: int) -> bytes:
    """The bytes of a file that was named; a `UserError` where it is none, or longer than `most`."""
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    try:
        with file.open("rb") as handle:
            data = handle.read(most + 1)
    except OSError as error:
        raise MachineError(f"{file} could not be read: {error.strerror}.") from None
    if len(data) > most:
        raise UserError(f"{file} is too large for what is needed here.")
    return data


_MOST_PLACES = 5


@coach.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--seals", type=click.Path(path_type=Path), required=True, help="The seals.json that you kept.")
def verify(folder: Path, seals: Path) -> int:
    """Show which closed weeks of the repository in FOLDER changed since you kept their seals."""
    kept = decode_seals(read_limited(seals, MAX_BYTES))
    options = asked(folder)
    out = output(options)
    judged = run.judge(request(options))
    if judged.journal is None:
        raise UserError("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    changed = list(changes(kept, judged.journal))
    names = {week.name: week.words for week in judged.evaluation.weeks} if judged.evaluation else {}
    gone = _no_longer_asked(kept, judged.evaluation)
    for week, found in changed:
        out.echo("\n".join(_week(capitalized(names.get(week, week)), found)))
    for week in gone:
        out.echo(f"{week}  is no longer a week of the search")
    if judged.journal.unreadable:
        out.echo("Some records cannot be read (see weekproof check). They are shown as removed.")
    if _none_is_here(kept, changed):
        out.echo("None of the sealed records is here: these may be the seals of another repository.")
    out.echo(_summary(kept, names, len({*(week for week, _ in changed), *gone})))
    later = _closed_since(kept, judged.evaluation)
    if later:
        out.echo(f"Closed since: {', '.join(later)}. Keep the new seals.json for the next time.")
    return 1 if changed or gone else 0


def _none_is_here(seals: Seals, changed: Sequence[tuple[str, Sequence[Change]]]) -> bool:
    """Whether no sealed record is here any more, changed or not."""
    sealed = sum(len(texts) for week in seals.weeks for texts in week.records.values())
    return 0 < sealed == sum(change.removed for _, found in changed for change in found)


def _week(week: str, found: Sequence[Change]) -> Iterator[str]:
    yield f"{week}  {', '.join(change.text for change in found)}"
    places = [location for change in found for location in change.places]
    for location in places[:_MOST_PLACES]:
        yield f"          {_shown(location)}"
    if len(places) > _MOST_PLACES:
        yield f"          and {len(places) - _MOST_PLACES} more"


def _shown(location: Location) -> str:
    return f"{location.path}:{location.line}"


def _summary(seals: Seals, names: Mapping[str, str], changed: int) -> str:
    if not seals.weeks:
        return "This file has no sealed weeks."
    sealed = len(seals.weeks)
    first, last = (names.get(week.week, week.week) for week in (seals.weeks[0], seals.weeks[-1]))
    span = f"{first} to {last}"
    if not changed:
        return f"Nothing has changed in the {sealed} sealed weeks, {span}."
    told = count(changed, "has changed since", "have changed since")
    return (
        f"Of the {sealed} sealed weeks, {span}, {told}. A week changes for many reasons, "
        "from a corrected typo to a late note: ask."
    )


def _no_longer_asked(seals: Seals, evaluation: Evaluation | None) -> list[str]:
    """Sealed weeks that the search no longer has, because its start, length or weeks were changed."""
    if evaluation is None:
        return []
    known = {judged.week.starts for judged in evaluation.weeks}
    return [week.week for week in seals.weeks if week.starts not in known]


def _closed_since(seals: Seals, evaluation: Evaluation | None) -> list[str]:
    if evaluation is None:
        return []
    sealed = {week.starts for week in seals.weeks}
    return [week.words for week in evaluation.weeks if week.closed and week.week.starts not in sealed]
