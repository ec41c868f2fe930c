"""Formats of diagnostics, and where they go."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.model.verdict import Evaluation
from generator.reporters.escape import printable


@dataclass(frozen=True, slots=True)
class Style:
    """How findings are shown. `root` is where source lines are read, None where none may be shown."""

    root: Path | None
    colour: bool = False
    verbose: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run came to: its findings in order, its exit code, and its weeks where it judged any.

    The findings have been redacted already where strangers may read them.
    """

    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    evaluation: Evaluation | None = None


Reporter = Callable[[RunResult, Style], str]


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command speaks, and how. `progress` says whether somebody watches long work on a terminal."""

    format: str
    style: Style
    redact: bool
    quiet: bool = False
    progress: bool = False

    @property
    def is_text(self) -> bool:
        """Whether a person reads it: then a summary may follow the findings."""
        return self.format == "text" and not self.quiet

    def redacted(self) -> Output:
        """The same, for a screen that others see too: nothing of private records, no source lines."""
        return replace(self, redact=True, style=replace(self.style, root=None))

    def echo(self, text: str) -> None:
        """Lines of text on standard output; nothing in them steers a terminal or a CI runner."""
        self.write("\n".join(printable(line) for line in text.split("\n")))

    def write(self, text: str) -> None:
        """What a reporter made, as it is: it has made it safe, and may have painted it."""
        try:
            sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        except BrokenPipeError:
            discard_stdout()


def discard_stdout() -> None:
    """Send what is left to nowhere: whoever read it went away (`weekproof check | head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def reporter(name: str) -> Reporter:
    """The reporter called `name`. Each is imported only when it is asked for."""
    return _REPORTERS[name]()


def _load_later(name: str) -> Callable[[], Reporter]:
    """The reporter of `generator.reporters.NAME`, imported when it is asked for."""

    def load() -> Reporter:
        found: Reporter = import_module(f"generator.reporters.{name}").report
        return found

    return load


_REPORTERS: Mapping[str, Callable[[], Reporter]] = {
    "text": _load_later("text"),
    "json": _load_later("json_format"),
    "github": _load_later("github"),
    "summary": _load_later("summary"),
    "gitlab": _load_later("gitlab"),
    "sarif": _load_later("sarif"),
    "junit": _load_later("junit"),
}
FORMATS = tuple(_REPORTERS)
