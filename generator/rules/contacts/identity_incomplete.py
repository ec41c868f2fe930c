"""A contact counts with first name, last name, title and employer."""

from __future__ import annotations

from generator.core.text import fold_name
from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(name="contact-identity-incomplete", severity=Severity.WARNING, applies_to="contacts")

PLACEHOLDERS = frozenset({"n/a", "n.a.", "tbd", "tba", "unknown"})
"""What people write where they do not know. The commitment manual names `N/A`, `TBD`, `unknown`,
`-` and `?`; text without any letter or digit stands for the last two. Words that are also
surnames (Null, None, Na) are not in the list."""


def is_missing(text: str | None) -> bool:
    """Whether an identity field is blank or a placeholder."""
    plain = fold_name(text)
    return plain in PLACEHOLDERS or not any(sign.isalnum() for sign in plain)


def missing_fields(contact: Contact) -> tuple[str, ...]:
    """The identity fields that are missing, in the order of the manual."""
    needed = ["first_name", "last_name", "title", "employer"]
    if contact.single_name:
        needed.remove("last_name")
    return tuple(name for name in needed if is_missing(getattr(contact, name)))


def fails(contact: Contact) -> bool:
    """Whether any identity field is missing."""
    return bool(missing_fields(contact))
