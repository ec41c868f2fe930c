"""Differences between two commitments, parameter by parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from generator.commitment.validate import OBLIGATIONS, PARAMETERS
from generator.model.commitment import Commitment, Requirement, StandingTerms

_NOT_IN_DIGEST = frozenset({"origin", "digest", "differs", "extends", "without"})
# What was added later. Coaches pin digests, so terms that leave it at its default keep their digest.
_ADDED_TO_TERMS: Mapping[str, Any] = {"short_week": {"site": "hold"}, "offers": {"acceptance_ends": True}}
_ADDED_TO_REQUIREMENTS: Mapping[str, Any] = {
    "kinds": [],
    "shared": False,
    "per": "week",
    "together": False,
    "local": False,
    "elsewhere": False,
    "trust": "claimed",
}
_ADDED_TO_OBLIGATIONS: Mapping[str, Any] = {"phase": None}
_ADDED_TO_PROGRAMMES: Mapping[str, Any] = {"fields": []}
# Named only where they are set, as most terms do not use them.
_NAMED_IF_SET = frozenset({"count", "per", "together", "phase", "shared", "local"})


def canonical(commitment: Commitment) -> bytes:
    """The terms as JSON with sorted keys: the same bytes for the same terms, whatever the file's layout."""
    terms = _without(msgspec.to_builtins(commitment), _NOT_IN_DIGEST)
    _drop_defaults(terms, _ADDED_TO_TERMS)
    for requirement in terms["requirements"]:
        for way in (requirement, *requirement["of"]):
            _drop_defaults(way, _ADDED_TO_REQUIREMENTS)
    for obligation in terms["obligations"]:
        _drop_defaults(obligation, _ADDED_TO_OBLIGATIONS)
    for programme in terms["programmes"]:
        _drop_defaults(programme, _ADDED_TO_PROGRAMMES)
    return msgspec.json.encode(terms, order="sorted")


def _drop_defaults(values: dict[str, Any], defaults: Mapping[str, Any]) -> None:
    for name, default in defaults.items():
        if values[name] == default:
            del values[name]


def differences(here: Commitment, shipped: Commitment) -> tuple[tuple[str, str, str], ...]:
    """(parameter, value here, value shipped) for each different parameter, by name.

    Only parameters that have an effect are compared. A programme, requirement or obligation that one of the
    two lacks is a single row.
    """
    mine, theirs = parameters_of(here), parameters_of(shipped)
    lone = _groups(mine) ^ _groups(theirs)
    rows = {
        (name, mine.get(name, ABSENT), theirs.get(name, ABSENT))
        for name in mine.keys() | theirs.keys()
        if mine.get(name) != theirs.get(name) and not _is_in(name, lone)
    }
    rows |= {_lone_row(group, group in _groups(mine)) for group in lone if not _is_in(group, lone - {group})}
    return tuple(sorted(rows))


def describe_difference(name: str, here: str, there: str, other: str) -> str:
    """One difference as text: `contacts, minimum: 6 here, 8 in flatiron`."""
    words = name.replace(".", ", ").replace("_", " ")
    if here == ABSENT:
        return (
            f"{words}: only in {other}" if there == PRESENT else f"{words}: {there} in {other}, not set here"
        )
    if there == ABSENT:
        return f"{words}: only here" if here == PRESENT else f"{words}: {here} here, not set in {other}"
    return f"{words}: {here} here, {there} in {other}"


ABSENT, PRESENT = "—", "there"


def _groups(parameters: Mapping[str, str]) -> set[str]:
    """The prefixes of programmes, requirements, alternatives and obligations in parameter names."""
    groups = set()
    for name in parameters:
        kind, *rest = name.split(".")
        if kind in ("programmes", "requirements", "obligations"):
            groups.add(f"{kind}.{rest[0]}")
            if rest[1:2] == ["of"]:
                groups.add(f"{kind}.{rest[0]}.of.{rest[2]}")
    return groups


def _is_in(name: str, groups: set[str]) -> bool:
    return any(name.startswith(group + ".") for group in groups)


def _lone_row(group: str, is_here: bool) -> tuple[str, str, str]:
    return (group, PRESENT, ABSENT) if is_here else (group, ABSENT, PRESENT)


def parameters_of(commitment: Commitment) -> dict[str, str]:
    """Every parameter that has an effect, as text, by its dotted name."""
    flat: dict[str, str] = {}
    for name in ("window", "weeks", "pauses", "offers", "short_week"):
        for key, value in msgspec.to_builtins(getattr(commitment, name)).items():
            flat[f"{name}.{key}"] = _as_text(value)
    for programme in commitment.programmes:
        flat[f"programmes.{programme.id}.field"] = programme.field
        if programme.fields:
            flat[f"programmes.{programme.id}.fields"] = _as_text(programme.fields)
        flat[f"programmes.{programme.id}.requirements"] = _as_text(programme.requirements)
        flat[f"programmes.{programme.id}.specializations"] = _as_text(programme.specializations)
    for requirement in commitment.requirements:
        _add_requirement(requirement, f"requirements.{requirement.id}", flat)
    for obligation in commitment.obligations:
        flat[f"obligations.{obligation.id}.in_force"] = "yes"
        for key in OBLIGATIONS.get(obligation.id, frozenset()) - _NAMED_IF_SET:
            flat[f"obligations.{obligation.id}.{key}"] = _as_text(getattr(obligation, key))
        if obligation.phase:
            flat[f"obligations.{obligation.id}.phase"] = obligation.phase
    for rule, word in commitment.severities.items():
        flat[f"severities.{rule}"] = word
    _add_standing(commitment.standing, flat)
    return flat


def _add_requirement(requirement: Requirement, name: str, flat: dict[str, str]) -> None:
    flat[f"{name}.kind"] = requirement.kind
    plain = Requirement(id="", kind=requirement.kind, title="")
    for key in PARAMETERS[requirement.kind] - {"of"}:
        value = getattr(requirement, key)
        if key not in _NAMED_IF_SET or value != getattr(plain, key) or _is_main_unit(key, requirement):
            flat[f"{name}.{key}"] = _as_text(value)
    for alternative in requirement.of:
        _add_requirement(alternative, f"{name}.of.{alternative.id}", flat)


def _is_main_unit(key: str, requirement: Requirement) -> bool:
    return key == "count" and requirement.kind == "contributions"


def _add_standing(terms: StandingTerms, flat: dict[str, str]) -> None:
    flat["standing.mode"] = terms.mode
    if terms.mode == "strikes":
        flat["standing.limit"], flat["standing.decay"] = str(terms.limit), str(terms.decay)
        for name, levels in terms.levels.items():
            rows = (f"below {level.below}: {level.strikes}" for level in levels)
            flat[f"standing.levels.{name}"] = ", ".join(rows)


def _as_text(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


def _without(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(part, names) for key, part in value.items() if key not in names}
    if isinstance(value, list | tuple):
        return [_without(part, names) for part in value]
    return value
