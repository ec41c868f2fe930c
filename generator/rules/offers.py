"""Obligations on offers: answer in time, and accept if the requested terms are granted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Severity, diagnostic
from generator.model.business_days import IsHoliday, business_day_after
from generator.model.commitment import Obligation
from generator.model.offer import Offer
from generator.model.verdict import JudgedObligation, ObligationVerdict
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
        why = "its answer has no date"
        judged = JudgedObligation.about(terms.id, offer, due, verdict, offer.answered, why)
        yield judged, _finding(offer, due, verdict, terms.id)


def _answer_verdict(offer: Offer, due: dt.date, context: RuleContext) -> ObligationVerdict:
    if offer.answer == "rescinded":
        return "met"
    verdict = verdict_of(due, offer.answered, context)
    undated = offer.answer is not None and offer.answered is None
    return "unknown" if undated and verdict != "met" else verdict


def _finding(offer: Offer, due: dt.date, verdict: str, obligation: str) -> Diagnostic | None:
    origin = offer.origin
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

    `due` is the day of the answer, None while there is none.
    """
    for offer in context.journal.offers:
        if context.is_outside(offer.received) or not (offer.negotiated and offer.negotiated.granted):
            continue
        verdict = _granted_verdict(offer)
        judged = JudgedObligation.about(terms.id, offer, offer.answered, verdict, offer.answered)
        yield judged, finding(GRANTED, offer.origin, requirement=terms.id) if verdict == "late" else None


def _granted_verdict(offer: Offer) -> ObligationVerdict:
    if offer.answer == "declined":
        return "late"
    return "open" if offer.answer is None else "met"
