"""Severities that a commitment sets itself, and those that nobody can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.model.commitment import Commitment
from generator.rules.kinds import NO_ALTERNATIVE_MET, OBLIGATIONS, REQUIREMENTS

# Set where they are found, because they may be made weaker after: a week that was acknowledged is a
# note, and once the search is over an error becomes a warning.
ALREADY_SET = frozenset(
    {row.below_minimum.name for row in REQUIREMENTS}
    | {NO_ALTERNATIVE_MET.name}
    | {row.rule.name for row in OBLIGATIONS}
)


def severity_of(rule: str, usual: Severity, commitment: Commitment) -> Severity:
    """The severity that the commitment gives a rule, else its usual one."""
    word = commitment.severities.get(rule)
    return usual if word is None or _is_fixed(rule) else Severity(word)


def _is_fixed(rule: str) -> bool:
    """Leaks, files that cannot be read, signatures: their severity is not a school's to choose."""
    # All rules are loaded only for a commitment that sets severities; most set none.
    from generator.rules.registry import RULES

    return rule in RULES and RULES[rule].fixed


def apply_severities(diagnostics: Iterable[Diagnostic], commitment: Commitment) -> Iterator[Diagnostic]:
    """The findings with the severities that the commitment sets."""
    for one in diagnostics:
        if one.rule in ALREADY_SET:
            yield one
        else:
            yield replace(one, severity=severity_of(one.rule, one.severity, commitment))


def check_severities(commitment: Commitment) -> Iterator[Diagnostic]:
    """Findings on severities of rules that do not exist, or that nobody can change."""
    if not commitment.severities:
        return
    from generator.rules.registry import RULES

    for name in commitment.severities:
        if name in RULES and not _is_fixed(name):
            continue
        is_rule = name in RULES
        key = "commitment-unsound.severity-fixed" if is_rule else "commitment-unsound.severity-of-unknown"
        yield diagnostic(key, commitment.origin.location_of(f"severities.{name}"), name=name)
