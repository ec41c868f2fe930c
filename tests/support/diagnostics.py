"""Diagnostics for tests, and what they say in one row."""

from __future__ import annotations

from pathlib import Path

from generator.core.diagnostics import Counts, Diagnostic, Location, Severity
from generator.core.messages import Message
from generator.reporters.registry import FORMATS, RunResult, Style, reporter


def words(text: str, hint: str | None = None) -> Message:
    """A message that says just this."""
    return Message("unknown-commitment.named", text=text, hint=hint)


def row(
    found: Diagnostic,
) -> tuple[str, Severity, str, Location, str | None, str | None, str | None, Counts | None]:
    """Everything that a reader is shown of a finding."""
    location, week = found.location, found.week
    return (
        *(found.rule, found.severity, found.message, location),
        *(found.hint, week, found.requirement, found.counts),
    )


PATH = "content/blog/a.md"
NASTY = "\x1b[31mred ::error::x ##[add-mask]y ##vso[task]z\r\n::stop-commands::t\x07\u202e\u2028\x9b31m\tend"
"""What would paint, mask, end a line or turn a terminal round."""
FORMATS_OF_LINES = tuple(name for name in FORMATS if name in ("text", "github", "summary"))


def finding(
    message: str = "Something is wrong.",
    *,
    rule: str = "unknown-key",
    severity: Severity = Severity.ERROR,
    location: Location = Location(PATH, 2, 1),  # noqa: B008 - a tuple, never changed
    hint: str | None = None,
    week: str | None = None,
    counts: Counts | None = None,
) -> Diagnostic:
    """One finding."""
    requirement = "contacts" if week else None
    return Diagnostic(rule, severity, words(message, hint), location, week, requirement, counts)


def told(
    name: str, *found: Diagnostic, root: Path | None = None, code: int = 1, verbose: bool = False
) -> str:
    """What the reporter called `name` makes of findings."""
    return reporter(name)(RunResult(found, code), Style(root=root, verbose=verbose))
