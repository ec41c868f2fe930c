"""One `person` id for people whose names have nothing in common is a slip or a trick."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.core.text import fold_name
from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="person-with-unrelated-names",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="person",
)


def unrelated(contacts: Iterable[Contact]) -> Iterator[Contact]:
    """Records whose name shares no part with the first record of the same `person`."""
    first: dict[str, frozenset[str]] = {}
    for contact in contacts:
        if contact.person is None:
            continue
        parts = frozenset(_parts(contact))
        known = first.setdefault(contact.person, parts)
        if parts and known and not parts & known:
            yield contact


def _parts(contact: Contact) -> Iterator[str]:
    for name in (contact.first_name, contact.last_name):
        yield from fold_name(name).replace("-", " ").split()
