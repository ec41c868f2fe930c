"""Whether all that a commitment says has an effect: what does nothing reads like a rule and is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import get_args

from generator.core.text import listed, quoted
from generator.diagnostics import Diagnostic, Severity
from generator.model.commitment import Commitment, Obligation, Programme, Requirement
from generator.model.origin import Origin
from generator.model.portfolio import Specialization

RULE = "commitment-unsound"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_SPECIALIZATIONS: tuple[str, ...] = get_args(Specialization)
# Obligations that nobody could keep within no day at all.
_AT_LEAST_A_DAY = ("check-in", "material-review", "mock-interview", "goal-review", "coach-silence")


def check_effects(commitment: Commitment) -> Iterator[Diagnostic]:
    """What a commitment says without effect, or so that nobody could ever meet it."""
    yield from _ids(commitment)
    yield from _programmes(commitment)
    yield from _standing(commitment)
    for requirement in commitment.requirements:
        yield from _requirement(requirement)
    for obligation in commitment.obligations:
        if obligation.days == 0 and obligation.id in _AT_LEAST_A_DAY:
            yield _error(obligation.origin, "days", "Nobody can keep this in `days: 0`.", "Write 1 or more.")


def advise(commitment: Commitment) -> Iterator[Diagnostic]:
    """Warnings for who writes the file: terms without words to quote, and requirements nobody is asked."""
    asked = {name for programme in commitment.programmes for name in programme.requirements}
    for requirement in commitment.requirements:
        if requirement.id not in asked:
            message = f"No programme asks for {quoted(requirement.id)}."
            yield _warning(requirement.origin, "id", message, "Name it below a programme, or remove it.")
    quoted_terms: list[Requirement | Obligation] = [*commitment.requirements, *commitment.obligations]
    for terms in quoted_terms:
        yield from _unsaid(terms)


def _unsaid(terms: Requirement | Obligation) -> Iterator[Diagnostic]:
    lacking = [key for key in ("clause", "source") if not getattr(terms, key).strip()]
    if lacking:
        keys = listed([f"`{key}`" for key in lacking])
        message = f"{quoted(terms.id)} has no {keys}: findings and the report quote them."
        yield _warning(terms.origin, "id", message, "Say what is asked in a sentence, and where it stands.")


def _ids(commitment: Commitment) -> Iterator[Diagnostic]:
    items: list[Programme | Requirement | Obligation] = [*commitment.programmes, *commitment.obligations]
    for requirement in commitment.requirements:
        items += [requirement, *requirement.of]
    for item in items:
        if not _ID.fullmatch(item.id):
            hint = "Use lower-case letters a to z, digits and hyphens: blog-post."
            yield _error(item.origin, "id", f"{quoted(item.id)} cannot be an id.", hint)
    requirements = {requirement.id for requirement in commitment.requirements}
    for obligation in commitment.obligations:
        if obligation.id in requirements:
            message = f"{quoted(obligation.id)} is a requirement too: a decision could mean either."
            yield _error(obligation.origin, "id", message, "Give the requirement another id.")


def _programmes(commitment: Commitment) -> Iterator[Diagnostic]:
    for programme in commitment.programmes:
        for name in _twice(programme.requirements):
            message = f"{quoted(programme.id)} asks for {quoted(name)} twice."
            yield _error(programme.origin, "requirements", message, "Take one out.")
        for name in programme.specializations:
            if name not in _SPECIALIZATIONS:
                message = f"{quoted(name)} cannot be written as `search.specialization`."
                hint = f"Known: {', '.join(_SPECIALIZATIONS)}."
                yield _error(programme.origin, "specializations", message, hint)


def _standing(commitment: Commitment) -> Iterator[Diagnostic]:
    standing, origin = commitment.standing, commitment.origin
    if standing.mode == "strict":
        for key in ("limit", "decay", "levels"):
            if f"standing.{key}" in origin.fields:
                message = f"`standing.{key}` has no effect under `mode: strict`."
                yield _error(origin, f"standing.{key}", message, "Remove it, or write `mode: strikes`.")
    for name, levels in standing.levels.items():
        if any(level.below < 1 for level in levels):
            message = "Nothing is below 0, so this level never holds."
            yield _error(origin, f"standing.levels.{name}", message, "Write `below: 1` or more.")
        if any(later.below <= level.below for level, later in pairwise(levels)):
            message = "The first level that holds decides, so each must reach higher than the one before."
            yield _error(origin, f"standing.levels.{name}", message, "Begin with the smallest `below`.")


def _requirement(terms: Requirement) -> Iterator[Diagnostic]:
    if terms.minimum == 0:
        message = "`minimum: 0` asks for nothing."
        yield _error(terms.origin, "minimum", message, "Write 1 or more, or take the requirement out.")
    if terms.similarity == 0:
        message = "`similarity: 0` makes every post a copy of the first."
        yield _error(terms.origin, "similarity", message, "Write 0.8, or 1 for the very same words.")
    yield from _repositories(terms)
    yield from _pages(terms)
    for name in _twice(way.id for way in terms.of):
        message = f"{quoted(name)} is the id of two alternatives."
        yield _error(terms.origin, "of", message, "Give one another id.")
    for name in _twice(way.activity or "any" for way in terms.of if way.kind == "activities"):
        message = f"Two alternatives take the same activities ({name}); one would do."
        yield _error(terms.origin, "of", message, "Take one out.")
    for way in terms.of:
        yield from _requirement(way)


def _repositories(terms: Requirement) -> Iterator[Diagnostic]:
    for name in terms.exclude_repositories:
        if name != "self" and not _REPOSITORY.fullmatch(name):
            message = f"{quoted(name)} is not a repository's name."
            hint = "Write it as owner/name, or `self` for the graduate's own."
            yield _error(terms.origin, "exclude_repositories", message, hint)


def _pages(terms: Requirement) -> Iterator[Diagnostic]:
    for page in terms.approved_pages:
        if not _HOST.fullmatch(page):
            message = f"{quoted(page)} is not a host."
            hint = "Write the host alone, without https:// and path: designchallenge.xyz."
            yield _error(terms.origin, "approved_pages", message, hint)
    takes_challenges = terms.kind == "activities" and terms.activity in (None, "design-challenge")
    if takes_challenges and not terms.approved_pages:
        message = "Without `approved_pages` no design challenge counts."
        yield _error(terms.origin, "activity", message, "Add `approved_pages: [designchallenge.xyz]`.")
    if terms.approved_pages and terms.kind == "activities" and not takes_challenges:
        message = f"`approved_pages` has no effect on `{terms.activity}`."
        yield _error(
            terms.origin, "approved_pages", message, "Remove it; only design challenges have a page."
        )


def _twice(names: Iterable[str]) -> list[str]:
    """The names that come more than once, each once, in order."""
    found = list(names)
    return [name for name in dict.fromkeys(found) if found.count(name) > 1]


def _error(origin: Origin, key: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(RULE, Severity.ERROR, message, origin.place_of(key), hint)


def _warning(origin: Origin, key: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(RULE, Severity.WARNING, message, origin.place_of(key), hint)
