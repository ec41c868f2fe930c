"""A rule and a record → a finding."""

from __future__ import annotations

from generator.diagnostics import Counts, Diagnostic, Severity
from generator.model.origin import Origin
from generator.rules.rule import Rule


def finding(
    rule: Rule,
    origin: Origin,
    *,
    message: str | None = None,
    week: str | None = None,
    requirement: str | None = None,
    severity: Severity | None = None,
    hint: str | None = None,
    counts: Counts | None = None,
) -> Diagnostic:
    """A finding of `rule` at the key it points at, with the rule's own words where none are given."""
    place = origin.place_of(rule.points_at) if rule.points_at else origin.place
    return Diagnostic(
        rule=rule.name,
        severity=severity or rule.severity,
        message=message or rule.title,
        place=place,
        hint=hint or rule.hint,
        week=week,
        requirement=requirement,
        counts=counts,
    )
