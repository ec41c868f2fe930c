"""A check-in counts once it was attended."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.coaching import Coaching
from generator.rules.rule import Rule

RULE = Rule(
    name="check-in-not-attended",
    severity=Severity.NOTE,
    title="This check-in does not count: nothing says that it was attended.",
    what="Where a commitment asks for check-ins every week, one counts with `attended: on-time` or "
    "`attended: late`. A missed one, or one without `attended`, does not.",
    why="An appointment in the calendar is not yet a conversation.",
    points_at="attended",
    ours=True,
    hint="Add `attended: on-time` if it took place.",
    failing="""\
# commitment: check-ins
# file: content/private/coaching/2026-06.yaml
- {kind: check-in, date: 2026-06-02, title: Monday call}
""",
    mended="""\
# commitment: check-ins
# file: content/private/coaching/2026-06.yaml
- {kind: check-in, date: 2026-06-02, title: Monday call, attended: on-time}
""",
)


def fails(record: Coaching) -> bool:
    """Whether it was missed, or nothing says how it went."""
    return record.attended not in ("on-time", "late")
