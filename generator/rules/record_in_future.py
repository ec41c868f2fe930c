"""What is dated after the day of judging does not exist yet."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(name="record-in-future", severity=Severity.WARNING, points_at="date")
