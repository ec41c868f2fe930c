"""A search that starts later than the day of judging."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.rules.case import Case
from generator.rules.finding import finding
from generator.rules.rule import Rule

_HEAD = """\
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
coach: {name: Dana Coach}
site: {url: "https://sam.example", contact: "mailto:hi@sam.example"}
"""

RULE = Rule(
    name="search-not-started",
    severity=Severity.NOTE,
    title="The search starts later than the day of judging: nothing is asked yet.",
    what="`search.start` lies ahead (or `search.graduated`, where the commitment's window runs from it). "
    "Until then no week is enforced and nothing counts.",
    why="A slip in the year makes every week look fine for a year.",
    points_at="search.start",
    hint="Nothing to mend if the day is right.",
    failing=_HEAD
    + "search: {programme: software-engineering, start: 2027-06-01, time_zone: America/Chicago}\n",
    mended=_HEAD
    + "search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago}\n",
)


def not_started(case: Case) -> Iterator[Diagnostic]:
    """The finding, where the window begins after the day of judging."""
    if case.window is not None and case.as_of < case.window.start:
        yield finding(
            RULE, case.journal.portfolio.origin, "search-not-started.until", start=case.window.start
        )
