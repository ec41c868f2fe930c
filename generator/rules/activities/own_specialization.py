"""Track modules count outside the graduate's own specialization."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.activity import Activity
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-in-own-specialization",
    severity=Severity.NOTE,
    applies_to="activities",
    points_at="track",
)


def fails(activity: Activity, case: Case) -> bool:
    """Whether it is a module without a track, or of the graduate's own track."""
    if activity.kind != "track-module":
        return False
    return activity.track is None or activity.track == case.journal.portfolio.search.specialization
