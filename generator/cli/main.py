"""Arguments → one command → exit code. The only catch-all is here; the only clock is in `options`.

A command's module is imported when that command is called.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from generator.cli.again import Recorder
from generator.core import crashes
from generator.core.cache import save_caches, take_cache_problem
from generator.core.errors import UserError
from generator.core.version import VERSION
from generator.environment.machine import in_ci, user_cache
from generator.reporters.escape import printable

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem  # loaded when something is completed


class Verb(NamedTuple):
    """Where the command of a verb is, in a module of `generator.cli`, and the first paragraph of its help."""

    module: str
    attribute: str
    help: str

    def brief(self, limit: int = 45) -> str:
        """The help, cut as click cuts it."""
        return click.Command(None, help=self.help).get_short_help_str(limit)


class LazyGroup(click.Group):
    """A group with the commands of `verbs`. Its help and completion need none of their modules."""

    def __init__(self, *args: Any, verbs: Mapping[str, Verb], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verbs = verbs

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every verb, in the order of the alphabet."""
        return sorted(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that verb, imported now; None if there is none."""
        verb = self.verbs.get(cmd_name)
        if verb is not None and cmd_name not in self.commands:
            self.add_command(getattr(import_module(f"generator.cli.{verb.module}"), verb.attribute), cmd_name)
        return self.commands.get(cmd_name)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        formatter: click.HelpFormatter,
    ) -> None:
        """The list of verbs as click writes it."""
        room = formatter.width - 6 - max(map(len, self.verbs))
        with formatter.section("Commands"):
            formatter.write_dl([(name, verb.brief(room)) for name, verb in sorted(self.verbs.items())])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The verbs that begin so, and what click completes in any command."""
        from click.shell_completion import CompletionItem

        items = [
            CompletionItem(name, help=verb.brief())
            for name, verb in sorted(self.verbs.items())
            if name.startswith(incomplete)
        ]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_EPILOG = (
    "Exit codes: 0 nothing wrong; 1 the content breaks a rule; 2 the command, portfolio.yaml or the "
    "commitment is wrong; 3 the machine failed."
)
VERBS = {
    "build": Verb("build", "build", "Check everything, then write the portfolio and the coach's report."),
    "check": Verb("build", "check", "Check everything; write nothing."),
    "explain": Verb(
        "explain",
        "explain",
        "Explain a RULE, the verdict on a WEEK, the record at PATH:LINE, or any WORD Weekproof prints.",
    ),
    "forecast": Verb(
        "forecast", "forecast", "Show what fails if nothing more is logged, and what is needed by which day."
    ),
    "serve": Verb("serve", "serve", "Preview the portfolio on this machine; it reloads after every change."),
    "desk": Verb("desk", "desk", "Log, change and publish by forms in the browser, on this machine."),
    "export": Verb(
        "export",
        "export",
        "Write a FORMAT for other programs: workbook (xlsx), what is due (ics), people (vcard). Private.",
    ),
    "init": Verb(
        "init",
        "init",
        "Set up FOLDER (this one): a repository that builds at once, with workflows to check and publish.",
    ),
    "doctor": Verb(
        "doctor",
        "doctor",
        "Check everything around your records: versions, privacy, keys, workflow, clock. Offline.",
    ),
    "upgrade": Verb(
        "upgrade",
        "upgrade",
        "Update the files that `init` wrote to this version; your records and posts are not changed.",
    ),
    "hook": Verb(
        "hook", "hook", "Keep private records out of a public repository, before git commits or pushes them."
    ),
    "log-issue": Verb(
        "init",
        "log_issue",
        "Turn a contact from the issue form into a record (for the workflow).",
    ),
    "cohort": Verb("cohort", "cohort", "For coaches and schools: many graduates on one board."),
    "audit": Verb(
        "audit",
        "audit",
        "Put everything that a claim hangs on into one file: verdicts, records, evidence, seals, decisions.",
    ),
    "coach": Verb("coach", "coach", "For coaches, in a graduate's repository."),
    "commitment": Verb("commitment", "commitment", "For schools that write their own terms."),
    "new": Verb("new", "new", "Log what happened today."),
    "done": Verb(
        "done", "done", "Note that something is done: a follow-up sent, an offer answered, a goal reached."
    ),
    "undo": Verb("undo", "undo", "Take back the latest change that a command made to your files."),
    "status": Verb("status", "status", "Show this week: what is done, what is missing, what to do next."),
    "sync": Verb(
        "sync", "sync", "Fetch your public contributions, and write them to content/contributions/."
    ),
    "verify": Verb(
        "verify",
        "verify",
        "Check that posts, evidence, projects and challenge pages can be reached. Uses the network.",
    ),
    "log": Verb("status", "log", "Show the last weeks, a line each; or one WEEK: W31, 9, this or last."),
    "edit": Verb("edit", "edit", "Open a WEEK, a PATH at its LINE, or the latest of a KIND in your editor."),
    "theme": Verb("theme", "theme", "Make your own theme, and check it for problems."),
    "completion": Verb(
        "completion",
        "completion",
        "Print the script that lets your SHELL complete commands, options and rules.",
    ),
}
"""In the order of the manual. The texts are those of the commands' own help: a test compares them."""


@click.group(cls=LazyGroup, verbs=VERBS, context_settings=_HELP, epilog=_EPILOG)
@click.version_option(VERSION, prog_name="weekproof")
def weekproof() -> None:
    """Check a job search kept in files, and turn it into a portfolio and a coach's report."""


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code. Errors are printed as a sentence or two."""
    _open_what_was_closed()
    _speak_utf8()
    if "_WEEKPROOF_COMPLETE" in os.environ:  # a shell asks for completions
        from generator.cli.completion import know_shells

        know_shells()
    crashes.take_recorded()
    recorder = Recorder(sys.argv[1:] if arguments is None else [])
    code = _run(arguments, recorder)
    save_caches()
    _tell_of_cache()
    of_a_rule = crashes.take_recorded()
    if of_a_rule is not None:
        _log(of_a_rule, arguments)
    try:
        sys.stdout.flush()
    except OSError as error:
        return not_said(error, code)
    if of_a_rule is None:
        recorder.keep(code)
    return code


def not_said(error: OSError, code: int) -> int:
    """The exit code where the output could not be written: that of the command where its reader has left."""
    from generator.reporters.registry import discard_stdout

    discard_stdout()
    return code if isinstance(error, BrokenPipeError) else _machine_failed(error)


def _run(arguments: list[str] | None, recorder: Recorder) -> int:
    try:
        code = weekproof.main(arguments, prog_name="weekproof", standalone_mode=False, obj=recorder)
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
    """A bug in Weekproof. Its message may quote a private record, so it is not shown."""
    if os.environ.get("WEEKPROOF_DEBUG") and not in_ci(os.environ):
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


def _tell_of_cache() -> None:
    problem = take_cache_problem()
    if problem is not None:
        _complain(problem.words(folder=not in_ci(os.environ)))


_HOW = "How to report: see “When a build fails” in the manual, at “Weekproof itself made a mistake”."
_SAFE = "Please report it and attach that file: it contains nothing from your records."


def _log(error: Exception, arguments: list[str] | None) -> None:
    """Write a log with what we need to fix the bug, and say where it is.

    In CI, where the file would be lost, and where none can be written, it is printed.
    """
    try:
        text = crashes.describe(error, _named(sys.argv[1:] if arguments is None else arguments), VERSION)
    except Exception:  # a second error must not hide the first
        _complain(f"No log could be made. Please report it with the version, {VERSION}.", _HOW)
        return
    if not in_ci(os.environ):
        try:
            folder = user_cache()
            if folder is None:
                raise OSError(errno.ENOENT, "there is no home folder")
            path = crashes.write_log(text, folder / "crashes")
        except Exception as why:
            _complain(
                f"The log could not be written: {getattr(why, 'strerror', None) or type(why).__name__}."
            )
        else:
            _complain(f"Details are in {path}", f"{_SAFE} {_HOW}")
            return
    for line in text.splitlines():
        _say(f"  {printable(line)}")
    _complain("Please report it with the lines above.", _HOW)


def _named(arguments: list[str]) -> list[str]:
    """A command reduced to our own words: what the user typed may be personal."""
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
        elif command is weekproof and word in VERBS:  # its module could not be imported
            return [*told, word]
    return told


def _complain(message: str, hint: str | None = None) -> None:
    _say(f"weekproof: {printable(message)}")
    if hint:
        _say(f"  {printable(hint)}")


def _say(line: str) -> None:
    """Print a line to stderr, if there still is one."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"{line}\n")


def _open_what_was_closed() -> None:
    """Read nothing from a standard stream that was closed before we began, and write nowhere.

    The number of a closed stream would go to the next file that is opened: a child process that writes to
    its standard output would write into that file.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            handle = os.open(os.devnull, os.O_RDWR)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
            os.set_inheritable(number, True)
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115


def _speak_utf8() -> None:
    """Windows' consoles may have a code page without `…` and `é`; a build must not fail on a name."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
