"""`weekproof coach …`: what coaches do in a graduate's repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.options import NO_OPTIONS, ROOT, output, request


@click.group()
def coach() -> None:
    """What coaches do in a graduate's repository."""


_AS_OF = click.option("--as-of", metavar="YYYY-MM-DD", help="Take this day for today.")
_KEY = click.option(
    "--key",
    type=click.Path(path_type=Path),
    default=Path.home() / ".ssh" / "id_ed25519",
    help="Your private OpenSSH key.  [default: ~/.ssh/id_ed25519]",
)
_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why; the report shows it.")
_BY = click.option("--by", metavar="NAME", help="Who decides.  [default: coach.name]")


@coach.command()
@ROOT
@_KEY
def sign(root: Path, key: Path) -> int:
    """Sign content/private/coach-decisions.yaml with your OpenSSH key."""
    from generator.cli.coach_sign import sign as run_sign

    options = {**NO_OPTIONS, "root": root}
    return run_sign(request(options), output(options), key)


@coach.command()
@click.argument("weeks", metavar="WEEK", nargs=-1, required=True)
@click.option("--waive", "decision", flag_value="waived", help="Excuse what is short.")
@click.option("--acknowledge", "decision", flag_value="acknowledged", help="Say that you have seen it.")
@click.option(
    "--requirement", "requirements", metavar="ID", multiple=True, help="One of several.  [default: all]"
)
@_REASON
@_BY
@click.option("--until", metavar="YYYY-MM-DD", help="The last day on which it holds.")
@ROOT
@_AS_OF
@_KEY
def decide(root: Path, as_of: str | None, key: Path, **given: Any) -> int:
    """Answer each WEEK (2026-W40) that fell short: write the decision, and sign it where keys are set."""
    from generator.cli.coach_decide import Answer
    from generator.cli.coach_decide import decide as run_decide

    if given["decision"] is None:
        raise click.UsageError("Say --waive or --acknowledge.")
    options = {**NO_OPTIONS, "root": root, "as_of": as_of}
    given["weeks"] = tuple(name.upper() for name in given["weeks"])
    return run_decide(Answer(**given), request(options), output(options), key)


@coach.command()
@click.option("--from", "first", required=True, metavar="YYYY-MM-DD", help="The first day.")
@click.option("--to", "last", required=True, metavar="YYYY-MM-DD", help="The last day, inside the pause.")
@_REASON
@_BY
@ROOT
@_AS_OF
@_KEY
def pause(root: Path, as_of: str | None, key: Path, **given: Any) -> int:
    """Grant leave: days on which nothing is asked."""
    from generator.cli.coach_decide import pause as run_pause

    options = {**NO_OPTIONS, "root": root, "as_of": as_of}
    return run_pause(**given, request=request(options), output=output(options), key=key)


_NOTES = ("message", "check-in", "mock-interview", "material-review", "deliverable")


@coach.command()
@click.argument("kind", metavar="KIND", type=click.Choice(_NOTES))
@click.argument("title", metavar="TITLE")
@click.option("--on", "date", metavar="YYYY-MM-DD", help="Of the appointment, or due.  [default: today]")
@click.option("--notes", metavar="TEXT", help="What was said, or is asked.")
@click.option("--attended", type=click.Choice(("on-time", "late", "missed")), help="How it was kept.")
@ROOT
@_AS_OF
def note(root: Path, as_of: str | None, **given: Any) -> int:
    """Leave a note: its KIND (message, check-in …) and TITLE go to content/private/coaching/."""
    from generator.cli.new_record import new_record

    options = {**NO_OPTIONS, "root": root, "as_of": as_of}
    fields = {key: value for key, value in given.items() if value is not None}
    return new_record("coaching", fields, {}, request(options), output(options), None)


def _own_key() -> Path:
    """Where a coach's key is kept, unless another file is named."""
    import platformdirs

    return platformdirs.user_config_path("weekproof", appauthor=False) / "coach.key"


@coach.command()
@click.option(
    "--output",
    "file",
    type=click.Path(path_type=Path),
    help="Where the secret key goes.  [default: your settings]",
)
def keygen(file: Path | None) -> int:
    """Make a key for sealed reports, and show its public half."""
    from generator.cli.coach_keys import keygen as run_keygen

    return run_keygen(output(NO_OPTIONS), file or _own_key())


@coach.command(name="open")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="Your secret key: of keygen, or of OpenSSH.")
@click.option("--output", "target", type=click.Path(path_type=Path), help="Where the opened file goes.")
def open_(file: Path, key: Path | None, target: Path | None) -> int:
    """Open FILE, a sealed report (report.age), with your key."""
    from generator.cli.coach_keys import open_report

    return open_report(output(NO_OPTIONS), file, key or _own_key(), target)


@coach.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--seals", type=click.Path(path_type=Path), required=True, help="The seals.json that you kept.")
def verify(folder: Path, seals: Path) -> int:
    """Say which closed weeks of the repository in FOLDER changed since you kept their seals."""
    from generator.cli.coach_verify import verify as run_verify

    options = {**NO_OPTIONS, "root": folder}
    return run_verify(request(options), output(options), seals)
