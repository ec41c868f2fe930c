"""One individual counts once a week."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-repeated",
    severity=Severity.NOTE,
    title="This contact does not count: the individual was counted already.",
    applies_to="contacts",
    ours=True,
    hint="Two people with one name at one employer need a `person:` id each.",
)
