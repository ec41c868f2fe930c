"""Logging contacts is not coding."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.model.contribution import Contribution
from generator.rules.rule import Rule

RULE = Rule(
    name="contributions-in-own-repository",
    severity=Severity.NOTE,
    applies_to="contributions",
    points_at="by_repository",
    ours=True,
)


def amount(record: Contribution, terms: Requirement, own: str | None) -> int:
    """What a record adds to the week's sum: contributions, or commits, less the excluded share."""
    total = record.commits if terms.count == "commits" else record.total
    return max(0, total - _share(record, terms, own))


def fails(record: Contribution, terms: Requirement, own: str | None) -> bool:
    """Whether nothing is left of the day once the excluded share is taken off."""
    return _share(record, terms, own) > 0 and amount(record, terms, own) == 0


def _share(record: Contribution, terms: Requirement, own: str | None) -> int:
    excluded = frozenset(_excluded(terms, own))
    return sum(n for name, n in record.by_repository.items() if name.casefold() in excluded)


def _excluded(terms: Requirement, own: str | None) -> Iterable[str]:
    for name in terms.exclude_repositories:
        if name != "self":
            yield name.casefold()
        elif own is not None:
            yield own.casefold()
