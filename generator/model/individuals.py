"""Who is one and the same individual: to counting, the report, exports and suggestions alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from generator.core.text import fold_name

NameKey = tuple[str, str, str]


class NamesIndividual(Protocol):
    """Whatever says whom it is about: a record of a contact, or a row made of one."""

    @property
    def person(self) -> str | None:
        """An id that the graduate gave this person."""

    @property
    def first_name(self) -> str | None: ...  # noqa: D102

    @property
    def last_name(self) -> str | None: ...  # noqa: D102

    @property
    def employer(self) -> str | None: ...  # noqa: D102


T = TypeVar("T", bound=NamesIndividual)


def name_key(one: NamesIndividual) -> NameKey:
    """First name, last name and employer, folded."""
    return fold_name(one.first_name), fold_name(one.last_name), fold_name(one.employer)


def same_individual(one: NamesIndividual, other: NamesIndividual) -> bool:
    """Whether two records are of one individual.

    If both have `person`, exactly when the ids are equal; otherwise when first name, last name and
    employer agree. Of two records that name nobody it is not known.
    """
    if one.person and other.person:
        return one.person == other.person
    return name_key(one) == name_key(other) and _has_name(one)


def first_positions(records: Iterable[NamesIndividual]) -> Mapping[int, int]:
    """Position of each record → position of the first record of the same individual.

    The relation is not transitive: a record without `person` can agree by name with two people who
    have different ids. Such a record is taken for the first of them, so that two ids are always two
    individuals and one more record never lowers the count.
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
    """The records of each individual, in the order given; individuals by their first record."""
    rows = list(records)
    groups: dict[int, list[T]] = {}
    for position, first in first_positions(rows).items():
        groups.setdefault(first, []).append(rows[position])
    return [tuple(group) for group in groups.values()]


def _has_name(one: NamesIndividual) -> bool:
    return any(name_key(one)[:2])
