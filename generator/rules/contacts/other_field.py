"""A contact counts in the programme's field of work."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(name="contact-in-other-field", severity=Severity.NOTE, applies_to="contacts", points_at="field")


def fails(contact: Contact, case: Case) -> bool:
    """Whether the individual works in a field that is not the programme's."""
    return not case.is_own_field(contact.field)
