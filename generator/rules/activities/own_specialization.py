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
    what="A `track-module` counts with a `track` other than `search.specialization`.",
    why="The school asks for modules in the track outside the specialization.",
    applies_to="design-activity",
    points_at="track",
    hint="Write `track:` with the module's track, ux or ui.",
    failing="""\
# programme: ux-ui-design
# file: content/private/activities/2026-W23.yaml
- {date: 2026-06-02, kind: track-module, track: ux, evidence: "https://files.example/m1"}
""",
    mended="""\
# programme: ux-ui-design
# file: content/private/activities/2026-W23.yaml
- {date: 2026-06-02, kind: track-module, track: ui, evidence: "https://files.example/m1"}
""",
)


def fails(activity: Activity, case: Case) -> bool:
    """Whether it is a module without a track, or of the graduate's own track."""
    if activity.kind != "track-module":
        return False
    return activity.track is None or activity.track == case.journal.portfolio.search.specialization
