"""The formats of findings, and the output of commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic
from generator.reporters.escape import printable

if TYPE_CHECKING:
    from generator.model.verdict import Evaluation


@dataclass(frozen=True, slots=True)
class Style:
    """How to show findings. `root` is where source lines are read from, None if they must not be shown."""

    root: Path | None
    colour: bool = False
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """The sorted findings of a run, its exit code, and its evaluation if it judged.

    `site` says in sentences what becomes of the site, where errors fail the run.

    For public logs the findings are already redacted.
    """

    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    evaluation: Evaluation | None = None
    site: tuple[str, ...] = ()


Reporter = Callable[[RunResult, Style], str]


@dataclass(frozen=True, slots=True)
class Output:
    """How a command writes its output. `progress`: whether to show a progress bar.

    `said` is what it has written, as it will write it the next time if nothing changes.
    """

    format: str
    style: Style
    redact: bool
    quiet: bool = False
    progress: bool = False
    said: list[str] = field(default_factory=list)

    @property
    def is_text(self) -> bool:
        """Whether a person reads the output, so that a summary may follow the findings."""
        return self.format == "text" and not self.quiet

    def redacted(self) -> Output:
        """The output for a shared screen: nothing of private records, no source lines."""
        return replace(self, redact=True, style=replace(self.style, root=None))

    def echo(self, text: str, later: str | None = None) -> None:
        """Write text to standard output, without anything that controls a terminal or CI runner.

        `later` is what to write in its place the next time, if nothing changes.
        """
        self.write(_printable(text), None if later is None else _printable(later))

    def write(self, text: str, later: str | None = None) -> None:
        """Write reporter output unchanged: it is escaped, and may have colours. `later` as in `echo`."""
        self.said.append(_ended(text if later is None else later))
        try:
            sys.stdout.write(_ended(text))
        except BrokenPipeError:
            discard_stdout()


def _printable(text: str) -> str:
    return "\n".join(printable(line) for line in text.split("\n"))


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"


def discard_stdout() -> None:
    """Discard further output: the reader has closed the pipe (`weekproof check | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reporter(name: str) -> Reporter:
    """The reporter of a format, imported only when it is needed."""
    module = "json_format" if name == "json" else name
    report: Reporter = import_module(f"generator.reporters.{module}").report
    return report


FORMATS = ("text", "json", "github", "summary", "gitlab", "sarif", "junit")
