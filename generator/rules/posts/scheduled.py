"""A post dated later than today waits for its day."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="post-scheduled",
    severity=Severity.NOTE,
    title="This post is scheduled: it is left out until its day comes.",
    applies_to="posts",
    points_at="date",
    hint="Nothing to mend: the first build on that day publishes it.",
)
