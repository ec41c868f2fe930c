"""A check-in counts once it was attended."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.coaching import Coaching
from generator.rules.rule import Rule

RULE = Rule(name="check-in-not-attended", severity=Severity.NOTE, points_at="attended", ours=True)


def fails(record: Coaching) -> bool:
    """Whether it was missed, or nothing says how it went."""
    return record.attended not in ("on-time", "late")
