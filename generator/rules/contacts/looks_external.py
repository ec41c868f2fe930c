"""A recruiter at an agency looks like an external one, whatever the kind says."""

from __future__ import annotations

import re

from generator.core.text import fold_name
from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-looks-like-external-recruiter",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="employer",
)

_AGENCY = re.compile(r"\b(staffing|talent|recruiting|agency)\b")


def warns(contact: Contact) -> bool:
    """Whether title and employer together say recruiter at an agency, and the kind does not."""
    if contact.kind == "external-recruiter":
        return False
    return "recruiter" in fold_name(contact.title) and bool(_AGENCY.search(fold_name(contact.employer)))
