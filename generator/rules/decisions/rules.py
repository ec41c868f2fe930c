"""Decisions of the coach's: what makes one void, and what makes one needless."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

UNFINISHED = Rule(
    name="decision-on-unfinished-week",
    severity=Severity.ERROR,
    title="A decision is void: its week is not over.",
    points_at="weeks",
    ours=True,
    hint="Take the week out, and answer it when it is over; or write a pause.",
)
UNNEEDED = Rule(
    name="decision-unneeded",
    severity=Severity.WARNING,
    title="A decision is not needed: nothing is short in its week.",
    points_at="weeks",
    ours=True,
    hint="Remove it, or correct the week.",
)
UNKNOWN_REQUIREMENT = Rule(
    name="decision-on-unknown-requirement",
    severity=Severity.ERROR,
    title="A decision names a requirement that the commitment does not have.",
    points_at="requirements",
    hint="Correct the id; `weekproof explain` names those of each week.",
)
EXPIRED = Rule(
    name="decision-expired",
    severity=Severity.WARNING,
    title="A decision no longer holds: its last day is past.",
    points_at="until",
    ours=True,
    hint="Ask your coach whether it should hold longer.",
)
