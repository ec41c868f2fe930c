"""`weekproof coach …`: for coaches, in a graduate's repository."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.coach_decide import NOTES, decide, pause
from generator.cli.coach_files import (
    MAX_KEY_BYTES,
    differing,
    key_in,
    names_of_weeks,
    own_key,
    seals_at,
    stamps_of,
)
from generator.cli.coach_issue import issue
from generator.cli.coach_sign import sign
from generator.cli.findings import print_findings
from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.commitment.diff import describe_difference
from generator.commitment.trust import compare, encode_trust, key_words, pin, read_trust
from generator.core import fileops
from generator.core.dates import short_day
from generator.core.diagnostics import Location
from generator.core.errors import MachineError, UserError
from generator.core.fileops import read_limited
from generator.core.text import capitalized, count
from generator.model.commitment import Commitment
from generator.model.kinds import Journal
from generator.model.signing_key import NOT_SIGNED
from generator.model.trust import Trust
from generator.model.verdict import Evaluation
from generator.pipeline import run
from generator.pipeline.types import JudgeResult
from generator.reporters.escape import printable
from generator.seals.age import new_key, open_sealed
from generator.seals.compare import Change
from generator.seals.kept import Kept, changes_since, first_kept
from generator.seals.weeks import SealedWeek

if TYPE_CHECKING:
    pass


@click.group()
def coach() -> None:
    """For coaches, in a graduate's repository."""


coach.add_command(sign)
coach.add_command(decide)
coach.add_command(pause)
coach.add_command(issue)


@coach.command()
@click.argument("kind", metavar="KIND", type=click.Choice(NOTES))
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
    file, out = file or own_key(), output(asked())
    _outside_repositories(file, "A secret key")
    identity, recipient = new_key()
    write_private(file, f"{_HEAD}# public key: {recipient}\n{identity}\n".encode(), replace=False)
    out.echo(f"Your secret key: {file}. Keep a copy: without it you cannot open any report.")
    out.echo("Your public key, for `coach.public_keys` in your graduates' portfolio.yaml:")
    out.echo(recipient)
    return 0


_OTHER_FILE = "Choose another file with --output."


def write_private(file: Path, data: bytes, *, replace: bool, hint: str = _OTHER_FILE) -> None:
    """Write a file that only its owner may read. Without `replace` one that is there is a `UserError`."""
    try:
        fileops.make_folders(file.parent)
        if replace:
            fileops.write_atomic(file, data, mode=0o600)
        else:
            fileops.write_new(file, data, 0o600)
    except FileExistsError:
        raise UserError(f"{file} already exists.", hint=hint) from None
    except OSError as error:
        raise MachineError(f"{file} could not be written: {error.strerror}.") from None


MAX_REPORT_BYTES = 64 * 1024 * 1024


@coach.command(name="open")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="Your secret key, from keygen or OpenSSH.")
@click.option("--output", "target", type=click.Path(path_type=Path), help="File for the opened report.")
def open_(file: Path, key: Path | None, target: Path | None) -> int:
    """Open FILE, a sealed report (report.age), with your key."""
    # Without a target it goes beside the file, and what lies there already is a `UserError`. Nothing is
    # written unless the whole file opened.
    data = open_sealed(read_limited(file, MAX_REPORT_BYTES), key_in(key or own_key()))
    is_page = not data.startswith(b"{")
    to = target or file.with_suffix(".html" if is_page else ".json")
    write_private(to, data, replace=target is not None)
    then = "Delete it when you have read it" if is_page else "Keep it for weekproof coach verify"
    output(asked()).echo(f"Opened: {to}. {then}; {file.name} is kept.")
    return 0


@coach.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", "replacing", is_flag=True, help="Replace what is pinned in FILE.")
@ROOT
@TODAY
def trust(file: Path, replacing: bool, root: Path, as_of: str | None) -> int:
    """Pin keys, terms, programme and dates of the repository in FILE, on your side."""
    options = asked(root, as_of)
    out = output(options)
    _outside_repositories(file, "What you pin")
    judged = run.judge(request(options))
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    verdict = judged.verdict
    pinned = pin(verdict.portfolio, verdict.commitment, judged.as_of)
    if replacing and file.exists():
        compared = compare(read_trust(file), verdict.portfolio, verdict.commitment)
        out.echo("\n".join(differing(compared)))
    hint = "Choose another file, or replace what it says with --replace."
    write_private(file, encode_trust(pinned, file.name), replace=replacing, hint=hint)
    out.echo(f"Pinned: {file}. Keep it where only you can change it. Look at what is in it:")
    for line in (*_pinned(pinned, verdict.commitment), *_author(verdict.journal)):
        out.echo(f"  {printable(line)}")
    return 0


def _pinned(pinned: Trust, commitment: Commitment) -> Iterator[str]:
    """What was pinned, for the coach to look at: whatever is wrong now would be trusted from now on."""
    facts = [pinned.graduate, pinned.programme]
    facts += [f"search from {short_day(pinned.start)}"] if pinned.start else []
    facts += [f"holidays of {pinned.country}"] if pinned.country else []
    yield ", ".join(facts)
    yield f"Terms: {pinned.terms.name}, checksum {pinned.terms.checksum[:12]}"
    for name, here, shipped in commitment.differs:
        yield f"  {describe_difference(name, here, shipped, 'the built-in terms')}"
    if not pinned.signing_keys:
        yield "No key may sign: decisions and pauses can't be told from what anyone else wrote."
    for key in pinned.signing_keys:
        yield f"May sign: {key_words(key)}"
    if pinned.coach_github:
        yield f"May decide by an issue: @{pinned.coach_github}"


def _outside_repositories(file: Path, what: str) -> None:
    """A `UserError` if `file` would be in a graduate's repository."""
    folder = file.absolute().parent
    if any((at / "portfolio.yaml").exists() for at in (folder, *folder.parents)):
        raise UserError(
            f"{what} must not be kept in a graduate's repository.", hint="Choose a file elsewhere."
        )


_MOST_PLACES = 5


@coach.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--trust", type=click.Path(path_type=Path), help="Your file of coach trust.")
@click.option("--seals", type=click.Path(path_type=Path), help="The seals that you kept: a folder or a file.")
@click.option("--key", type=click.Path(path_type=Path), help="Your secret key, if the seals are encrypted.")
@click.option(
    "--authority",
    "authorities",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A timestamp authority's certificate, if it is no public one.",
)
def verify(
    folder: Path, trust: Path | None, seals: Path | None, key: Path | None, authorities: Sequence[Path]
) -> int:
    """Show what differs in FOLDER from what you pinned, and which closed weeks changed. Offline."""
    if trust is None and seals is None:
        raise click.UsageError("Give --trust, --seals or both.")
    pinned = None if trust is None else read_trust(trust)
    kept = () if seals is None else seals_at(seals, key)
    certificates = [_certificate(file) for file in authorities]
    options = asked(folder)
    out = output(options)
    judged = run.judge(replace(request(options), trust=pinned))
    if judged.journal is None:
        raise UserError("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    lines = [*_trusted(judged)]
    code = 1 if judged.compared and (judged.compared.differences or judged.journal.decisions_void) else 0
    if kept:
        changed, seal_lines = _seals_kept(kept, judged)
        wrong, stamp_lines = stamps_of(kept, certificates, judged)
        code, lines = max(code, changed, wrong), [*lines, *seal_lines, *stamp_lines]
    out.echo("\n".join(printable(line) for line in lines))
    return code


def _certificate(file: Path) -> bytes:
    from generator.seals.timestamps import read_authority

    pem = read_limited(file, MAX_KEY_BYTES)
    read_authority(pem)
    return pem


def _trusted(judged: JudgeResult) -> Iterator[str]:
    """What differs from what was pinned, and who could have written the decisions and pauses."""
    compared, journal = judged.compared, judged.journal
    if compared is None or journal is None:
        return
    yield from differing(compared)
    if judged.commitment is None:
        yield "The terms cannot be read, so they are not compared: see weekproof check."
    yield from _author(journal)


def _author(journal: Journal) -> Iterator[str]:
    """Who could have written the decisions and pauses, if there are any."""
    given = [
        *([count(len(journal.decisions), "decision")] if journal.decisions else []),
        *([count(len(journal.pauses), "pause")] if journal.pauses else []),
    ]
    if given:
        author = journal.signature.words if journal.signature else NOT_SIGNED
        void = " None of it counts." if journal.decisions_void else ""
        yield f"{' and '.join(given)}: {author}.{void}"


def _seals_kept(kept: Sequence[Kept], judged: JudgeResult) -> tuple[int, Sequence[str]]:
    """Whether a sealed week changed, as an exit code, and the lines about it."""
    assert judged.journal is not None, "the caller has looked"  # noqa: S101 - tells the type checker
    changed = list(changes_since(kept, judged.journal))
    names = names_of_weeks(judged.evaluation)
    sealed = [week for _, week in first_kept(kept)]
    gone = _no_longer_asked(sealed, judged.evaluation)
    lines = [line for week, found in changed for line in _week(capitalized(names.get(week, week)), found)]
    lines += [f"{week}  is no longer a week of the search" for week in gone]
    if judged.journal.unreadable:
        lines.append("Some records cannot be read (see weekproof check). They are shown as removed.")
    if _none_is_here(sealed, changed):
        lines.append("None of the sealed records is here: these may be the seals of another repository.")
    lines.append(_summary(sealed, names, len({*(week for week, _ in changed), *gone})))
    later = _closed_since(sealed, judged.evaluation)
    if later:
        lines.append(f"Closed since: {', '.join(later)}. Keep the new seals for the next time.")
    return (1 if changed or gone else 0), lines


def _none_is_here(weeks: Sequence[SealedWeek], changed: Sequence[tuple[str, Sequence[Change]]]) -> bool:
    """Whether no sealed record is here any more, changed or not."""
    sealed = sum(len(texts) for week in weeks for texts in week.records.values())
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


def _summary(weeks: Sequence[SealedWeek], names: Mapping[str, str], changed: int) -> str:
    if not weeks:
        return "This file has no sealed weeks."
    sealed = len(weeks)
    first, last = (names.get(week.week, week.week) for week in (weeks[0], weeks[-1]))
    span = f"{first} to {last}"
    if not changed:
        return f"Nothing has changed in the {sealed} sealed weeks, {span}."
    told = count(changed, "has changed since", "have changed since")
    return (
        f"Of the {sealed} sealed weeks, {span}, {told}. A week changes for many reasons, "
        "from a corrected typo to a late note: ask."
    )


def _no_longer_asked(weeks: Sequence[SealedWeek], evaluation: Evaluation | None) -> list[str]:
    """Sealed weeks that the search no longer has, because its start, length or weeks were changed."""
    if evaluation is None:
        return []
    known = {judged.week.starts for judged in evaluation.weeks}
    return [week.week for week in weeks if week.starts not in known]


def _closed_since(weeks: Sequence[SealedWeek], evaluation: Evaluation | None) -> list[str]:
    if evaluation is None:
        return []
    sealed = {week.starts for week in weeks}
    return [week.words for week in evaluation.weeks if week.closed and week.week.starts not in sealed]
