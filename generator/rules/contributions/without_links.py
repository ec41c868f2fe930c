"""Contributions written by hand need links."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contribution import Contribution
from generator.rules.rule import Rule

RULE = Rule(
    name="contributions-without-links",
    severity=Severity.WARNING,
    applies_to="contributions",
    points_at="source",
    ours=True,
)


def fails(record: Contribution) -> bool:
    """Whether it was written by hand without a link."""
    return record.source == "by-hand" and not record.links
