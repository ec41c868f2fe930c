"""Who asks for terms and gets them, accepts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.model.commitment import Obligation
from generator.model.offer import Offer
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.case import Case
from generator.rules.finding import finding
from generator.rules.rule import Rule

RULE = Rule(name="offer-granted", severity=Severity.ERROR, applies_to="offer-granted", points_at="answer")


def judge(case: Case, terms: Obligation) -> Iterator[tuple[JudgedObligation, Diagnostic | None]]:
    """Every offer received inside the window whose request was granted, with the finding it gives.

    `due` is the day of the answer, None while there is none.
    """
    for offer in case.journal.offers:
        if case.is_outside(offer.received) or not (offer.negotiated and offer.negotiated.granted):
            continue
        verdict = _verdict(offer)
        judged = JudgedObligation.of(terms.id, offer, offer.answered, verdict)
        yield judged, finding(RULE, offer.origin, requirement=terms.id) if verdict == "late" else None


def _verdict(offer: Offer) -> ObligationVerdict:
    if offer.answer == "declined":
        return "late"
    return "open" if offer.answer is None else "met"
