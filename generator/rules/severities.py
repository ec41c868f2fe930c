"""Severities set by a commitment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.model.commitment import Commitment
from generator.rules.kinds import NO_ALTERNATIVE_MET, OBLIGATIONS, REQUIREMENTS

# Rules whose findings get the commitment's severity when they are created, because it may be lowered
# later: an acknowledged week is a note, and once the search is over an error becomes a warning.
ALREADY_SET = frozenset(
    {row.below_minimum.name for row in REQUIREMENTS}
    | {NO_ALTERNATIVE_MET.name}
    | {row.rule.name for row in OBLIGATIONS}
)


def severity_of(rule: str, usual: Severity, commitment: Commitment) -> Severity:
    """The severity that the commitment sets for a rule, by default its usual one."""
    word = commitment.severities.get(rule)
    return usual if word is None or _is_fixed(rule) else Severity(word)


def _is_fixed(rule: str) -> bool:
    """Leaks, unreadable files, signatures: schools cannot choose their severity."""
    # Load all rules only for commitments that set severities; most set none.
    from generator.rules.registry import RULES

    return rule in RULES and RULES[rule].fixed


def apply_severities(diagnostics: Iterable[Diagnostic], commitment: Commitment) -> Iterator[Diagnostic]:
    """The findings with the severities that the commitment sets."""
    for item in diagnostics:
        if item.rule in ALREADY_SET:
            yield item
        else:
            yield replace(item, severity=severity_of(item.rule, item.severity, commitment))


def check_severities(commitment: Commitment) -> Iterator[Diagnostic]:
    """Report severities of rules that do not exist or cannot be changed."""
    if not commitment.severities:
        return
    from generator.rules.registry import RULES

    for name in commitment.severities:
        if name in RULES and not _is_fixed(name):
            continue
        is_rule = name in RULES
        key = "commitment-unsound.severity-fixed" if is_rule else "commitment-unsound.severity-of-unknown"
        yield diagnostic(key, commitment.origin.location_of(f"severities.{name}"), name=name)
