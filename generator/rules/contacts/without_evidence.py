"""Evidence is asked for on request; a record without it is pointed out."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-evidence",
    severity=Severity.WARNING,
    title="Nothing backs this contact up.",
    applies_to="contacts",
    hint="Add `evidence: [LINK]`: the sent mail, the calendar entry, a note of the call.",
)


def warns(contact: Contact) -> bool:
    """Whether nothing backs the record up."""
    return not contact.evidence
