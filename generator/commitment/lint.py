"""Lint a commitment: find what has no effect or can never be met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import get_args

from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.core.messages import Message, Value
from generator.model.commitment import Commitment, Obligation, Programme, Requirement
from generator.model.origin import Origin
from generator.model.portfolio import Specialization

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_SAID_IN_A_CLAUSE = ("minimum", "count", "per", "kinds", "activity", "business_days", "days")
_SPECIALIZATIONS: tuple[str, ...] = get_args(Specialization)
# Obligations that nobody could meet in zero days.
_AT_LEAST_A_DAY = ("check-in", "material-review", "mock-interview", "goal-review", "coach-silence")


def check_effects(commitment: Commitment) -> Iterator[Diagnostic]:
    """Errors: what has no effect, or can never be met."""
    if commitment.without and not commitment.extends:
        yield _error(commitment.origin, "without", "commitment-unsound.without-nothing")
    yield from _ids(commitment)
    yield from _programmes(commitment)
    yield from _standing(commitment)
    for requirement in commitment.requirements:
        yield from _requirement(requirement)
    for obligation in commitment.obligations:
        if obligation.days == 0 and obligation.id in _AT_LEAST_A_DAY:
            yield _error(obligation.origin, "days", "commitment-unsound.zero-days")


def lint_warnings(commitment: Commitment) -> Iterator[Diagnostic]:
    """Warnings for the author: terms without a text to quote, and requirements in no programme."""
    used = {name for programme in commitment.programmes for name in programme.requirements}
    for requirement in commitment.requirements:
        if requirement.id not in used:
            yield _warning(requirement.origin, "id", "commitment-unsound.unasked", id=requirement.id)
    yield from _competing(commitment)
    quoted_terms: list[Requirement | Obligation] = [*commitment.requirements, *commitment.obligations]
    for terms in quoted_terms:
        yield from _missing_texts(terms)
        yield from _texts_of_others(terms, commitment)


def _missing_texts(terms: Requirement | Obligation) -> Iterator[Diagnostic]:
    lacking = tuple(f"`{key}`" for key in ("clause", "source") if not getattr(terms, key).strip())
    if lacking:
        yield _warning(terms.origin, "id", "commitment-unsound.unsaid", id=terms.id, keys=lacking)


def _competing(commitment: Commitment) -> Iterator[Diagnostic]:
    """Requirements of a programme that get only what an earlier one of their kind does not count."""
    told: set[str] = set()
    for programme in commitment.programmes:
        first: dict[tuple[str, str | None], str] = {}
        for terms in commitment.requirements:
            if terms.id not in programme.requirements:
                continue
            keys = {
                (way.kind, way.activity) for way in terms.ways if not way.shared and way.kind != "contacts"
            }
            for key in sorted(keys & first.keys(), key=str):
                if terms.id not in told:
                    told.add(terms.id)
                    text = "commitment-unsound.competing"
                    yield _warning(terms.origin, "id", text, id=terms.id, kind=key[0], other=first[key])
            first |= dict.fromkeys(keys - first.keys(), terms.id)


def _texts_of_others(terms: Requirement | Obligation, commitment: Commitment) -> Iterator[Diagnostic]:
    """A clause that was taken from other terms, of a requirement that asks for something else."""
    place = commitment.origin.fields.get("extends")
    fields = terms.origin.fields
    if place is None or fields.get("clause") != place:
        return
    changed = tuple(f"`{key}`" for key, at in fields.items() if at != place and key in _SAID_IN_A_CLAUSE)
    if changed:
        yield _warning(terms.origin, "id", "commitment-unsound.other-clause", id=terms.id, keys=changed)


def _ids(commitment: Commitment) -> Iterator[Diagnostic]:
    items: list[Programme | Requirement | Obligation] = [*commitment.programmes, *commitment.obligations]
    for requirement in commitment.requirements:
        items += [requirement, *requirement.of]
    for item in items:
        if not _ID.fullmatch(item.id):
            yield _error(item.origin, "id", "commitment-unsound.id", id=item.id)
    requirements = {requirement.id for requirement in commitment.requirements}
    for obligation in commitment.obligations:
        if obligation.id in requirements:
            yield _error(obligation.origin, "id", "commitment-unsound.id-of-both", id=obligation.id)


def _programmes(commitment: Commitment) -> Iterator[Diagnostic]:
    for programme in commitment.programmes:
        for name in _duplicates(programme.requirements):
            key = "commitment-unsound.asked-twice"
            yield _error(programme.origin, "requirements", key, id=programme.id, name=name)
        for name in programme.specializations:
            if name not in _SPECIALIZATIONS:
                key = "commitment-unsound.specialization"
                yield _error(programme.origin, "specializations", key, name=name, known=_SPECIALIZATIONS)


def _standing(commitment: Commitment) -> Iterator[Diagnostic]:
    standing, origin = commitment.standing, commitment.origin
    if standing.mode == "strict":
        for key in ("limit", "decay", "levels"):
            if f"standing.{key}" in origin.fields:
                yield _error(origin, f"standing.{key}", "commitment-unsound.strict", key=key)
    for name, levels in standing.levels.items():
        if any(level.below < 1 for level in levels):
            yield _error(origin, f"standing.levels.{name}", "commitment-unsound.level-below-zero")
        if any(later.below <= level.below for level, later in pairwise(levels)):
            yield _error(origin, f"standing.levels.{name}", "commitment-unsound.level-order")


def _requirement(terms: Requirement) -> Iterator[Diagnostic]:
    if terms.minimum == 0:
        yield _error(terms.origin, "minimum", "commitment-unsound.zero-minimum")
    if terms.similarity == 0:
        yield _error(terms.origin, "similarity", "commitment-unsound.zero-similarity")
    yield from _repositories(terms)
    yield from _pages(terms)
    for name in _duplicates(alternative.id for alternative in terms.of):
        yield _error(terms.origin, "of", "commitment-unsound.id-of-alternatives", id=name)
    activities = (way.activity or "any" for way in terms.of if way.kind == "activities")
    for name in _duplicates(activities):
        yield _error(terms.origin, "of", "commitment-unsound.same-activities", activity=name)
    for alternative in terms.of:
        yield from _requirement(alternative)


def _repositories(terms: Requirement) -> Iterator[Diagnostic]:
    for name in terms.exclude_repositories:
        if name != "self" and not _REPOSITORY.fullmatch(name):
            yield _error(terms.origin, "exclude_repositories", "commitment-unsound.repository", name=name)


def _pages(terms: Requirement) -> Iterator[Diagnostic]:
    for page in terms.approved_pages:
        if not _HOST.fullmatch(page):
            yield _error(terms.origin, "approved_pages", "commitment-unsound.host", page=page)
    takes_challenges = terms.kind == "activities" and terms.activity in (None, "design-challenge")
    if takes_challenges and not terms.approved_pages:
        yield _error(terms.origin, "activity", "commitment-unsound.no-approved-pages")
    if terms.approved_pages and terms.kind == "activities" and not takes_challenges:
        key = "commitment-unsound.needless-approved-pages"
        yield _error(terms.origin, "approved_pages", key, activity=terms.activity)


def _duplicates(names: Iterable[str]) -> list[str]:
    """The names that occur more than once, in order."""
    rows = list(names)
    return [name for name in dict.fromkeys(rows) if rows.count(name) > 1]


def _error(origin: Origin, key: str, text: str, /, **params: Value) -> Diagnostic:
    return diagnostic(Message(text, **params), origin.location_of(key))


def _warning(origin: Origin, key: str, text: str, /, **params: Value) -> Diagnostic:
    return diagnostic(Message(text, **params), origin.location_of(key), Severity.WARNING)
