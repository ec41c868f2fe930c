"""Decisions are signed by the coach, where the settings name keys: what makes all of them void."""

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
"""What a look at the signature showed, as `evidence.signature` words it → the rule it breaks."""


def check_signature_status(journal: Journal, word: str) -> tuple[Diagnostic, ...]:
    """The findings on the signature of the decisions; an error among them makes all of them void.

    `word` is what a look at the signature showed, `good` among them.
    """
    if word != "good":
        rule = RULE_BY_STATUS[word]
        found = diagnostic(rule.name, Location(PATH, 1, 1), rule.severity)
        if rule is not UNCHECKED:
            return (found,)
        return (found, *_check_graduate(journal))
    return _check_graduate(journal)


def _check_graduate(journal: Journal) -> tuple[Diagnostic, ...]:
    if is_for(journal.decisions_for, journal.portfolio):
        return ()
    return (diagnostic(OTHER_GRADUATE.name, Location(PATH, 1, 1)),)


def is_for(named: str | None, portfolio: Portfolio) -> bool:
    """Whether decisions for `named` are for this graduate; spaces do not matter."""
    return " ".join((named or "").split()) == " ".join(portfolio.graduate.name.split())
