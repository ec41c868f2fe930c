"""The commands of every day: `status`, `log`, `edit`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.options import NO_OPTIONS, ROOT, from_here, output, request
from generator.pipeline.types import Request
from generator.reporters.registry import Output

AS_OF = click.option("--as-of", metavar="YYYY-MM-DD", help="Judge as of this day.  [default: today]")


def asked(root: Path, as_of: str | None = None) -> dict[str, Any]:
    """The options of a command that is asked for nothing else."""
    return {**NO_OPTIONS, "root": root, "as_of": as_of}


@click.command()
@ROOT
@AS_OF
@click.option("--short", is_flag=True, help="One line, for a shell prompt.")
@click.option("--json", "as_json", is_flag=True, help="JSON, for other programs.")
def status(root: Path, as_of: str | None, *, short: bool, as_json: bool) -> int:
    """Show this week: what is done, what is missing, what to do next."""
    options = asked(root, as_of)
    if short:
        return _line(request(options), output(options))
    from generator.cli.status import status as run_status

    return run_status(request(options), output(options), "json" if as_json else "page")


def _line(request: Request, output: Output) -> int:
    """Nothing that judges is imported where the line is kept from the last prompt."""
    from generator.cli.status_line import StatusLine, kept_line

    def make() -> StatusLine:
        from generator.cli.status import made_line

        return made_line(request)

    output.echo(kept_line(request, make))
    return 0


@click.command()
@ROOT
@AS_OF
@click.option(
    "--weeks",
    type=click.IntRange(1, 120),
    metavar="NUMBER",
    default=8,
    show_default=True,
    help="How many weeks.",
)
@click.option("--records", is_flag=True, help="What was logged in each, and whether it counted.")
def log(root: Path, as_of: str | None, *, weeks: int, records: bool) -> int:
    """Show the last weeks, a line each."""
    from generator.cli.status import log as run_log

    options = asked(root, as_of)
    return run_log(request(options), output(options), weeks=weeks, records=records)


def _words(_: click.Context, __: click.Parameter, begun: str) -> list[str]:
    """What a shell offers for what is begun."""
    from generator.cli.edit import WORDS

    return [word for word in (*WORDS, "settings", "decisions") if word.startswith(begun)]


@click.command()
@click.argument("subject", metavar="WEEK|PATH[:LINE]|KIND", shell_complete=_words)
@ROOT
def edit(subject: str, root: Path) -> int:
    """Open a WEEK, a PATH at its LINE, or the latest of a KIND in your editor.

    KIND is contact, activity, offer, goal, coaching, post, project, page, settings or decisions.
    """
    from generator.cli.edit import edit as run_edit

    return run_edit(from_here(subject, root), request(asked(root)))
