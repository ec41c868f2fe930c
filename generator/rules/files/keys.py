"""Keys and words: what a record may say, and what it must."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

UNKNOWN_KEY = Rule(
    name="unknown-key",
    severity=Severity.ERROR,
    title="A key is not known here.",
    what="Each kind of record has its keys; the manual lists them. Any other key is an error, with the "
    "nearest known one named.",
    why="A misspelt key would be dropped without a word, and the contact it belongs to would not count.",
    hint="Look for a slip; keys are written with underscores.",
    failing="""\
# file: content/private/goals.yaml
- title: Ten conversations
  mesure: conversations
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
  measure: conversations
""",
)
MISSING_KEY = Rule(
    name="missing-key",
    severity=Severity.ERROR,
    title="A key that is needed here is missing or empty.",
    what="A few keys are needed for a record to be one at all: the date and kind of a contact, the title of "
    "a post, the reason of a decision. What is only needed to count is no error when it is missing.",
    why="Without them nobody can say which week a record belongs to, or whose word it is.",
    hint="Add a line with the key and its value.",
    failing="""\
# file: content/private/coaching/2026.yaml
- kind: check-in
  title: First talk
""",
    mended="""\
# file: content/private/coaching/2026.yaml
- kind: check-in
  title: First talk
  date: 2026-06-03
""",
)
WRONG_SHAPE = Rule(
    name="value-of-wrong-shape",
    severity=Severity.ERROR,
    title="A list, a group of keys or a text stands where something else belongs.",
    what="Each key takes a text, a list or a group of keys. A file of records is a list: every record begins "
    "with `- `.",
    why="Taking one for the other would read a list as its first entry, or a record as nothing.",
    hint="A list is written [one, two]; a group is `key: value` lines, indented.",
    failing="""\
# file: content/private/goals.yaml
title: Ten conversations
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
""",
)
UNKNOWN_WORD = Rule(
    name="unknown-word",
    severity=Severity.ERROR,
    title="A word is not one of those that are known here.",
    what="Kinds, channels, answers and the like are chosen from a few words, written in small letters with "
    "hyphens. A language is a BCP 47 tag.",
    why="Whether a contact counts hangs on its kind; a kind that nobody knows decides nothing.",
    hint="Write one of the words that the message names.",
    failing="""\
# file: content/private/coaching/2026.yaml
- {date: 2026-06-03, kind: checkin}
""",
    mended="""\
# file: content/private/coaching/2026.yaml
- {date: 2026-06-03, kind: check-in}
""",
)
