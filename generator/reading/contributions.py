"""What a contributions record must add up to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, Severity
from generator.model.contribution import Contribution
from generator.model.journal import Damage


def exceeding(records: Iterable[Contribution]) -> tuple[list[Diagnostic], list[Damage]]:
    """Records whose `by_repository` tells of more than the day had: one of the two must be wrong."""
    found, damaged = [], []
    for record in records:
        told = sum(record.by_repository.values())
        if told > record.total:
            message = f"`by_repository` adds up to {told}, the day to {record.total}."
            hint = "It may be partial, but never more than the day's commits, reviews and so on together."
            place = record.origin.place_of("by_repository")
            found.append(Diagnostic("contributions-exceed-total", Severity.ERROR, message, place, hint))
            damaged.append(Damage("contributions", record.date))
    return found, damaged
