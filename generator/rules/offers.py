"""Offers: answered in time, accepted if the request was granted; which qualify, which ends the search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from msgspec.structs import replace

from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.core.messages import Message
from generator.model.business_days import IsHoliday, business_day_after
from generator.model.commitment import Commitment, Obligation
from generator.model.kinds import Journal
from generator.model.offer import Offer
from generator.model.portfolio import Ended
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.model.window import Window
from generator.rules.coaching import verdict_of
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding

ANSWER = Rule(name="offer-answer", severity=Severity.ERROR, applies_to="offer-answer", points_at="received")

DEFAULT_BUSINESS_DAYS = 5


def due_day(offer: Offer, terms: Obligation, is_holiday: IsHoliday) -> dt.date:
    """The last day on which the answer is in time."""
    if offer.deadline is not None:
        return offer.deadline
    days = DEFAULT_BUSINESS_DAYS if terms.business_days is None else terms.business_days
    return business_day_after(offer.received, days, is_holiday)


def judge_answers(
    context: RuleContext, terms: Obligation, is_holiday: IsHoliday
) -> Iterator[tuple[JudgedObligation, Diagnostic | None]]:
    """Judge the answers to offers received in the window."""
    for offer in context.journal.offers:
        if context.is_outside(offer.received):
            continue
        due = due_day(offer, terms, is_holiday)
        verdict = _answer_verdict(offer, due, context)
        why = "its days are in an impossible order" if offer.has_impossible_days else "its answer has no date"
        judged = JudgedObligation.about(terms.id, offer, due, verdict, offer.answered, why)
        # Days in an impossible order are an error of their own, found when the file is read.
        yield judged, None if offer.has_impossible_days else _finding(offer, due, verdict, terms.id)


def _answer_verdict(offer: Offer, due: dt.date, context: RuleContext) -> ObligationVerdict:
    if offer.answer == "rescinded":
        return "met"
    if offer.has_impossible_days:
        return "unknown"
    verdict = verdict_of(due, offer.answered, context)
    undated = offer.answer is not None and offer.answered is None
    return "unknown" if undated and verdict != "met" else verdict


def _finding(offer: Offer, due: dt.date, verdict: str, obligation: str) -> Diagnostic | None:
    origin = offer.origin
    if verdict == "met" and offer.answer is None and offer.answered is not None:
        location, on = origin.location_of("answered"), offer.answered
        key = "offer-answer.unsaid"
        return diagnostic(key, location, Severity.WARNING, requirement=obligation, answered=on)
    if verdict == "late":
        if offer.answered is None:
            location = origin.location_of("received")
            return diagnostic("offer-answer.missing", location, requirement=obligation, due=due)
        location, on = origin.location_of("answered"), offer.answered
        return diagnostic("offer-answer.late", location, requirement=obligation, answered=on, due=due)
    if verdict == "unknown":
        location = origin.location_of("answer")
        return diagnostic("offer-answer.undated", location, Severity.WARNING, requirement=obligation, due=due)
    if verdict == "open":
        location = origin.location_of("received")
        return diagnostic("offer-answer.open", location, Severity.NOTE, requirement=obligation, due=due)
    return None


GRANTED = Rule(name="offer-granted", severity=Severity.ERROR, applies_to="offer-granted", points_at="answer")


def judge_granted(
    context: RuleContext, terms: Obligation
) -> Iterator[tuple[JudgedObligation, Diagnostic | None]]:
    """Judge offers received in the window whose requested terms were granted.

    `due` is the day of the answer, None while there is none. If it is not written down whether they were,
    only a declined offer is a case, and unknown.
    """
    for offer in context.journal.offers:
        if context.is_outside(offer.received) or offer.negotiated is None:
            continue
        verdict = _granted_verdict(offer)
        if verdict is None:
            continue
        breach = None
        if verdict == "late":
            breach = finding(GRANTED, offer.origin, requirement=terms.id)
        elif verdict == "unknown":
            location = offer.origin.location_of("negotiated")
            breach = diagnostic("offer-granted.unsaid", location, Severity.WARNING, requirement=terms.id)
        yield JudgedObligation.about(terms.id, offer, offer.answered, verdict, offer.answered), breach


def _granted_verdict(offer: Offer) -> ObligationVerdict | None:
    granted = offer.negotiated.granted if offer.negotiated else False
    if granted is None:
        return "unknown" if offer.answer == "declined" else None
    if not granted:
        return None
    if offer.answer == "declined":
        return "late"
    return "open" if offer.answer is None else "met"


TERMS_KNOWN = Rule(name="offer-terms-known", severity=Severity.WARNING, applies_to="offer-terms-known")


def judge_terms_known(
    context: RuleContext, terms: Obligation
) -> Iterator[tuple[JudgedObligation, Diagnostic | None]]:
    """Judge whether each offer received in the window says if it is full-time and in the field."""
    for offer in context.journal.offers:
        if context.is_outside(offer.received):
            continue
        verdict: ObligationVerdict = "unknown" if offer.unsaid else "met"
        breach = None
        if offer.unsaid:
            message = Message("offer-terms-known.unsaid", keys=tuple(f"`{key}`" for key in offer.unsaid))
            breach = finding(TERMS_KNOWN, offer.origin, message, requirement=terms.id)
        yield JudgedObligation.about(terms.id, offer, None, verdict), breach


def qualifying_offers(journal: Journal, window: Window | None) -> tuple[Offer, ...]:
    """The offers received in the window that qualify or may qualify, in the order in which they came.

    The refund hangs on the first that does: full-time and in the field, accepted or not. What is not written
    down is unknown, so an offer may qualify too.
    """
    if window is None:
        return ()
    there = [offer for offer in journal.offers if offer.received in window and offer.qualifies is not False]
    return tuple(sorted(there, key=lambda offer: (offer.received, offer.origin.position)))


def accepted_offer(journal: Journal, window: Window | None) -> Offer | None:
    """The qualifying offer that was accepted first, on a day that is written down."""
    accepted = [
        offer
        for offer in qualifying_offers(journal, window)
        if offer.qualifies and offer.answer == "accepted" and offer.answered is not None
        if not offer.has_impossible_days
    ]
    return min(accepted, key=lambda offer: (offer.answered, offer.origin.position), default=None)


def ended_by_acceptance(journal: Journal, window: Window | None, commitment: Commitment) -> Journal:
    """The journal with the end of the search that an accepted offer brings; one written down wins."""
    search = journal.portfolio.search
    offer = accepted_offer(journal, window)
    if not commitment.offers.acceptance_ends or search.ended or offer is None or offer.answered is None:
        return journal
    ended = Ended(on=offer.answered, reason="hired")
    return replace(journal, portfolio=replace(journal.portfolio, search=replace(search, ended=ended)))
