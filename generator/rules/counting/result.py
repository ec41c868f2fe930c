"""What counting gives: records with their reasons, and the findings on the way."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding

OUTSIDE_WINDOW = Rule(name="outside-window", severity=Severity.NOTE, points_at="date")


class CountResult(Struct, frozen=True):
    """All records of one requirement in order of counting day and place."""

    records: tuple[JudgedRecord, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def sort_by_day(records: Iterable[JudgedRecord]) -> tuple[JudgedRecord, ...]:
    """Records in the order in which they are counted: counting day, place."""
    return tuple(sorted(records, key=lambda r: (r.day, r.origin.position)))


def reason_findings(
    records: Iterable[JudgedRecord],
    rules: Iterable[Rule],
    context: RuleContext,
    requirement: str,
    *,
    silent: frozenset[str] = frozenset(),
) -> list[Diagnostic]:
    """One finding for each reason of each record that does not count, but those named `silent`."""
    by_name = {rule.name: rule for rule in rules}
    return [
        finding(
            by_name[reason],
            record.origin,
            week=None if context.is_outside(record.day) else context.week_of(record.day).name,
            requirement=requirement,
        )
        for record in records
        for reason in record.reasons
        if reason not in silent
    ]
