"""Keys and words: what a record may say, and what it must."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

UNKNOWN_KEY = Rule(
    name="unknown-key",
    severity=Severity.ERROR,
    title="A key is not known here.",
    hint="Look for a slip; keys are written with underscores.",
)
MISSING_KEY = Rule(
    name="missing-key",
    severity=Severity.ERROR,
    title="A key that is needed here is missing or empty.",
    hint="Add a line with the key and its value.",
)
WRONG_SHAPE = Rule(
    name="value-of-wrong-shape",
    severity=Severity.ERROR,
    title="A list, a group of keys or a text stands where something else belongs.",
    hint="A list is written [one, two]; a group is `key: value` lines, indented.",
)
UNKNOWN_WORD = Rule(
    name="unknown-word",
    severity=Severity.ERROR,
    title="A word is not one of those that are known here.",
    hint="Write one of the words that the message names.",
)
