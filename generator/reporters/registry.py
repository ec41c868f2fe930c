"""The formats of findings, and the output of commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.model.verdict import Evaluation
from generator.reporters.escape import printable


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
    """How a command writes its output. `progress`: whether to show a progress bar."""

    format: str
    style: Style
    redact: bool
    quiet: bool = False
    progress: bool = False

    @property
    def is_text(self) -> bool:
        """Whether a person reads the output, so that a summary may follow the findings."""
        return self.format == "text" and not self.quiet

    def redacted(self) -> Output:
        """The output for a shared screen: nothing of private records, no source lines."""
        return replace(self, redact=True, style=replace(self.style, root=None))

    def echo(self, text: str) -> None:
        """Write text to standard output, without anything that controls a terminal or CI runner."""
        self.write("\n".join(printable(line) for line in text.split("\n")))

    def write(self, text: str) -> None:
        """Write reporter output unchanged (already escaped; may contain ANSI colours)."""
        try:
            sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        except BrokenPipeError:
            discard_stdout()


def discard_stdout() -> None:
    """Discard further output: the reader has closed the pipe (`weekproof check | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reporter(name: str) -> Reporter:
    """The reporter of a format, imported only when it is needed."""
    module = "json_format" if name == "json" else name
    report: Reporter = import_module(f"generator.reporters.{module}").report
    return report


FORMATS = ("text", "json", "github", "summary", "gitlab", "sarif", "junit")
