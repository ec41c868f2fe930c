"""Formats of diagnostics, and where they go."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Style:
    """How findings are shown. `root` is where source lines are read, None where none may be shown."""

    root: Path | None
    colour: bool = False
    verbose: bool = False


Reporter = Callable[[tuple[Diagnostic, ...], int, Style], str]


@dataclass(frozen=True, slots=True)
class Output:
    """Where a command speaks, and how."""

    format: str
    style: Style
    redact: bool
    quiet: bool = False

    @property
    def is_text(self) -> bool:
        """Whether a person reads it: then a summary may follow the findings."""
        return self.format == "text" and not self.quiet

    def say(self, text: str) -> None:
        """One piece of text on standard output."""
        sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")


def reporter(name: str) -> Reporter:
    """The reporter called `name`. Each is imported only when it is asked for."""
    return _REPORTERS[name]()


def _text() -> Reporter:
    from generator.reporters import text

    return text.report


def _json() -> Reporter:
    from generator.reporters import json_format

    return json_format.report


def _github() -> Reporter:
    from generator.reporters import github

    return github.report


_REPORTERS: Mapping[str, Callable[[], Reporter]] = {"text": _text, "json": _json, "github": _github}
FORMATS = tuple(_REPORTERS)
