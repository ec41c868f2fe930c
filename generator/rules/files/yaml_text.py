"""YAML as it is written: what cannot be read, and what is refused because readers differ over it."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

SYNTAX = Rule(
    name="yaml-syntax",
    severity=Severity.ERROR,
    title="This is not YAML that can be read.",
    what="Spaces, colons, brackets or quotation marks do not fit together here. In a list of records the "
    "other records are read all the same.",
    why="One slip must not hide the findings of a whole file, and must not pass for a missing record.",
    hint="Compare with the lines above: spaces, colons, quotation marks.",
    failing="""\
# file: content/private/goals.yaml
- title: Ten conversations
  why: I learn best by asking: it is how I found this trade.
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
  why: "I learn best by asking: it is how I found this trade."
""",
    fixed=True,
)
SEVERAL_DOCUMENTS = Rule(
    name="yaml-several-documents",
    severity=Severity.ERROR,
    title="A YAML file holds more than one document.",
    what="One file holds one list, or one group of keys. A line of `---` in the middle begins a second "
    "document, and what follows it is not read.",
    why="Most programs read the first document and drop the rest without a word.",
    hint="Remove the line `---`; one file holds one list.",
    failing="""\
# file: content/private/goals.yaml
- title: Ten conversations
---
- title: Two mock interviews
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
- title: Two mock interviews
""",
    fixed=True,
)
TOO_DEEP = Rule(
    name="yaml-nested-too-deep",
    severity=Severity.ERROR,
    title="YAML is nested deeper than any record is.",
    what="Lists and groups may stand inside each other 20 levels deep. No record has more than four.",
    why="It is a bracket that was never closed, or a file made to keep a reader busy.",
    hint="Look for a bracket that is never closed.",
    failing="""\
# file: content/private/goals.yaml
- [[[[[[[[[[[[[[[[[[[[[[ten conversations]]]]]]]]]]]]]]]]]]]]]]
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
""",
    fixed=True,
)
ALIAS = Rule(
    name="yaml-alias",
    severity=Severity.ERROR,
    title="YAML's anchors, aliases and merges are not read here.",
    what="`&name`, `*name` and `<<:` refer to values elsewhere in the file. They are refused. A text that "
    "begins with `&` or `*` needs quotation marks.",
    why="A record says by itself what it says, and a few lines of aliases can unfold to gigabytes.",
    hint="Write the value out, or put it in quotes if the sign belongs to the text.",
    failing="""\
# file: content/private/goals.yaml
- title: Ten conversations
  why: &why I learn best by asking.
- title: Two mock interviews
  why: *why
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
  why: I learn best by asking.
- title: Two mock interviews
  why: I learn best by asking.
""",
    fixed=True,
)
TAG = Rule(
    name="yaml-tag",
    severity=Severity.ERROR,
    title="YAML's tags are not read here.",
    what="`!word` and `!!word` before a value are tags, and refused. What a value is, its key decides. A "
    "text that begins with `!` needs quotation marks.",
    why="Tags can ask a reader to make any object it knows; none is needed to write down a job search.",
    hint="Remove it, or put the value in quotes if it belongs to the text.",
    failing="""\
# file: content/private/goals.yaml
- title: !important Ten conversations
""",
    mended="""\
# file: content/private/goals.yaml
- title: "!important Ten conversations"
""",
    fixed=True,
)
DUPLICATE_KEY = Rule(
    name="duplicate-key",
    severity=Severity.ERROR,
    title="A key is written twice in one record.",
    what="In one record each key stands once. The first is read.",
    why="Of two values one is wrong, and which one only the writer knows. Often a `- ` is missing and two "
    "records have grown together.",
    hint="Keep one of them, or begin a new record with `- ` where a second one was meant.",
    failing="""\
# file: content/private/goals.yaml
- title: Ten conversations
  title: Two mock interviews
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
- title: Two mock interviews
""",
)
BIDI = Rule(
    name="bidi-control-character",
    severity=Severity.ERROR,
    title="An invisible character turns the reading direction round.",
    what="Characters that override the direction of text (U+202A to U+202E, U+2066 to U+2069) are refused in "
    "YAML and front matter. Arabic and Hebrew need none of them.",
    why="With them a line reads other than it is written, and a coach approves what is not there.",
    hint="Delete the character and type the text again.",
    failing="""\
# file: content/private/goals.yaml
- title: Ten {U+202E}snoitasrevnoc
""",
    mended="""\
# file: content/private/goals.yaml
- title: Ten conversations
""",
)
