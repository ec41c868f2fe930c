"""Applications are logged and never counted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(name="contact-application", severity=Severity.NOTE, applies_to="contacts", points_at="kind")


def fails(contact: Contact) -> bool:
    """Whether it was only an application."""
    return contact.kind == "application"
