"""Arguments → one command → exit code. The only clock and the only catch-all are here."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from generator.day import read_as_of
from generator.faults import Fault
from generator.reporters.safe import printable
from generator.reporters.table import FORMATS, Output, Style, hush
from generator.run import Request
from generator.version import VERSION

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
EPILOG = (
    "Exit codes: 0 nothing wrong; 1 the content breaks a rule; 2 the command, portfolio.yaml or the "
    "commitment is wrong; 3 the machine failed."
)


@click.group(context_settings=CONTEXT, epilog=EPILOG)
@click.version_option(VERSION, prog_name="weekproof")
def weekproof() -> None:
    """Check a job search kept in files, and turn it into a portfolio and a coach's report."""


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that judges."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        help="The folder that holds portfolio.yaml.  [default: this one]",
    ),
    click.option("--as-of", metavar="YYYY-MM-DD", help="Judge as of this day.  [default: today]"),
    click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="text", help="How findings are shown."
    ),
    click.option("--strict", is_flag=True, help="Treat warnings as errors."),
    click.option("-v", "--verbose", is_flag=True, help="Show every warning, and the notes."),
    click.option("-q", "--quiet", is_flag=True, help="Show errors only."),
    click.option(
        "--private-details",
        is_flag=True,
        help="Show details of private records in every format; has no effect in CI.",
    ),
)


@weekproof.command()
@_shared
@click.option("--site", type=click.Path(path_type=Path), help="Where the site goes.  [default: site/]")
@click.option("--report", type=click.Path(path_type=Path), help="Where the report goes.  [default: report/]")
def build(site: Path | None, report: Path | None, **options: Any) -> int:
    """Check everything, then write the portfolio and the coach's report."""
    from generator.commands.build import build as run_build

    return run_build(_request(options, site, report), _output(options))


@weekproof.command()
@_shared
@click.option("--site", is_flag=True, help="Render the site too and look for leaks and broken links.")
def check(site: bool, **options: Any) -> int:
    """Check everything and write nothing."""
    from generator.commands.check import check as run_check

    return run_check(_request(options), _output(options), site=site)


@weekproof.command()
@click.argument("subject", metavar="RULE|WEEK|PATH:LINE")
@_shared
def explain(subject: str, **options: Any) -> int:
    """Say what a rule means, why a week (2026-W40) got its verdict, or whether a record counted."""
    from generator.commands.explain import explain as run_explain

    return run_explain(subject, _request(options), _output(options))


@weekproof.command()
@_shared
@click.option("--replay", is_flag=True, help="Look back: every day so far, and when a verdict changed.")
def forecast(replay: bool, **options: Any) -> int:
    """Say what fails if nothing more is logged, and what is needed by which day."""
    from generator.commands.forecast import forecast as run_forecast

    return run_forecast(_request(options), _output(options), replay=replay)


@weekproof.command()
@_shared
@click.option("--port", type=click.IntRange(1024, 65535), default=5500, show_default=True)
@click.option("--open/--no-open", "open_", default=False, help="Open the page in a browser.")
def serve(port: int, open_: bool, **options: Any) -> int:
    """Show the portfolio on this machine, and again after every change."""
    from generator.commands.serve import serve as run_serve

    return run_serve(_request(options), _output(options), port=port, open_browser=open_)


@weekproof.group()
def coach() -> None:
    """What coaches do in a graduate's repository."""


@coach.command()
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    default=Path.home() / ".ssh" / "id_ed25519",
    help="Your private OpenSSH key.  [default: ~/.ssh/id_ed25519]",
)
def sign(root: Path, key: Path) -> int:
    """Sign content/private/coach-decisions.yaml with your OpenSSH key."""
    from generator.commands.coach_sign import sign as run_sign

    options = {**_NO_OPTIONS, "root": root}
    return run_sign(_request(options), _output(options), key)


@weekproof.group()
def commitment() -> None:
    """What schools do with the file of their terms."""


@commitment.command(name="check")
@click.argument("file")
def commitment_check(file: str) -> int:
    """Say what is wrong with a commitment: a FILE, or the name of a shipped one."""
    from generator.commands.commitment import check as run_check

    return run_check(file, _output(_NO_OPTIONS))


@commitment.command(name="diff")
@click.argument("file")
@click.argument("other", default="flatiron")
def commitment_diff(file: str, other: str) -> int:
    """Say in words every parameter in which FILE differs from OTHER (flatiron)."""
    from generator.commands.commitment import diff as run_diff

    return run_diff(file, other, _output(_NO_OPTIONS))


@commitment.command(name="test")
@click.argument("file")
def commitment_test(file: str) -> int:
    """Run the examples that a commitment carries below `tests:`."""
    from generator.commands.commitment import test as run_test

    return run_test(file, _output(_NO_OPTIONS))


_NO_OPTIONS: dict[str, Any] = {
    "root": Path(),
    "as_of": None,
    "format_": "text",
    "strict": False,
    "verbose": False,
    "quiet": False,
    "private_details": False,
}


def _request(options: dict[str, Any], site: Path | None = None, report: Path | None = None) -> Request:
    """What was asked for. The clock inside is the only one there is."""
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
        cache=_cache(),
    )


def _cache() -> Path:
    """A folder of the user's own for what can be made again.

    Never one inside the repository: whoever commits to that could plant compiled templates in it.
    """
    import platformdirs

    return Path(platformdirs.user_cache_dir("weekproof", appauthor=False))


def in_ci() -> bool:
    """Whether a CI runs us: then logs may be public."""
    return os.environ.get("CI", "").strip().casefold() not in ("", "0", "false", "no")


def _output(options: dict[str, Any]) -> Output:
    name: str = options["format_"]
    public = in_ci() or (name not in ("text", "json") and not options["private_details"])
    style = Style(
        root=None if public else options["root"].absolute(),
        colour=name == "text" and _colour(),
        verbose=options["verbose"],
    )
    return Output(format=name, style=style, redact=public, quiet=options["quiet"])


def _colour() -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code. Whatever goes wrong is told in a sentence or two."""
    _speak_utf8()
    code = _run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        hush()
    except OSError as error:
        hush()
        return _machine_failed(error)
    return code


def _run(arguments: list[str] | None) -> int:
    try:
        code = weekproof.main(arguments, prog_name="weekproof", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.Abort:
        _complain("Stopped.")
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except Fault as fault:
        _complain(fault.message, fault.hint)
        return fault.exit_code
    except OSError as error:
        return _machine_failed(error)
    except Exception as error:
        return _bug(error)


def _machine_failed(error: OSError) -> int:
    at = f" at {error.filename}" if isinstance(error.filename, str) else ""
    _complain(f"The machine failed{at}: {error.strerror or type(error).__name__}.")
    return 3


def _bug(error: Exception) -> int:
    """A mistake in Weekproof. Its own words may quote a private record, so they are not shown."""
    if os.environ.get("WEEKPROOF_DEBUG") and not in_ci():
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "?"
    _complain(
        f"Weekproof itself made a mistake: {type(error).__name__} in {where}.",
        "Please report it with the version (weekproof --version). Nothing was published.",
    )
    return 3


def _complain(message: str, hint: str | None = None) -> None:
    sys.stderr.write(f"weekproof: {printable(message)}\n")
    if hint:
        sys.stderr.write(f"  {printable(hint)}\n")


def _speak_utf8() -> None:
    """Windows' consoles may have a code page without `…` and `é`; a build must not fail on a name."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
