"""Options that commands share, and the Request and Output made from them. The only clock is here."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from generator.core.cache import refuse_cache
from generator.core.errors import UserError
from generator.environment import machine
from generator.environment.machine import in_ci, user_cache
from generator.reporters.registry import FORMATS, Output, Style

if TYPE_CHECKING:  # loaded when a command runs: its help is shown without
    from generator.model.verdict import AsOfFrom
    from generator.pipeline.types import Request


def read_as_of(
    option: str | None, environment: Mapping[str, str], now: dt.datetime
) -> tuple[dt.date, AsOfFrom]:
    """The day and where it came from. `now` is the present in the graduate's time zone."""
    if option is not None:
        return _option(option), "option"
    epoch = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        return _epoch(epoch, now.tzinfo), "SOURCE_DATE_EPOCH"
    return now.date(), "clock"


def _option(text: str) -> dt.date:
    from generator.reading.dates import read_day

    day = read_day(text, dt.UTC) if len(text) == 10 else None
    if not isinstance(day, dt.date):
        why = f" {day.text}" if day else ""
        raise UserError(
            f"--as-of {text!r} is not a date.{why}", hint="Write year, month and day: 2026-11-22."
        )
    return day


def _epoch(text: str, zone: dt.tzinfo | None) -> dt.date:
    from generator.model.calendar import FIRST_DAY, LAST_DAY

    day = None
    if text.isascii() and text.isdigit() and len(text) <= 10:
        day = (dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(seconds=int(text))).astimezone(zone).date()
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise UserError(
            f"SOURCE_DATE_EPOCH {text!r} is not a number of seconds.",
            hint="Unset it, or set it to seconds since 1970.",
        )
    return day


def _above(context: click.Context, parameter: click.Parameter, root: Path) -> Path:
    """The folder that was named; where none was, this one or the nearest above it with a portfolio.yaml.

    Like git it looks no further than the repository that holds this folder.
    """
    if context.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT:
        return root
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "portfolio.yaml").is_file():
            return root if folder == here else folder
        if (folder / ".git").exists():
            break
    return root


def from_here(subject: str, root: Path) -> str:
    """A PATH or PATH:LINE relative to this folder, made relative to `root`; anything else unchanged."""
    path, colon, line = subject.partition(":")
    file, top = Path(path).absolute(), root.absolute()
    try:
        if (root / path).exists() or not file.is_file() or not file.is_relative_to(top):
            return subject
    except OSError:  # not a file name at all
        return subject
    return f"{file.relative_to(top).as_posix()}{colon}{line}"


ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    callback=_above,
    help="The folder with portfolio.yaml.  [default: this one, or one above it in the same repository]",
)


AS_OF = click.option("--as-of", metavar="YYYY-MM-DD", help="Judge as of this day.  [default: today]")
TODAY = click.option("--as-of", metavar="YYYY-MM-DD", help="Use this day as today.")


VISIBILITY = click.option(
    "--public-repository/--private-repository",
    default=None,
    help="Say whether strangers can read this repository.  [default: what CI says]",
)


def shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that judges."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    ROOT,
    AS_OF,
    click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="text", help="How to show findings."
    ),
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option("-v", "--verbose", is_flag=True, help="Show every warning and note."),
    click.option("-q", "--quiet", is_flag=True, help="Show errors only."),
    click.option(
        "--private-details",
        is_flag=True,
        help="Show details of private records in every format and without a terminal. Has no effect in CI.",
    ),
    VISIBILITY,
    click.option("--no-cache", is_flag=True, help="Make everything anew; keep nothing for later."),
)


_DEFAULTS: dict[str, Any] = {
    "root": Path(),
    "as_of": None,
    "format_": "text",
    "strict": False,
    "verbose": False,
    "quiet": False,
    "private_details": False,
    "public_repository": None,
    "no_cache": False,
}


def asked(root: Path | None = None, as_of: str | None = None, **more: Any) -> dict[str, Any]:
    """The options of a command that has only some of them: the rest is at its default."""
    return {**_DEFAULTS, "root": root or Path(), "as_of": as_of, **more}


def request(options: dict[str, Any], site: Path | None = None, report: Path | None = None) -> Request:
    """The request that a command was given. Its clock is the only one."""
    from generator.pipeline.types import Request

    root: Path = options["root"]

    def clock(zone: dt.tzinfo) -> Any:
        return read_as_of(options["as_of"], os.environ, dt.datetime.now(zone))

    return Request(
        root=root.absolute(),
        clock=clock,
        environment=dict(os.environ),
        strict=options["strict"],
        site=site.absolute() if site else None,
        report=report.absolute() if report else None,
        cache=None if options["no_cache"] else _cache(root.absolute()),
        public=options["public_repository"],
    )


def moment() -> dt.datetime:
    """Now, in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def _cache(root: Path) -> Path | None:
    """The user's cache. One inside the repository is not used: whoever commits to that could fill it."""
    cache = user_cache()
    if cache is None:
        refuse_cache(None, "you have no home folder")
    elif cache.resolve().is_relative_to(root.resolve()):
        refuse_cache(cache, "it lies in the repository, where anyone who commits could change it")
        return None
    return cache


def output(options: dict[str, Any]) -> Output:
    """Where and how the command prints, and whether strangers may read it."""
    name: str = options["format_"]
    seen = options["private_details"] or (machine.at_terminal() and name in ("text", "json"))
    public = in_ci(os.environ) or not seen
    style = Style(
        root=None if public else options["root"].absolute(),
        colour=name == "text" and _colour(),
        verbose=options["verbose"],
    )
    watched = sys.stderr.isatty() and not in_ci(os.environ) and not options["quiet"]
    return Output(format=name, style=style, redact=public, quiet=options["quiet"], progress=watched)


def _colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


NO_INPUT = click.option("--no-input", is_flag=True, help="Ask nothing, even at a terminal.")


def asker(*, no_input: bool) -> Any:
    """How to ask the person at the terminal; None if there is none."""
    from generator.intake.question import has_terminal

    if no_input or not has_terminal():
        return None
    from generator.intake.terminal import ask

    return ask
