"""Validate a commitment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args, get_type_hints

from generator.core.diagnostics import Diagnostic, diagnostic
from generator.core.messages import Message, Value
from generator.model.activity import ActivityKind
from generator.model.commitment import REQUIREMENT_KINDS, AppliesTo, Commitment, Obligation, Requirement
from generator.model.origin import Origin

MOST_DAYS = 3660
# Larger values are mistakes, and would overflow the calendar.
_LIMITS: Mapping[str, int] = {
    "minimum": 1000,
    "repeat_after_weeks": 520,
    "follow_up_within_days": 366,
    "min_words": 10_000,
    "business_days": 366,
    "days": MOST_DAYS,
}


def _parameters() -> Mapping[str, frozenset[str]]:
    hints = get_type_hints(Requirement, include_extras=True)
    marks = {
        name: mark.kinds
        for name, hint in hints.items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, AppliesTo)
    }
    return {
        kind: frozenset(name for name, kinds in marks.items() if kind in kinds) for kind in REQUIREMENT_KINDS
    }


PARAMETERS = _parameters()
"""Kind of requirement → the parameters that have an effect; all others are mistakes."""
# Obligations that there is a rule for, with their parameters; a test compares this with the rules.
OBLIGATIONS: Mapping[str, frozenset[str]] = {
    "offer-answer": frozenset({"business_days"}),
    "offer-granted": frozenset(),
    "offer-terms-known": frozenset(),
    "coach-answer": frozenset({"business_days"}),
    "coach-silence": frozenset({"days"}),
    "attendance": frozenset({"phase"}),
    "deliverable": frozenset({"phase"}),
    "leave": frozenset({"days"}),
    "check-in": frozenset({"days"}),
    "material-review": frozenset({"days"}),
    "mock-interview": frozenset({"days"}),
    "goal-review": frozenset({"days"}),
    "logged-promptly": frozenset({"days"}),
}
_ACTIVITIES: tuple[str, ...] = get_args(ActivityKind)
_ALWAYS = frozenset({"id", "kind", "title", "clause", "source"})


def check_commitment(commitment: Commitment) -> Iterator[Diagnostic]:
    """What is wrong with a commitment whose values are all readable."""
    yield from _sizes(commitment)
    yield from _duplicate_ids(commitment)
    yield from _unknown_requirements(commitment)
    for requirement in commitment.requirements:
        yield from _requirement(requirement)
    for obligation in commitment.obligations:
        yield from _obligation(obligation)


def _obligation(obligation: Obligation) -> Iterator[Diagnostic]:
    origin = obligation.origin
    if obligation.id not in OBLIGATIONS:
        known_ids = tuple(sorted(OBLIGATIONS))
        yield _error(origin, "id", "commitment-unsound.obligation", id=obligation.id, known=known_ids)
        return
    yield from _limits(obligation)
    known = OBLIGATIONS[obligation.id]
    for name in sorted(set(origin.fields) - _ALWAYS - known):
        key = "commitment-unsound.no-effect" if known else "commitment-unsound.no-effect-none"
        params = {"known": tuple(sorted(known))} if known else {}
        yield _error(origin, name, key, name=name, id=obligation.id, **params)


def _sizes(commitment: Commitment) -> Iterator[Diagnostic]:
    origin = commitment.origin
    if not 1 <= commitment.window.days <= MOST_DAYS:
        yield _error(origin, "window.days", "commitment-unsound.window", most=MOST_DAYS)
    if (commitment.window.max_start_delay_days or 0) > MOST_DAYS:
        yield _error(origin, "window.max_start_delay_days", "commitment-unsound.start-delay", most=MOST_DAYS)
    if commitment.weeks.grace_days > 6:
        yield _error(origin, "weeks.grace_days", "commitment-unsound.grace-days")
    if commitment.standing.limit < 1:
        yield _error(origin, "standing.limit", "commitment-unsound.limit")
    if not commitment.programmes:
        yield _error(origin, "programmes", "commitment-unsound.no-programme")


def _limits(record: Requirement | Obligation) -> Iterator[Diagnostic]:
    for name, most in _LIMITS.items():
        if (getattr(record, name, None) or 0) > most:
            yield _error(record.origin, name, "commitment-unsound.number", name=name, most=most)


def _unknown_requirements(commitment: Commitment) -> Iterator[Diagnostic]:
    known = {requirement.id for requirement in commitment.requirements}
    for programme in commitment.programmes:
        for name in programme.requirements:
            if name not in known:
                key = "commitment-unsound.unknown-requirement"
                yield _error(programme.origin, "requirements", key, id=programme.id, name=name)
    for name in commitment.standing.levels:
        if name not in known:
            key = "commitment-unsound.level-of-unknown"
            yield _error(commitment.origin, f"standing.levels.{name}", key, name=name)


def _duplicate_ids(commitment: Commitment) -> Iterator[Diagnostic]:
    for group in (commitment.programmes, commitment.requirements, commitment.obligations):
        seen: set[str] = set()
        for item in group:
            if item.id in seen:
                yield _error(item.origin, "id", "commitment-unsound.id-twice", id=item.id)
            seen.add(item.id)


def _requirement(requirement: Requirement) -> Iterator[Diagnostic]:
    kind, origin = requirement.kind, requirement.origin
    for name in sorted(set(origin.fields) - _ALWAYS - PARAMETERS[kind]):
        known = tuple(sorted(PARAMETERS[kind]))
        yield _error(origin, name, "commitment-unsound.no-effect-on-kind", name=name, kind=kind, known=known)
    yield from _limits(requirement)
    if requirement.activity is not None and requirement.activity not in _ACTIVITIES:
        key, named = "commitment-unsound.activity", requirement.activity
        yield _error(origin, "activity", key, activity=named, known=_ACTIVITIES)
    if not 0 <= requirement.similarity <= 1:
        yield _error(origin, "similarity", "commitment-unsound.similarity")
    if kind == "any-of" and not requirement.of:
        yield _error(origin, "kind", "commitment-unsound.no-alternatives")
    if kind != "contributions" and "count" in origin.fields and requirement.count != "days":
        key = "commitment-unsound.count"
        yield _error(origin, "count", key, count=requirement.count, kind=kind)
    yield from _alternatives(requirement)


def _alternatives(requirement: Requirement) -> Iterator[Diagnostic]:
    if not requirement.together and requirement.kind == "any-of":
        for name in sorted({"minimum", "count"} & set(requirement.origin.fields)):
            yield _error(requirement.origin, name, "commitment-unsound.not-together", name=name)
    for alternative in requirement.of:
        if alternative.kind == "any-of":
            yield _error(alternative.origin, "kind", "commitment-unsound.any-of-in-any-of")
            continue
        yield from _requirement(alternative)
        of_the_whole = {"per", *(("minimum", "count") if requirement.together else ())}
        for name in sorted(of_the_whole & set(alternative.origin.fields)):
            key = "commitment-unsound.of-the-whole"
            yield _error(alternative.origin, name, key, name=name, id=requirement.id)


def _error(origin: Origin, key: str, text: str, /, **params: Value) -> Diagnostic:
    return diagnostic(Message(text, **params), origin.location_of(key))
