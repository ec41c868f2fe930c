"""The search: that there is one."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

LEFT_OUT = Rule(
    name="search-left-out",
    severity=Severity.NOTE,
    title="The site is published without a search.",
    hint="Install it with: pip install pagefind_bin.",
)
