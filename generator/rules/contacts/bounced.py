"""A message that never arrived is no contact."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-bounced",
    severity=Severity.NOTE,
    applies_to="contacts",
    points_at="bounced",
    ours=True,
)


def fails(contact: Contact) -> bool:
    """Whether the message was returned."""
    return contact.bounced
