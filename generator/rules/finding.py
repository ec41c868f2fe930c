"""A rule and a record → a finding."""

from __future__ import annotations

from generator.core.messages import Message, Value
from generator.diagnostics import Counts, Diagnostic, Severity
from generator.model.origin import Origin
from generator.rules.rule import Rule


def finding(
    rule: Rule,
    origin: Origin,
    text: str | Message | None = None,
    /,
    *,
    week: str | None = None,
    requirement: str | None = None,
    severity: Severity | None = None,
    counts: Counts | None = None,
    **params: Value,
) -> Diagnostic:
    """A finding of `rule` at the key it points at: a text of the table, by default the rule's own words."""
    place = origin.place_of(rule.points_at) if rule.points_at else origin.place
    told = text if isinstance(text, Message) else Message(text or rule.name, **params)
    return Diagnostic(rule.name, severity or rule.severity, told, place, week, requirement, counts)
