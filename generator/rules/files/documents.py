"""Markdown files: their front matter, and the address that each takes."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

MISSING = Rule(
    name="front-matter-missing",
    severity=Severity.ERROR,
    title="A Markdown file has no front matter.",
    hint="Begin the file with `---`, then `title: …`, then `---`.",
    fixed=True,
)
UNCLOSED = Rule(
    name="front-matter-unclosed",
    severity=Severity.ERROR,
    title="The front matter of a Markdown file is never closed.",
    hint="Close it with a line of `---`.",
    fixed=True,
)
SAME_ADDRESS = Rule(
    name="same-address",
    severity=Severity.ERROR,
    title="Two texts have the same address.",
    hint="Give one of the two another `slug:`.",
)
