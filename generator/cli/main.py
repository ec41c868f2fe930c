"""Arguments → one command → exit code. The only catch-all is here; the only clock is in `options`."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from generator.cli.group_coach import coach
from generator.cli.group_commitment import commitment
from generator.cli.group_completion import VARIABLE, completion, rules
from generator.cli.group_daily import edit, log, status
from generator.cli.group_new import new
from generator.cli.group_start import doctor, init, log_issue, upgrade
from generator.cli.group_theme import theme
from generator.cli.options import cache, from_here, in_ci, output, request, shared
from generator.core import crashes
from generator.core.errors import UserError
from generator.core.report_files import EXPORT_FILES
from generator.core.version import VERSION
from generator.reporters.escape import printable
from generator.reporters.registry import discard_stdout

EXPORTS = tuple(EXPORT_FILES)
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
EPILOG = (
    "Exit codes: 0 nothing wrong; 1 the content breaks a rule; 2 the command, portfolio.yaml or the "
    "commitment is wrong; 3 the machine failed."
)


@click.group(context_settings=CONTEXT, epilog=EPILOG)
@click.version_option(VERSION, prog_name="weekproof")
def weekproof() -> None:
    """Check a job search kept in files, and turn it into a portfolio and a coach's report."""


@weekproof.command()
@shared
@click.option("--site", type=click.Path(path_type=Path), help="Where the site goes.  [default: site/]")
@click.option("--report", type=click.Path(path_type=Path), help="Where the report goes.  [default: report/]")
def build(site: Path | None, report: Path | None, **options: Any) -> int:
    """Check everything, then write the portfolio and the coach's report."""
    from generator.cli.build import build as run_build

    return run_build(request(options, site, report), output(options))


@weekproof.command()
@shared
@click.option("--site", is_flag=True, help="Render the site too and look for leaks and broken links.")
def check(site: bool, **options: Any) -> int:
    """Check everything and write nothing."""
    from generator.cli.build import check as run_check

    return run_check(request(options), output(options), site=site)


@weekproof.command()
@click.argument("subject", metavar="RULE|WEEK|PATH:LINE", shell_complete=rules)
@shared
def explain(subject: str, **options: Any) -> int:
    """Say what a RULE means, why a WEEK got its verdict, or whether the record at PATH:LINE counted."""
    from generator.cli.explain import explain as run_explain

    return run_explain(from_here(subject, options["root"]), request(options), output(options))


@weekproof.command()
@shared
@click.option("--replay", is_flag=True, help="Look back: every day so far, and when a verdict changed.")
def forecast(replay: bool, **options: Any) -> int:
    """Say what fails if nothing more is logged, and what is needed by which day."""
    from generator.cli.forecast import forecast as run_forecast

    return run_forecast(request(options), output(options), replay=replay)


@weekproof.command()
@shared
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="NUMBER",
    default=5500,
    show_default=True,
    help="Where it listens.",
)
@click.option("--open/--no-open", "open_", default=False, help="Open the page in a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too. A build never has them.")
@click.option("--report", "with_report", is_flag=True, help="Show the coach's report too, on a secret path.")
@click.option("--incognito", is_flag=True, help="Show nothing of private records: others see the screen.")
def serve(port: int, open_: bool, drafts: bool, with_report: bool, incognito: bool, **options: Any) -> int:
    """Show the portfolio on this machine, and again after every change."""
    from generator.cli.serve import serve as run_serve

    if incognito and with_report:
        raise click.UsageError("--incognito hides what --report shows: choose one of them.")
    asked = replace(request(options), drafts=drafts)
    told = output(options).hushed() if incognito else output(options)
    return run_serve(asked, told, port=port, open_browser=open_, with_report=with_report)


@weekproof.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(EXPORTS))
@shared
@click.option("--output", "file", type=click.Path(path_type=Path), help="The file.  [default: in report/]")
def export(name: str, file: Path | None, **options: Any) -> int:
    """Write a FORMAT for other programs: a workbook (xlsx), what is due (ics), people (vcard). Private."""
    from generator.cli.export import export as run_export

    return run_export(name, request(options), output(options), file)


weekproof.add_command(init)
weekproof.add_command(doctor)
weekproof.add_command(upgrade)
weekproof.add_command(log_issue)
weekproof.add_command(coach)
weekproof.add_command(commitment)
weekproof.add_command(new)
weekproof.add_command(status)
weekproof.add_command(log)
weekproof.add_command(edit)
weekproof.add_command(theme)
weekproof.add_command(completion)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code. Whatever goes wrong is told in a sentence or two."""
    _speak_utf8()
    if VARIABLE in os.environ:  # a shell asks what could follow
        from generator.cli.completion import know_shells

        know_shells()
    crashes.take_recorded()
    code = _run(arguments)
    of_a_rule = crashes.take_recorded()
    if of_a_rule is not None:
        _log(of_a_rule, arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        discard_stdout()
    except OSError as error:
        discard_stdout()
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
    except UserError as fault:
        _complain(fault.message, fault.hint)
        return fault.exit_code
    except OSError as error:
        return _machine_failed(error)
    except Exception as error:
        return _bug(error, arguments)


def _machine_failed(error: OSError) -> int:
    at = f" at {error.filename}" if isinstance(error.filename, str) else ""
    _complain(f"The machine failed{at}: {error.strerror or type(error).__name__}.")
    return 3


def _bug(error: Exception, arguments: list[str] | None) -> int:
    """A mistake in Weekproof. Its own words may quote a private record, so they are not shown."""
    if os.environ.get("WEEKPROOF_DEBUG") and not in_ci():
        raise error
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "?"
    _complain(
        f"Weekproof itself made a mistake: {type(error).__name__} in {where}.", "Nothing was published."
    )
    _log(error, arguments)
    return 3


_HOW = "How to report: see “When a build fails” in the manual, at “Weekproof itself made a mistake”."
_SAFE = "Please report it and attach that file: nothing of your records stands in it."


def _log(error: Exception, arguments: list[str] | None) -> None:
    """Write down what is needed to mend a mistake of ours, and say where.

    In CI, where a file would be lost with the machine, and where none can be written, it is printed.
    """
    try:
        text = crashes.describe(error, _named(sys.argv[1:] if arguments is None else arguments), VERSION)
    except Exception:  # the mistake that was told before must not be hidden by one in telling it
        _complain(f"No log could be made of it. Please report it with the version, {VERSION}.", _HOW)
        return
    if not in_ci():
        try:
            path = crashes.write_log(text, cache() / "crashes")
        except Exception as why:
            _complain(
                f"The log could not be written: {getattr(why, 'strerror', None) or type(why).__name__}."
            )
        else:
            _complain(f"What happened is written in {path}", f"{_SAFE} {_HOW}")
            return
    for line in text.splitlines():
        _say(f"  {printable(line)}")
    _complain("Please report it with the lines above.", _HOW)


def _named(arguments: list[str]) -> list[str]:
    """A command by the words that are ours: what its user wrote into it may be personal."""
    command: click.Command = weekproof
    told = ["weekproof"]
    for word in arguments:
        if word.startswith("-"):
            name = word.partition("=")[0] if word.startswith("--") else word[:2]
            known = (option for param in command.params for option in (*param.opts, *param.secondary_opts))
            told += [name] if name in {"-h", "--help", *known} else []
        elif isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
            told.append(word)
    return told


def _complain(message: str, hint: str | None = None) -> None:
    _say(f"weekproof: {printable(message)}")
    if hint:
        _say(f"  {printable(hint)}")


def _say(line: str) -> None:
    """A line for whoever started us, who may be gone: then there is nobody to tell."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{line}\n")


def _speak_utf8() -> None:
    """Windows' consoles may have a code page without `…` and `é`; a build must not fail on a name.

    Where a stream was closed before we began, what is said goes nowhere.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.StringIO())
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
