"""Somebody met at an event counts once a follow-up was sent."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-follow-up",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="follow_up",
)


def fails(contact: Contact) -> bool:
    """Whether it was a meeting without a follow-up on its day or later."""
    if contact.kind != "networking":
        return False
    return contact.follow_up is None or contact.follow_up < contact.date
