"""Diagnostics with words of a test's own, and what one says in one row."""

from __future__ import annotations

from generator.core.diagnostics import Counts, Diagnostic, Location, Severity
from generator.core.messages import Message


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
