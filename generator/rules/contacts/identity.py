"""Which records are of one and the same individual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.contact import Contact
from generator.rules.contacts.text import folded

NameKey = tuple[str, str, str]


def name_key(contact: Contact) -> NameKey:
    """First name, last name and employer, folded."""
    return folded(contact.first_name), folded(contact.last_name), folded(contact.employer)


def same_individual(one: Contact, other: Contact) -> bool:
    """Whether two records are of one individual.

    If both have `person`, exactly when the ids are equal; otherwise when first name, last name and
    employer agree.
    """
    if one.person and other.person:
        return one.person == other.person
    return name_key(one) == name_key(other)


def individuals(contacts: Iterable[Contact]) -> Mapping[int, int]:
    """Position of each record → position of the first record of the same individual.

    The relation is not transitive: a record without `person` can agree by name with two people who
    have different ids. Such a record is taken for the first of them, so that two ids are always two
    individuals and one more record never lowers the count.
    """
    rows = list(contacts)
    by_person: dict[str, int] = {}
    person_of_name: dict[NameKey, str] = {}
    for contact in rows:
        if contact.person:
            person_of_name.setdefault(name_key(contact), contact.person)
    by_name: dict[NameKey, int] = {}
    first: dict[int, int] = {}
    for position, contact in enumerate(rows):
        key = name_key(contact)
        person = contact.person or person_of_name.get(key)
        if person:
            first[position] = by_person.setdefault(person, position)
        else:
            first[position] = by_name.setdefault(key, position)
    return first
