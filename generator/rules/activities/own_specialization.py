"""Track modules count outside the graduate's own specialization."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.activity import Activity
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-in-own-specialization",
    severity=Severity.NOTE,
    title="This module does not count: it is not of the other track.",
    applies_to="activities",
    points_at="track",
    hint="Write `track:` with the module's track, ux or ui.",
)


def fails(activity: Activity, case: Case) -> bool:
    """Whether it is a module without a track, or of the graduate's own track."""
    if activity.kind != "track-module":
        return False
    return activity.track is None or activity.track == case.journal.portfolio.search.specialization
