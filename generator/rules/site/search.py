"""The search: that there is one."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

LEFT_OUT = Rule(
    name="search-left-out",
    severity=Severity.NOTE,
    title="The site is published without a search.",
    what="The index of the search is made by pagefind, a program that comes with Weekproof where there is a wheel "
    "of it: Linux, macOS and Windows on the usual processors. Where it is missing or cannot run, the site has no "
    "search and no page leads to one.",
    why="The pages are whole without it: you may only want to know why the search is gone.",
    hint="Install it with: pip install pagefind_bin.",
    failing="",
    mended="",
)
