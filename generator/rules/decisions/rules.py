"""Decisions of the coach's: what makes one void, and what makes one needless."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_HEAD = """\
# as-of: 2026-06-09
# file: content/private/coach-decisions.yaml
decisions:
"""


def _decision(week: str, more: str = "") -> str:
    return (
        f"  - weeks: [{week}]\n{more}    decision: waived\n    reason: Ill.\n    by: Dana Coach\n"
        "    on: 2026-06-08\n"
    )


UNFINISHED = Rule(
    name="decision-on-unfinished-week",
    severity=Severity.ERROR,
    title="A decision is void: its week is not over.",
    what="A decision on an open or upcoming week is void and an error.",
    why="A week can be answered once it is known how it ended. Leave known in advance is a pause.",
    points_at="weeks",
    ours=True,
    hint="Take the week out, and answer it when it is over; or write a pause.",
    failing=_HEAD + _decision("2026-W24"),
    mended=_HEAD + _decision("2026-W23"),
)
UNNEEDED = Rule(
    name="decision-unneeded",
    severity=Severity.WARNING,
    title="A decision is not needed: nothing is short in its week.",
    what="Every requirement that the decision answers is met, or is not enforced in that week.",
    why="An exception that excuses nothing hides a slip in the week's name, or outlives its cause.",
    points_at="weeks",
    ours=True,
    hint="Remove it, or correct the week.",
    failing=_HEAD + _decision("2026-W22"),
    mended=_HEAD + _decision("2026-W23"),
)
UNKNOWN_REQUIREMENT = Rule(
    name="decision-on-unknown-requirement",
    severity=Severity.ERROR,
    title="A decision names a requirement that the commitment does not have.",
    what="`requirements` lists ids of requirements or obligations of the commitment in force. The rest of "
    "the decision holds.",
    why="A decision that is misspelt answers nothing, and nobody would notice.",
    points_at="requirements",
    hint="Correct the id; `weekproof explain` names those of each week.",
    failing=_HEAD + _decision("2026-W23", "    requirements: [contact]\n"),
    mended=_HEAD + _decision("2026-W23", "    requirements: [contacts]\n"),
)
EXPIRED = Rule(
    name="decision-expired",
    severity=Severity.WARNING,
    title="A decision no longer holds: its last day is past.",
    what="`until` of the decision lies before the day of judging, so the week stands as if it had not "
    "been answered.",
    why="A coach may excuse a week for as long as something is to be handed in.",
    points_at="until",
    ours=True,
    hint="Ask your coach whether it should hold longer.",
    failing=_HEAD + _decision("2026-W23", "    until: 2026-06-08\n"),
    mended=_HEAD + _decision("2026-W23", "    until: 2026-06-30\n"),
)
