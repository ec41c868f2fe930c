"""Findings about the signature of the coach's decisions, which can make all of them void."""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.model.kinds import KIND, Journal
from generator.model.portfolio import Portfolio
from generator.rules.rule import Rule

PATH = KIND["decisions"].path


def _rule(name: str) -> Rule:
    return Rule(name=name, severity=Severity.ERROR, ours=True, fixed=True)


UNSIGNED = _rule("decision-unsigned")
UNREADABLE = _rule("decision-signature-unreadable")
TAMPERED = _rule("decision-changed-after-signing")
OTHER_KEY = _rule("decision-signed-by-other-key")
OTHER_NAMESPACE = _rule("decision-signed-for-other-purpose")
LINE_ENDS = _rule("decision-line-ends-changed")
OTHER_GRADUATE = _rule("decision-for-other-graduate")
UNCHECKED = Rule(name="decision-signature-unchecked", severity=Severity.WARNING, ours=True)

SIGNATURE_RULES = (
    UNSIGNED,
    UNREADABLE,
    TAMPERED,
    OTHER_KEY,
    OTHER_NAMESPACE,
    LINE_ENDS,
    OTHER_GRADUATE,
    UNCHECKED,
)
RULE_BY_STATUS: Mapping[str, Rule] = {
    "missing": UNSIGNED,
    "unreadable": UNREADABLE,
    "tampered": TAMPERED,
    "other key": OTHER_KEY,
    "other namespace": OTHER_NAMESPACE,
    "line ends": LINE_ENDS,
    "unchecked": UNCHECKED,
}
"""`SignatureStatus` value of `environment/signature.py` → the rule that is broken."""


def check_signature_status(journal: Journal, status: str) -> tuple[Diagnostic, ...]:
    """Findings about the signature of the decisions; an error makes all of them void.

    `status` is the value of a `SignatureStatus`.
    """
    if status == "good":
        return _check_graduate(journal)
    rule = RULE_BY_STATUS[status]
    failure = diagnostic(rule.name, Location(PATH, 1, 1), rule.severity)
    return (failure, *_check_graduate(journal)) if rule is UNCHECKED else (failure,)


def _check_graduate(journal: Journal) -> tuple[Diagnostic, ...]:
    if is_for(journal.decisions_for, journal.portfolio):
        return ()
    return (diagnostic(OTHER_GRADUATE.name, Location(PATH, 1, 1)),)


def is_for(named: str | None, portfolio: Portfolio) -> bool:
    """Whether decisions for `named` are for this graduate, ignoring differences in spaces."""
    return " ".join((named or "").split()) == " ".join(portfolio.graduate.name.split())
