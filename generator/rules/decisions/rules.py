"""Decisions of the coach's: what makes one void, and what makes one needless."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

UNFINISHED = Rule(name="decision-on-unfinished-week", severity=Severity.ERROR, points_at="weeks", ours=True)
UNNEEDED = Rule(name="decision-unneeded", severity=Severity.WARNING, points_at="weeks", ours=True)
UNKNOWN_REQUIREMENT = Rule(
    name="decision-on-unknown-requirement", severity=Severity.ERROR, points_at="requirements"
)
EXPIRED = Rule(name="decision-expired", severity=Severity.WARNING, points_at="until", ours=True)
