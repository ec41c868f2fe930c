"""`weekproof audit`: everything that a claim hangs on, in one file; and whether such a file is as it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from generator.cli.coach_files import differing, seals_at, stamps_of
from generator.cli.options import AS_OF, ROOT, asked, output, request
from generator.core import fileops
from generator.core.dates import day_range, full_date
from generator.core.errors import UserError
from generator.core.fileops import read_limited
from generator.core.text import count
from generator.pipeline.types import JudgeResult
from generator.reporters.escape import printable

_DAY = click.DateTime(["%Y-%m-%d"])
_FOLDERS = ("content/private", "content/blog", "content/contributions")


@click.group(invoke_without_command=True)
@ROOT
@AS_OF
@click.option("--from", "first", type=_DAY, metavar="YYYY-MM-DD", help="First day.  [default: of the search]")
@click.option("--to", "last", type=_DAY, metavar="YYYY-MM-DD", help="Last day.  [default: today]")
@click.option("--trust", type=click.Path(path_type=Path), help="For coaches: your file of coach trust.")
@click.option(
    "--seals", type=click.Path(path_type=Path), help="The seals that were kept: a folder or a file."
)
@click.option(
    "--output", "file", type=click.Path(path_type=Path), help="The file.  [default: audit-DAY.zip, here]"
)
@click.pass_context
def audit(
    context: click.Context,
    root: Path,
    as_of: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    trust: Path | None,
    seals: Path | None,
    file: Path | None,
) -> int:
    """Put everything that a claim hangs on into one file: verdicts, records, evidence, seals, decisions."""
    if context.invoked_subcommand is not None:
        return 0
    from generator.commitment.trust import read_trust
    from generator.core.resources import shipped_themes
    from generator.core.version import GENERATOR
    from generator.export.audit import SHEET, Manifest, bundle, sheet
    from generator.pipeline import run
    from generator.pipeline.report import plain_files, report_on

    options = asked(root, as_of)
    out = output(options)
    kept = () if seals is None else seals_at(seals, None)
    wanted = replace(request(options), trust=read_trust(trust) if trust else None, kept=kept)
    judged = run.judge(wanted)
    if judged.verdict is None:
        raise UserError("Nothing could be judged.", hint="weekproof check says what is wrong.")
    report = report_on(judged.verdict, judged.diagnostics, judged.compared, kept)
    window = report.evaluation.window
    begins = first.date() if first else window.start if window else report.as_of
    ends = last.date() if last else report.as_of
    if ends < begins:
        raise UserError("--to is before --from.")
    _, told = stamps_of(kept, (), judged)
    page = sheet(report, begins, ends, _sealed(told, len(kept)), _pinned(judged), shipped_themes() / "_audit")
    made = plain_files(judged, judged.diagnostics, kept)
    files = {
        SHEET: page,
        **{f"verdict/{name}": data for name, data in made.items()},
        **dict(_records(wanted.root, report.portfolio.commitment)),
        **(dict(_given("seals", seals)) if seals else {}),
        **({"trust.yaml": read_limited(trust, _LARGEST)} if trust else {}),
    }
    manifest = Manifest(
        generator=GENERATOR,
        graduate=report.portfolio.graduate.name,
        as_of=report.as_of,
        first=begins,
        last=ends,
        files={},
    )
    target = (file or Path(f"audit-{report.as_of}.zip")).absolute()
    if target.is_relative_to(wanted.root) and not target.is_relative_to(wanted.report_folder):
        hint = "Somebody could commit it. Name a file elsewhere: --output"
        raise UserError("The bundle must not be in the repository.", hint=hint)
    data = bundle(manifest, files)
    fileops.write_atomic(target, data, mode=0o600)
    import hashlib

    out.echo(f"Saved: {target} (private), {count(len(files), 'file')}, {day_range(begins, ends)}")
    out.echo(f"SHA-256 {hashlib.sha256(data).hexdigest()}")
    out.echo("Send the SHA-256 by another way than the file: then nobody can exchange both.")
    return 0


_LARGEST = 64 * 1024 * 1024


@audit.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--digest", metavar="SHA-256", help="The SHA-256 that you were told.")
def verify(file: Path, digest: str | None) -> int:
    """Say whether the bundle FILE is as it was made, and what it proves. Offline."""
    from generator.export.audit import LARGEST, check_bundle

    out = output(asked())
    checked = check_bundle(read_limited(file, LARGEST))
    problems = list(checked.problems)
    if digest is not None and digest.strip().casefold() != checked.digest:
        problems.append("The SHA-256 of the file is another one than you were told.")
    for problem in problems:
        out.echo(printable(problem))
    if problems:
        out.echo("This file is not as it was made. Nothing in it should be relied on.")
        return 1
    made = checked.manifest
    if made is not None:
        files, days = count(len(checked.files), "file"), day_range(made.first, made.last)
        out.echo(
            f"As it was made on {full_date(made.as_of)} by {printable(made.generator)}: {files}, {days}."
        )
    out.echo(f"SHA-256 {checked.digest}" + (", as you were told." if digest else ""))
    out.echo(_PROVES if digest else f"{_ALONE} {_PROVES}")
    return 0


_ALONE = "Whoever can write such a file can make another: ask for its SHA-256 by another way (--digest)."
_PROVES = (
    "It proves that records, verdicts and terms are those of that day. It doesn't prove that what the "
    "records say is true, or when they were written, beyond what timestamps and fetched figures in it show."
)


def _records(root: Path, terms: str) -> Iterator[tuple[str, bytes]]:
    """The files of records, with evidence and decisions, the settings and the school's terms."""
    from generator.source.files import list_files

    paths = [path for folder in _FOLDERS for path in list_files(root, folder, leftovers=True)[0]]
    for path in ("portfolio.yaml", "content/resume.yaml", terms, *paths):
        data = fileops.read_own(root / path) if (root / path).is_file() else None
        if data is not None and ".." not in path and not Path(path).is_absolute():
            yield f"records/{path}", data


def _given(folder: str, path: Path) -> Iterator[tuple[str, bytes]]:
    found = sorted(path.iterdir()) if path.is_dir() else [path]
    for file in found:
        if file.is_file():
            yield f"{folder}/{file.name}", read_limited(file, _LARGEST)


def _sealed(told: list[str], number: int) -> list[str]:
    if number and not told:
        return [f"{count(number, 'file')} of seals, without a timestamp of somebody else's clock."]
    return told


def _pinned(judged: JudgeResult) -> list[str]:
    return list(differing(judged.compared)) if judged.compared else ["Nothing was pinned for this."]
