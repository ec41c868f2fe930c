"""Records outside the search window are shown and do not count."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(name="outside-window", severity=Severity.NOTE, points_at="date")
