"""Results of counting: judged records and findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.messages import Message
from generator.model.verdict import JudgedRecord
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding

OUTSIDE_WINDOW = Rule(name="outside-window", severity=Severity.NOTE, points_at="date")


Taken = frozenset[tuple[str, int, int]]
"""The records that other requirements count: no record counts for two, unless one of them is `shared`."""


Details = Callable[[JudgedRecord, str], tuple[Message, str | None] | None]
"""Record, name of the rule → the text to tell and the key of the record at fault; None for the usual ones."""


def no_details(_: JudgedRecord, __: str) -> None:
    """The usual texts."""


class CountResult(Struct, frozen=True):
    """All records of a requirement, sorted by counting day and location."""

    records: tuple[JudgedRecord, ...]
    diagnostics: tuple[Diagnostic, ...] = ()

    def without(self, taken: Taken) -> CountResult:
        """The result without the records that are taken, and what was found about them."""
        if not taken:
            return self
        gone = [record.origin for record in self.records if record.origin.position in taken]
        left = [record for record in self.records if record.origin.position not in taken]
        found = [one for one in self.diagnostics if not any(origin.contains(one.location) for origin in gone)]
        return CountResult(tuple(left), tuple(found))


def sort_by_day(records: Iterable[JudgedRecord]) -> tuple[JudgedRecord, ...]:
    """Sort records by counting day and location: the order in which they are counted."""
    return tuple(sorted(records, key=lambda r: (r.day, r.origin.position)))


def reason_findings(
    records: Iterable[JudgedRecord],
    rules: Iterable[Rule],
    context: RuleContext,
    requirement: str,
    *,
    silent: frozenset[str] = frozenset(),
    details: Details = no_details,
) -> list[Diagnostic]:
    """One finding per reason of each record that does not count, without the rules in `silent`.

    `details` may give a reason a text of its own and the key that it points at.
    """
    by_name = {rule.name: rule for rule in rules}
    findings = []
    for record in records:
        week = None if context.is_outside(record.day) else context.week_of(record.day).name
        for reason in record.reasons:
            if reason in silent:
                continue
            told = details(record, reason)
            text, key = told or (None, None)
            made = finding(by_name[reason], record.origin, text, week=week, requirement=requirement)
            findings.append(replace(made, location=record.origin.location_of(key)) if key else made)
    return findings
