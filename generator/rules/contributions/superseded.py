"""Of several records of one day, one counts; they are never added up."""

from __future__ import annotations

import datetime as dt

from generator.diagnostics import Severity
from generator.model.contribution import SOURCES, Contribution
from generator.rules.rule import Rule

RULE = Rule(
    name="contributions-superseded",
    severity=Severity.NOTE,
    applies_to="contributions",
    points_at="source",
    ours=True,
)

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)

Rank = tuple[int, float]


def rank(record: Contribution) -> Rank:
    """How a record ranks among those of its login and day; the highest counts."""
    return -SOURCES.index(record.source), (_fetched(record) - _NEVER).total_seconds()


def _fetched(record: Contribution) -> dt.datetime:
    fetched = record.fetched_at
    if fetched is None:
        return _NEVER
    return fetched.at or dt.datetime.combine(fetched.day, dt.time(), dt.UTC)
