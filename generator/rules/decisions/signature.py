"""Decisions are signed by the coach, where the settings name keys: what makes all of them void."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic, Place, Severity, diagnostic
from generator.model.journal import Journal
from generator.model.portfolio import Portfolio
from generator.rules.rule import Rule

PATH = "content/private/coach-decisions.yaml"

_WHY = (
    "Graduate and coach may share one repository. A signature shows that the coach wrote the decisions, and "
    "it outlives every rebase and squash."
)
_AGAIN = "Ask your coach to look at the file and sign it again: weekproof coach sign."


def _rule(name: str, title: str, what: str, hint: str, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(
        name=name,
        severity=severity,
        title=title,
        what=what + (" Every decision and pause in the file is void." if severity is Severity.ERROR else ""),
        why=_WHY,
        ours=True,
        fixed=severity is Severity.ERROR,
        hint=hint,
        failing="",
        mended="",
    )


UNSIGNED = _rule(
    "decision-unsigned",
    "The coach's decisions are not signed.",
    "`coach.signing_keys` is set in portfolio.yaml, and there is no `coach-decisions.yaml.sig`.",
    "Ask your coach to sign: weekproof coach sign.",
)
UNREADABLE = _rule(
    "decision-signature-unreadable",
    "The signature of the coach's decisions is no OpenSSH signature.",
    "`coach-decisions.yaml.sig` cannot be read as a detached OpenSSH signature.",
    _AGAIN,
)
TAMPERED = _rule(
    "decision-changed-after-signing",
    "The coach's decisions were changed after they were signed.",
    "The signature is by a key that may sign, and over other bytes than the file has now.",
    _AGAIN,
)
OTHER_KEY = _rule(
    "decision-signed-by-other-key",
    "The coach's decisions are signed by a key that may not.",
    "The key that signed is none of `coach.signing_keys`.",
    "If the coach has a new key, it belongs into `coach.signing_keys`; the report shows that list.",
)
OTHER_NAMESPACE = _rule(
    "decision-signed-for-other-purpose",
    "The signature of the coach's decisions was made for something else.",
    "The signature's namespace is not `weekproof`: it was made for another purpose.",
    _AGAIN,
)
LINE_ENDS = _rule(
    "decision-line-ends-changed",
    "The line ends of the coach's decisions were changed after signing.",
    "The signature fits the file with other line ends: git or an editor changed them.",
    "Add `content/private/coach-decisions.yaml -text` to .gitattributes and check the file out again.",
)
OTHER_GRADUATE = _rule(
    "decision-for-other-graduate",
    "The coach's decisions are for somebody else.",
    "`graduate` in the signed file is missing or is not `graduate.name` of portfolio.yaml.",
    "The coach writes `graduate:` with the name as in portfolio.yaml, and signs.",
)
UNCHECKED = _rule(
    "decision-signature-unchecked",
    "The signature of the coach's decisions could not be checked.",
    "There is no `ssh-keygen` of OpenSSH 8.2 or newer here. What the decisions waive is `unknown` until "
    "somebody can look; acknowledgements and pauses are taken as they stand. With `--strict` it is an error.",
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
