"""Decisions are signed by the coach, where the settings name keys: what makes all of them void."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic, Place, Severity, diagnostic
from generator.model.journal import Journal
from generator.model.kinds import KIND
from generator.model.portfolio import Portfolio
from generator.rules.rule import Rule

PATH = KIND["decisions"].path

_AGAIN = "Ask your coach to look at the file and sign it again: weekproof coach sign."


def _rule(name: str, title: str, hint: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(
        name=name,
        severity=severity,
        title=title,
        ours=True,
        fixed=severity is Severity.ERROR,
        hint=hint,
    )


UNSIGNED = _rule(
    "decision-unsigned",
    "The coach's decisions are not signed.",
    "Ask your coach to sign: weekproof coach sign.",
)
UNREADABLE = _rule(
    "decision-signature-unreadable",
    "The signature of the coach's decisions is no OpenSSH signature.",
    _AGAIN,
)
TAMPERED = _rule(
    "decision-changed-after-signing",
    "The coach's decisions were changed after they were signed.",
    _AGAIN,
)
OTHER_KEY = _rule(
    "decision-signed-by-other-key",
    "The coach's decisions are signed by a key that may not.",
    "If the coach has a new key, it belongs into `coach.signing_keys`; the report shows that list.",
)
OTHER_NAMESPACE = _rule(
    "decision-signed-for-other-purpose",
    "The signature of the coach's decisions was made for something else.",
    _AGAIN,
)
LINE_ENDS = _rule(
    "decision-line-ends-changed",
    "The line ends of the coach's decisions were changed after signing.",
    "Add `content/private/coach-decisions.yaml -text` to .gitattributes and check the file out again.",
)
OTHER_GRADUATE = _rule(
    "decision-for-other-graduate",
    "The coach's decisions are for somebody else.",
    "The coach writes `graduate:` with the name as in portfolio.yaml, and signs.",
)
UNCHECKED = _rule(
    "decision-signature-unchecked",
    "The signature of the coach's decisions could not be checked.",
    "Install OpenSSH, or let CI check.",
    Severity.WARNING,
)

ALL = (
    UNSIGNED,
    UNREADABLE,
    TAMPERED,
    OTHER_KEY,
    OTHER_NAMESPACE,
    LINE_ENDS,
    OTHER_GRADUATE,
    UNCHECKED,
)
BY_WORD: Mapping[str, Rule] = {
    "missing": UNSIGNED,
    "unreadable": UNREADABLE,
    "tampered": TAMPERED,
    "other key": OTHER_KEY,
    "other namespace": OTHER_NAMESPACE,
    "line ends": LINE_ENDS,
    "unchecked": UNCHECKED,
}
"""What a look at the signature showed, as `evidence.signature` words it → the rule it breaks."""


def judge_signature(journal: Journal, word: str) -> tuple[Diagnostic, ...]:
    """The findings on the signature of the decisions; an error among them makes all of them void.

    `word` is what a look at the signature showed, `good` among them.
    """
    if word != "good":
        rule = BY_WORD[word]
        found = diagnostic(rule.name, Place(PATH, 1, 1), rule.severity)
        if rule is not UNCHECKED:
            return (found,)
        return (found, *_graduate(journal))
    return _graduate(journal)


def _graduate(journal: Journal) -> tuple[Diagnostic, ...]:
    if is_for(journal.decisions_for, journal.portfolio):
        return ()
    return (diagnostic(OTHER_GRADUATE.name, Place(PATH, 1, 1)),)


def is_for(named: str | None, portfolio: Portfolio) -> bool:
    """Whether decisions for `named` are for this graduate; spaces do not matter."""
    return " ".join((named or "").split()) == " ".join(portfolio.graduate.name.split())
