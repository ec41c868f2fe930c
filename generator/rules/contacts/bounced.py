"""A message that never arrived is no contact."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-bounced",
    severity=Severity.NOTE,
    title="This contact does not count: the message never arrived.",
    applies_to="contacts",
    points_at="bounced",
    ours=True,
    hint="Find another address, write again and log that.",
)


def fails(contact: Contact) -> bool:
    """Whether the message was returned."""
    return contact.bounced
