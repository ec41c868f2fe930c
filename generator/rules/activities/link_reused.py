"""One link is one activity in the whole search."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-link-reused",
    severity=Severity.WARNING,
    applies_to="activities",
    points_at="evidence",
    ours=True,
)
