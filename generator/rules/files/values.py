"""Values: days, numbers, addresses and names that cannot be read as what their key asks for."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

DATE = Rule(
    name="unreadable-date",
    severity=Severity.ERROR,
    title="A value is not a day that exists.",
    hint="Write year, month and day: 2026-11-03.",
)
BOOLEAN = Rule(
    name="unreadable-boolean",
    severity=Severity.ERROR,
    title="A value is neither true nor false.",
    hint="Write true or false.",
)
NUMBER = Rule(
    name="unreadable-number",
    severity=Severity.ERROR,
    title="A value is not a number.",
    hint="Write digits only: 5.",
)
ADDRESS = Rule(
    name="unreadable-address",
    severity=Severity.ERROR,
    title="A value is not an address that can be followed.",
    hint="Write it whole, with https:// in front.",
)
WEEK = Rule(
    name="unreadable-week",
    severity=Severity.ERROR,
    title="A value is not a week that exists.",
    hint="Write year and ISO week: 2026-W40.",
)
SLUG = Rule(
    name="unreadable-slug",
    severity=Severity.ERROR,
    title="A name cannot be part of an address.",
    hint="Use small letters a to z, digits and hyphens: late-buses.",
)
