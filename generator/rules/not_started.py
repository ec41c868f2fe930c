"""A search that starts later than the day of judging."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.rules.case import Case
from generator.rules.finding import finding
from generator.rules.rule import Rule

RULE = Rule(name="search-not-started", severity=Severity.NOTE, points_at="search.start")


def not_started(case: Case) -> Iterator[Diagnostic]:
    """The finding, where the window begins after the day of judging."""
    if case.window is not None and case.as_of < case.window.start:
        yield finding(
            RULE, case.journal.portfolio.origin, "search-not-started.until", start=case.window.start
        )
