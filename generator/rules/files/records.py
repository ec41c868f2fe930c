"""Records whose values can each be read and do not fit together."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

EXCEED_TOTAL = Rule(
    name="contributions-exceed-total",
    severity=Severity.ERROR,
    title="A day's contributions by repository are more than the day had.",
    hint="Correct the figure that is wrong.",
)
UNTIL_BEFORE_ON = Rule(
    name="decision-until-before-on",
    severity=Severity.ERROR,
    title="A decision ends before it is made, so it is void.",
    hint="Correct one of the two days.",
)
PAUSE_LENGTH = Rule(
    name="pause-of-impossible-length",
    severity=Severity.ERROR,
    title="A pause ends before it begins, or lasts more than a year.",
    hint="Correct one of the two days.",
)
