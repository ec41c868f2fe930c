"""Whether a commitment makes sense in itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args, get_type_hints

from generator.core.text import quoted
from generator.diagnostics import Diagnostic, Severity
from generator.model.activity import ActivityKind
from generator.model.commitment import REQUIREMENT_KINDS, Commitment, For, Obligation, Requirement
from generator.model.origin import Origin

MOST_DAYS = 3660
# What a parameter may be at most; more is a slip, and would lead out of the calendar.
_MOST: Mapping[str, int] = {
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
        if isinstance(mark, For)
    }
    return {
        kind: frozenset(name for name, kinds in marks.items() if kind in kinds) for kind in REQUIREMENT_KINDS
    }


PARAMETERS = _parameters()
"""Kind of requirement → the parameters that take effect; all others are a slip."""
# Obligations that there is a rule for, with their parameters; a test holds this to the rules.
OBLIGATIONS: Mapping[str, frozenset[str]] = {
    "offer-answer": frozenset({"business_days"}),
    "offer-granted": frozenset(),
    "coach-answer": frozenset({"business_days"}),
    "coach-silence": frozenset({"days"}),
    "attendance": frozenset(),
    "deliverable": frozenset(),
    "check-in": frozenset({"days"}),
    "material-review": frozenset({"days"}),
    "mock-interview": frozenset({"days"}),
    "goal-review": frozenset({"days"}),
    "logged-promptly": frozenset({"days"}),
}
_ACTIVITIES: tuple[str, ...] = get_args(ActivityKind)
_ALWAYS = frozenset({"id", "kind", "title", "clause", "source"})


def check_commitment(commitment: Commitment) -> tuple[Diagnostic, ...]:
    """What is wrong with a commitment whose every value could be read."""
    return tuple(_findings(commitment))


def _findings(commitment: Commitment) -> Iterator[Diagnostic]:
    yield from _sizes(commitment)
    yield from _repeated(commitment)
    yield from _unknown_requirements(commitment)
    for requirement in commitment.requirements:
        yield from _requirement(requirement)
    for obligation in commitment.obligations:
        yield from _obligation(obligation)


def _obligation(obligation: Obligation) -> Iterator[Diagnostic]:
    origin = obligation.origin
    if obligation.id not in OBLIGATIONS:
        message = f"There is no rule for the obligation {quoted(obligation.id)}."
        yield _error(origin, "id", message, f"Known: {', '.join(sorted(OBLIGATIONS))}.")
        return
    yield from _most(obligation)
    known = OBLIGATIONS[obligation.id]
    for name in sorted(set(origin.fields) - _ALWAYS - known):
        message = f"`{name}` has no effect on the obligation `{obligation.id}`."
        yield _error(origin, name, message, f"It has: {', '.join(sorted(known)) or 'no parameter'}.")


def _sizes(commitment: Commitment) -> Iterator[Diagnostic]:
    origin = commitment.origin
    if not 1 <= commitment.window.days <= MOST_DAYS:
        yield _error(origin, "window.days", f"`window.days` must be 1 to {MOST_DAYS}.", "Write 180.")
    if (commitment.window.max_start_delay_days or 0) > MOST_DAYS:
        key = "window.max_start_delay_days"
        yield _error(origin, key, f"`{key}` must be 0 to {MOST_DAYS}.", "Write 30, or remove it.")
    if commitment.weeks.grace_days > 6:
        yield _error(origin, "weeks.grace_days", "`weeks.grace_days` must be 0 to 6.", "Write 0.")
    if commitment.standing.limit < 1:
        yield _error(origin, "standing.limit", "`standing.limit` must be 1 or more.", "Write 5.")
    if not commitment.programmes:
        yield _error(origin, "programmes", "There is no programme.", "Add one with its requirements.")


def _most(record: Requirement | Obligation) -> Iterator[Diagnostic]:
    for name, most in _MOST.items():
        if (getattr(record, name, None) or 0) > most:
            yield _error(record.origin, name, f"`{name}` must be 0 to {most}.", "Correct the number.")


def _unknown_requirements(commitment: Commitment) -> Iterator[Diagnostic]:
    known = {requirement.id for requirement in commitment.requirements}
    for programme in commitment.programmes:
        for name in programme.requirements:
            if name not in known:
                message = f"{quoted(programme.id)} asks for {quoted(name)}, which is no requirement here."
                yield _error(programme.origin, "requirements", message, "Add it to `requirements`.")
    for name in commitment.standing.levels:
        if name not in known:
            message = f"`standing.levels` names {quoted(name)}, which is no requirement here."
            yield _error(commitment.origin, f"standing.levels.{name}", message, "Correct the id.")


def _repeated(commitment: Commitment) -> Iterator[Diagnostic]:
    for group in (commitment.programmes, commitment.requirements, commitment.obligations):
        seen: set[str] = set()
        for item in group:
            if item.id in seen:
                message = f"{quoted(item.id)} stands here twice."
                yield _error(item.origin, "id", message, "Give it another id.")
            seen.add(item.id)


def _requirement(requirement: Requirement) -> Iterator[Diagnostic]:
    kind, origin = requirement.kind, requirement.origin
    for name in sorted(set(origin.fields) - _ALWAYS - PARAMETERS[kind]):
        message = f"`{name}` has no effect on a requirement of kind `{kind}`."
        known = ", ".join(sorted(PARAMETERS[kind]))
        yield _error(origin, name, message, f"Remove it; `{kind}` has: {known}.")
    yield from _most(requirement)
    if requirement.activity is not None and requirement.activity not in _ACTIVITIES:
        message = f"There is no activity {quoted(requirement.activity)}."
        yield _error(origin, "activity", message, f"One of: {', '.join(_ACTIVITIES)}.")
    if not 0 <= requirement.similarity <= 1:
        yield _error(origin, "similarity", "`similarity` must be 0 to 1.", "Write 0.8.")
    if kind == "any-of" and not requirement.of:
        yield _error(origin, "kind", "An `any-of` needs alternatives.", "Add them below `of:`.")
    for way in requirement.of:
        if way.kind == "any-of":
            message = "An alternative cannot be an `any-of` itself."
            yield _error(way.origin, "kind", message, "Write its alternatives beside the others.")
        else:
            yield from _requirement(way)


def _error(origin: Origin, key: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic("commitment-unsound", Severity.ERROR, message, origin.place_of(key), hint)
