"""One individual counts once a week."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(name="contact-repeated", severity=Severity.NOTE, applies_to="contacts", ours=True)
