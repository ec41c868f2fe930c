"""A contact counts with a summary."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-summary",
    severity=Severity.WARNING,
    title="This contact does not count: there is no summary of what was said or sent.",
    applies_to="contacts",
    points_at="summary",
    hint="Add `summary:` with a sentence in your own words.",
)


def fails(contact: Contact) -> bool:
    """Whether nothing is said of what happened."""
    return not (contact.summary or "").strip()
