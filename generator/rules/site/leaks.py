"""Private words in public files."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


RULE = Rule(
    name="private-text-in-public-output",
    severity=Severity.ERROR,
    title="The public site would show something private.",
    hint="Leave it out, put it in other words, or name the person in `mentions` on purpose.",
    fixed=True,
)
