"""Contact records brought together by individual, as the rules do it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.exchange.words import folded
from generator.views.coach import ContactRow

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Individual:
    """One individual. `key` is what they are known by; `records` has the oldest first, never empty."""

    key: Key
    records: tuple[ContactRow, ...]

    def newest(self, field: str) -> str:
        """What the newest record says in `field`, of those that say something; else empty."""
        return next(iter(self.every(field)), "")

    def every(self, field: str) -> list[str]:
        """All that the records say in `field`, each once, the newest first."""
        told = (str(getattr(record, field)).strip() for record in reversed(self.records))
        return list(dict.fromkeys(filter(None, told)))


def individuals(contacts: Iterable[ContactRow]) -> list[Individual]:
    """Everybody who has a name, by name.

    Records are of one individual if their `person` ids are equal or, where one has none, if name and
    employer are.
    """
    rows = sorted(contacts, key=lambda row: (row.date, row.path, row.line))
    person_of: dict[Key, str] = {}
    for row in rows:
        if row.person:
            person_of.setdefault(_name(row), row.person)
    groups: dict[Key, list[ContactRow]] = {}
    for row in rows:
        if row.first_name.strip() or row.last_name.strip():
            person = row.person or person_of.get(_name(row))
            groups.setdefault(("person", person) if person else _name(row), []).append(row)
    found = [Individual(key, tuple(records)) for key, records in groups.items()]
    return sorted(found, key=lambda one: (_name(one.records[-1]), one.key))


def _name(row: ContactRow) -> Key:
    return folded(row.last_name), folded(row.first_name), folded(row.employer)
