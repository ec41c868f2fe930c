"""What a contributions record must add up to."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Diagnostic, diagnostic
from generator.model.contribution import Contribution
from generator.model.journal import Damage


def exceeding(records: Iterable[Contribution]) -> tuple[list[Diagnostic], list[Damage]]:
    """Records whose `by_repository` tells of more than the day had: one of the two must be wrong."""
    found, damaged = [], []
    for record in records:
        told = sum(record.by_repository.values())
        if told > record.total:
            place = record.origin.place_of("by_repository")
            found.append(diagnostic("contributions-exceed-total.sums", place, told=told, total=record.total))
            damaged.append(Damage("contributions", record.date))
    return found, damaged
