"""Identity of individuals, for counting, the report, exports and suggestions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from generator.core.text import fold_name

NameKey = tuple[str, str, str]


class NamesIndividual(Protocol):
    """An object that names an individual: a contact, or a row made from one."""

    @property
    def person(self) -> str | None:
        """The graduate's own id for this person."""

    @property
    def first_name(self) -> str | None: ...  # noqa: D102

    @property
    def last_name(self) -> str | None: ...  # noqa: D102

    @property
    def employer(self) -> str | None: ...  # noqa: D102


T = TypeVar("T", bound=NamesIndividual)


def name_key(one: NamesIndividual) -> NameKey:
    """First name, last name and employer, normalized."""
    return fold_name(one.first_name), fold_name(one.last_name), fold_name(one.employer)


def same_individual(one: NamesIndividual, other: NamesIndividual) -> bool:
    """Whether two records are about the same individual.

    If both have `person`, the ids decide, else first name, last name and employer. Records without a name
    are never the same individual.
    """
    if one.person and other.person:
        return one.person == other.person
    return name_key(one) == name_key(other) and _has_name(one)


def first_positions(records: Iterable[NamesIndividual]) -> Mapping[int, int]:
    """Position of each record → position of the first record of the same individual.

    The relation is not transitive: a record without `person` can match two people with different ids by
    name. It is assigned to the first of them, so that two ids are always two individuals and adding a
    record never lowers the count.
    """
    rows = list(records)
    by_person: dict[str, int] = {}
    person_of_name: dict[NameKey, str] = {}
    for row in rows:
        if row.person and _has_name(row):
            person_of_name.setdefault(name_key(row), row.person)
    by_name: dict[NameKey, int] = {}
    first: dict[int, int] = {}
    for position, row in enumerate(rows):
        key = name_key(row)
        person = row.person or person_of_name.get(key)
        if person:
            first[position] = by_person.setdefault(person, position)
        else:
            first[position] = by_name.setdefault(key, position) if _has_name(row) else position
    return first


def group_by_individual(records: Iterable[T]) -> list[tuple[T, ...]]:
    """The records of each individual in input order; individuals ordered by their first record."""
    rows = list(records)
    groups: dict[int, list[T]] = {}
    for position, first in first_positions(rows).items():
        groups.setdefault(first, []).append(rows[position])
    return [tuple(group) for group in groups.values()]


def _has_name(one: NamesIndividual) -> bool:
    return any(name_key(one)[:2])
