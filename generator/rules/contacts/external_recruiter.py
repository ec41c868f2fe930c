"""External recruiters are logged and never counted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-external-recruiter",
    severity=Severity.NOTE,
    title="This contact does not count: an external recruiter is not at a prospective employer.",
    applies_to="contacts",
    points_at="kind",
    hint="Nothing to mend if it is so. A recruiter employed by the company itself is no external one.",
)


def fails(contact: Contact) -> bool:
    """Whether it was an external recruiter."""
    return contact.kind == "external-recruiter"
