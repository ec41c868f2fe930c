"""A post dated later than today waits for its day."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(name="post-scheduled", severity=Severity.NOTE, applies_to="posts", points_at="date")
