"""`weekproof cohort`: for coaches and schools, many graduates on one board."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.options import AS_OF, TODAY, asked, moment, output, request
from generator.core import fileops
from generator.core.errors import UserError
from generator.core.text import count
from generator.reporters.escape import printable

if TYPE_CHECKING:
    from generator.cohort.gather import Job, Row
    from generator.cohort.members import Cohort
    from generator.reporters.registry import Output

FILE = click.argument("file", type=click.Path(path_type=Path), metavar="COHORT.YAML")
BOARD = click.option(
    "--board",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the board.  [default: board, beside the file]",
)
_WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="NUMBER",
    default=os.cpu_count() or 1,
    help="How many are judged at a time on this machine.  [default: one per processor]",
)


@click.group()
def cohort() -> None:
    """For coaches and schools: many graduates on one board."""


@cohort.command()
@FILE
@BOARD
@AS_OF
@click.option("--key", type=click.Path(path_type=Path), help="Your secret key, for sealed reports.")
@_WORKERS
@click.option(
    "--engine",
    type=click.Choice(("local", "dask")),
    default="local",
    show_default=True,
    help="Where they are judged: on this machine, or on a Dask cluster. Then all records travel to the "
    "cluster's machines, contacts among them.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="The cluster's scheduler, for `--engine dask`: tls://host:8786."
)
@click.option("--verdicts-only", is_flag=True, help="Write no report of each graduate.")
def build(
    file: Path,
    folder: Path | None,
    as_of: str | None,
    key: Path | None,
    workers: int,
    engine: str,
    scheduler: str | None,
    *,
    verdicts_only: bool,
) -> int:
    """Judge every graduate in COHORT.YAML, and write the board: who needs you, and everybody in a table."""
    from generator.cohort.board import board_of, page
    from generator.cohort.gather import jobs_of
    from generator.cohort.members import read_cohort
    from generator.core.resources import shipped_themes
    from generator.reporters.progress_bar import progress_bar

    if (engine == "dask") != (scheduler is not None):
        raise click.UsageError("`--engine dask` and `--scheduler ADDRESS` belong together.")
    options = asked(file.parent, as_of)
    out = output(options)
    found = read_cohort(file)
    board_folder = prepared(folder or file.parent / "board")
    jobs = jobs_of(
        found.graduates,
        file.parent.absolute(),
        board_folder,
        key=_key(key, found.key, file),
        as_of=dt.date.fromisoformat(as_of) if as_of else None,
        now=moment(),
        cache=_cache(board_folder),
        with_reports=not verdicts_only,
    )
    rows = []
    with _judging(jobs, workers, scheduler, out) as found_rows, progress_bar(out) as progress:
        for row in found_rows:
            rows.append(row)
            progress("Graduates", len(rows), len(jobs))
    today = dt.date.fromisoformat(as_of) if as_of else moment().date()
    board = board_of(found.title, rows, today, board_folder, file)
    fileops.write_atomic(board_folder / PAGE, page(board, shipped_themes() / "_board"), mode=0o600)
    _export(board, board_folder)
    out.echo(board.sentence)
    if not out.redact:
        for person in board.waiting[:_SHOWN]:
            first = person.first
            out.echo(printable(f"  {person.row.name}: {first.title if first else ''}"))
        for person in board.broken[:_SHOWN]:
            out.echo(printable(f"  {person.row.name}: not read: {person.row.problem}"))
    out.echo(f"Board   {board_folder / PAGE} (private)")
    return 1 if board.broken else 0


_SHOWN = 10


@contextmanager
def _judging(jobs: list[Job], workers: int, scheduler: str | None, out: Output) -> Iterator[Iterator[Row]]:
    """The rows, from this machine or from a cluster; and what there is to say of that."""
    if scheduler is None:
        from generator.cohort.gather import gather

        yield gather(jobs, workers)
        return
    from generator.cohort.on_dask import cluster

    if not _IS_SAFE.match(scheduler):
        out.echo("Records travel to the cluster unencrypted: its address does not begin with tls://.")
    with cluster(scheduler) as found:
        yield found.rows(jobs)
        if found.here:
            many = count(found.here, "graduate was", "graduates were")
            out.echo(f"{many} judged here: a link, git in another folder, or more than 64 MB can't be sent.")


_IS_SAFE = re.compile(r"tls://|(tcp://)?(127\.|localhost[:/]|\[::1\])", re.ASCII)


@cohort.command()
@FILE
@BOARD
@AS_OF
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Folder for the directory, to publish.  [default: directory, beside the file]",
)
@click.option("--adopt", is_flag=True, help="Write to FOLDER although it has other files in it.")
@_WORKERS
def directory(
    file: Path, folder: Path | None, as_of: str | None, out: Path | None, workers: int, *, adopt: bool
) -> int:
    """Write a public directory of those in COHORT.YAML whose settings have `site.listed: true`."""
    from generator.cohort.directory import listings, make_directory, refuse_unreached
    from generator.cohort.gather import jobs_of
    from generator.cohort.members import read_cohort
    from generator.publish.gate import gate
    from generator.publish.publish import publish
    from generator.reporters.progress_bar import progress_bar

    options = asked(file.parent, as_of)
    told = output(options)
    found = read_cohort(file)
    board_folder = prepared(folder or file.parent / "board")
    target = _public(out or file.parent / "directory", board_folder)
    today = dt.date.fromisoformat(as_of) if as_of else moment().date()
    cache = _cache(board_folder)
    jobs = jobs_of(
        found.graduates,
        file.parent.absolute(),
        board_folder,
        key=Path(),
        as_of=dt.date.fromisoformat(as_of) if as_of else None,
        now=moment(),
        cache=cache,
        with_reports=False,
    )
    known = []
    with progress_bar(told) as progress:
        for listing in listings(jobs, workers):
            known.append(listing)
            progress("Graduates", len(known), len(jobs))
    base, by_slug = file.parent.absolute(), {job.slug: job for job in jobs}
    refuse_unreached(known, by_slug)
    made = make_directory(found.directory, known, by_slug, base, today, cache)
    told.echo(f"{count(len(made.listed), 'person', 'people')} listed.")
    if made.left_out:
        left_out = f"{count(len(made.left_out), 'person', 'people')} left out"
        told.echo(f"{left_out}. A terminal shows who, and why." if told.redact else f"{left_out}:")
        for one in () if told.redact else made.left_out:
            told.echo(printable(f"  {one.name}: {one.problem}"))
    checked = gate(made.site, made.findings)
    if checked is None:
        for finding in made.findings if not told.redact else ():
            told.echo(printable(f"  {finding.location.path}: {finding.message}"))
        hint = "What employers may read although it is private text: directory.mentions in the file."
        raise UserError("The directory is not published: something is wrong with it.", hint=hint)
    published = publish(checked, target, adopt=adopt or out is None)
    changed = f"{published.written} written, {published.unchanged} unchanged, {published.removed} removed"
    others = f", {count(published.kept, 'file')} of others kept" if published.kept else ""
    told.echo(f"Directory   {target} (public): {changed}{others}")
    return 1 if made.left_out else 0


def _public(folder: Path, board: Path) -> Path:
    """The folder of the directory, where nothing private is. Raises `UserError`."""
    from generator.publish.folders import absolute, holds

    folder = absolute(folder)
    if holds(folder, board) or holds(board, folder):
        raise UserError(
            "The directory must not be in the board's folder or around it: the board is private.",
            hint="Name another folder: --out",
        )
    if any((above / "portfolio.yaml").exists() for above in folder.parents):
        raise UserError(
            "The directory must not be in a graduate's repository.", hint="Name another folder: --out"
        )
    return folder


@cohort.command()
@FILE
@BOARD
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a line for each graduate.",
)
def outcomes(file: Path, folder: Path | None, csv_file: Path | None) -> int:
    """Count how the searches of COHORT.YAML came out. Run `cohort build` first."""
    from generator.cohort.board import board_of
    from generator.cohort.exports import outcome_lines, outcomes_csv
    from generator.cohort.gather import kept_rows

    out = output(asked(file.parent))
    found, board_folder, jobs = kept(file, folder)
    rows = list(kept_rows(jobs))
    if not rows:
        raise UserError("There is no board yet.", hint="Make it first: weekproof cohort build")
    people = board_of(found.title, rows, moment().date(), board_folder, file).people
    for line in outcome_lines(people):
        out.echo(printable(line))
    if csv_file is not None:
        fileops.write_atomic(csv_file.absolute(), outcomes_csv(people), mode=0o600)
        out.echo(f"Saved: {csv_file} (private)")
    return 0


@cohort.command()
@FILE
@click.argument("name")
@click.argument("weeks", metavar="[WEEK]", nargs=-1)
@click.option("--waive", "decision", flag_value="waived", help="Excuse each WEEK.")
@click.option("--acknowledge", "decision", flag_value="acknowledged", help="Say that you have seen it.")
@click.option(
    "--leave", nargs=2, metavar="FIRST LAST", help="Ask for nothing on these days, or in these weeks."
)
@click.option("--note", nargs=2, metavar="KIND TITLE", help="Leave a note: message, check-in …, and a title.")
@click.option(
    "--requirement",
    "requirements",
    metavar="ID",
    multiple=True,
    help="Only this requirement.  [default: all]",
)
@click.option("--reason", metavar="TEXT", help="Why you excuse, acknowledge or grant leave.")
@click.option("--until", metavar="YYYY-MM-DD", help="The last day of a decision's effect.")
@click.option("--on", metavar="YYYY-MM-DD", help="Date of the note.  [default: today]")
@click.option("--notes", metavar="TEXT", help="What was said, or what you ask for.")
@click.option("--attended", type=click.Choice(("on-time", "late", "missed")), help="Whether they attended.")
@click.option("--by", metavar="NAME", help="Who decides.  [default: coach.name]")
@click.option("--push", is_flag=True, help="Push it, with what you decided here before.")
@BOARD
@TODAY
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    default=Path.home() / ".ssh" / "id_ed25519",
    help="Your private OpenSSH key.  [default: ~/.ssh/id_ed25519]",
)
def decide(file: Path, name: str, folder: Path | None, as_of: str | None, key: Path, **given: Any) -> int:
    """Answer the graduate NAME of COHORT.YAML, on a WEEK or else: signed if keys are set, and committed."""
    from generator.cli import cohort_decide
    from generator.cohort.gather import one_called

    wanted = cohort_decide.wanted(**given)
    options = asked(file.parent, as_of)
    _, board_folder, jobs = kept(file, folder)
    job = one_called(jobs, name)
    if job.kind == "git":
        prepared(board_folder)
    return cohort_decide.answer(job, wanted, request(options), key, output(options))


@cohort.command()
@FILE
@click.argument("name")
@BOARD
def forget(file: Path, name: str, folder: Path | None) -> int:
    """Remove everything that the board of COHORT.YAML keeps of the graduate called NAME."""
    from generator.cohort.gather import forget_graduate, one_called

    out = output(asked(file.parent))
    _, board_folder, jobs = kept(file, folder)
    job = one_called(jobs, name)
    was_listed = job.listing.exists()
    removed = forget_graduate(job)
    for exported in (PAGE, *EXPORTS):
        with suppress(FileNotFoundError):
            fileops.remove_file(board_folder / exported)
    files = count(removed, "file or folder", "files and folders")
    out.echo(f"Removed {files}, and the board, which has the name on it.")
    out.echo(f"Now delete the entry from {file.name}, and build the board anew.")
    if was_listed:
        out.echo("If they are in the directory, make that anew too: weekproof cohort directory")
    return 0


def kept(file: Path, folder: Path | None) -> tuple[Cohort, Path, list[Job]]:
    """The cohort, its board's folder, and the jobs that say where what is kept is."""
    from generator.cohort.gather import jobs_of
    from generator.cohort.members import read_cohort

    found, board_folder = read_cohort(file), (folder or file.parent / "board").absolute()
    jobs = jobs_of(
        found.graduates,
        file.parent.absolute(),
        board_folder,
        key=Path(),
        as_of=None,
        now=moment(),
        cache=None,
        with_reports=True,
    )
    return found, board_folder, jobs


PAGE, EXPORTS = "index.html", ("board.xlsx", "board.ics")


def _export(board: Any, folder: Path) -> None:
    """The workbook and the calendar, where their libraries are installed."""
    from generator.cohort import exports

    for name, make in zip(EXPORTS, (exports.workbook, exports.calendar), strict=True):
        try:
            data = make(board)
        except ImportError:
            continue
        fileops.write_atomic(folder / name, data, mode=0o600)


def _key(given: Path | None, written: str | None, file: Path) -> Path:
    from generator.cli.coach_files import own_key

    if given is not None:
        return given.absolute()
    return (file.parent / written).absolute() if written else own_key()


def prepared(folder: Path) -> Path:
    """The folder of the board, private, and where nothing publishes it. Raises `UserError`."""
    from generator.cohort.gather import CLONES, KEPT, REPORTS
    from generator.environment.git import GitError, run_git

    folder = folder.absolute()
    above = [folder, *folder.parents]
    if any((at / "portfolio.yaml").exists() for at in above):
        raise UserError(
            "The board must not be in a graduate's repository.", hint="Name another folder: --board"
        )
    repository = next((at for at in above if (at / ".git").exists()), None)
    if repository is not None:
        try:
            remotes = run_git(repository, "config", "--get-regexp", r"^remote\..*\.url$")
        except GitError:
            remotes = b""
        if remotes.strip():
            hint = "Whoever can read that remote could read everybody here. Name another folder: --board"
            raise UserError("The board must not be in a repository with a remote.", hint=hint)
    _refuse_foreign(folder)
    fileops.private_folder(folder)
    for name in (CLONES, KEPT, REPORTS):
        fileops.private_folder(folder / name)
    if not (folder / ".gitignore").exists():
        fileops.write_atomic(folder / ".gitignore", _IGNORED)
    return folder


def _cache(board: Path) -> Path | None:
    """The user's cache. The file of a cohort is in nobody's repository: it may lie in the home folder."""
    return request(asked(board)).cache


_IGNORED = b"# Private: other people's data.\n*\n"


def _refuse_foreign(folder: Path) -> None:
    """Raise `UserError` for a folder that has something in it and is no board's: it would become private."""
    try:
        has_files = any(folder.iterdir())
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UserError(f"{folder} is not a folder.", hint="Name another folder: --board") from None
    if has_files and fileops.read_own(folder / ".gitignore") != _IGNORED:
        raise UserError(
            f"{folder} has other files in it, and no board was made there.",
            hint="Name an empty or a new folder: --board",
        )
