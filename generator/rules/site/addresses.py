"""Addresses of pages: which a text may take, and which can be held by every system."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RESERVED = Rule(
    name="reserved-address",
    severity=Severity.ERROR,
    title="A text takes an address of the site itself.",
    hint="Choose another name with `slug:`.",
)
UNSAFE = Rule(
    name="unsafe-address",
    severity=Severity.ERROR,
    title="An address cannot be used on every system.",
    hint="Give it another `slug`, or rename its file.",
)
COLLISION = Rule(
    name="address-collision",
    severity=Severity.ERROR,
    title="Two addresses are the same on many machines.",
    hint="Give one of them another name.",
)
REDIRECT = Rule(
    name="redirect-invalid",
    severity=Severity.ERROR,
    title="An old address of a post cannot lead to the new one.",
    hint="An old address looks like /2024/05/old-name/ or old-name.html.",
)
