"""One link is one activity in the whole search."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-link-reused",
    severity=Severity.WARNING,
    title="This activity does not count: an earlier one has the same link.",
    applies_to="activities",
    points_at="evidence",
    ours=True,
    hint="Give the link of this week's work.",
)
