"""A contact counts with a summary."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-summary",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="summary",
)


def fails(contact: Contact) -> bool:
    """Whether nothing is said of what happened."""
    return not (contact.summary or "").strip()
