"""Deliverables are completed by their due date."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Severity
from generator.model.commitment import Obligation
from generator.rules.case import Case
from generator.rules.coaching.due import Due, Pair, inside, judge_due
from generator.rules.rule import Rule

RULE = Rule(
    name="deliverable",
    severity=Severity.WARNING,
    title="A deliverable was not completed by its due date.",
    what="A `deliverable` (résumé, elevator pitch, profile …) has `completed` with a day that is not after "
    "its `date`.",
    why="The school asks for deliverables by the deadlines that graduates are given.",
    applies_to="deliverable",
    points_at="completed",
    hint="Hand it in and add `completed:`, or agree on another day and change `date`.",
    failing="""\
# as-of: 2026-06-12
# file: content/private/coaching/2026-06.yaml
- {kind: deliverable, date: 2026-06-05, title: elevator-pitch}
""",
    mended="""\
# as-of: 2026-06-12
# file: content/private/coaching/2026-06.yaml
- {kind: deliverable, date: 2026-06-05, title: elevator-pitch, completed: 2026-06-04}
""",
)


def judge(case: Case, terms: Obligation) -> Iterator[Pair]:
    """Every deliverable, with a finding for those late. `due` is its date."""
    dues = (
        Due(record, record.date, record.completed)
        for record in inside(case, case.journal.coaching, "deliverable")
    )
    return judge_due(dues, case, terms, RULE, "deliverable.late")
