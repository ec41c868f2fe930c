"""Evidence is asked for on request; a record without it is pointed out."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(name="contact-without-evidence", severity=Severity.WARNING, applies_to="contacts")


def warns(contact: Contact) -> bool:
    """Whether nothing backs the record up."""
    return not contact.evidence
