"""The courses that a shipped commitment knows, and on which weekday its weeks are over."""

from __future__ import annotations

from pathlib import Path

from generator.commitment.loader import load_commitment
from generator.faults import Fault
from generator.model.commitment import Commitment
from generator.starting.answers import Course


def commitment_named(root: Path, name: str) -> Commitment:
    """The commitment; a `Fault` where it cannot be used."""
    commitment, found = load_commitment(root, name)
    if commitment is None:
        first = found[0]
        raise Fault(f"{first.place.path}:{first.place.line}: {first.message}", hint=first.hint)
    return commitment


def courses_of(commitment: Commitment) -> tuple[Course, ...]:
    """A row for each programme; where it has specializations, a row for each of those."""
    rows: list[Course] = []
    for one in commitment.programmes:
        if not one.specializations:
            rows.append(Course(one.id, one.title, one.id))
        rows += [
            Course(f"{one.id}/{word}", f"{one.title}, {word.upper()}", one.id, word)
            for word in one.specializations
        ]
    return tuple(rows)


def needs_login(commitment: Commitment, course: Course) -> bool:
    """Whether contributions on GitHub are counted."""
    programme = commitment.programme(course.programme)
    kinds = [commitment.requirement(name) for name in programme.requirements] if programme else []
    return any(one is not None and one.kind == "contributions" for one in kinds)


def first_weekday(commitment: Commitment) -> int:
    """The weekday on which weeks begin; 0 is Monday."""
    return commitment.weeks.first_weekday
