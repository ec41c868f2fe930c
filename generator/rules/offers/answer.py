"""An offer is answered in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity, diagnostic
from generator.model.business_days import IsHoliday, business_day_after
from generator.model.commitment import Obligation
from generator.model.offer import Offer
from generator.model.verdict import JudgedObligation, ObligationVerdict
from generator.rules.case import Case
from generator.rules.coaching.due import verdict_of
from generator.rules.rule import Rule

RULE = Rule(name="offer-answer", severity=Severity.ERROR, applies_to="offer-answer", points_at="received")

DEFAULT_BUSINESS_DAYS = 5


def due_day(offer: Offer, terms: Obligation, is_holiday: IsHoliday) -> dt.date:
    """The last day on which the answer is in time."""
    if offer.deadline is not None:
        return offer.deadline
    days = DEFAULT_BUSINESS_DAYS if terms.business_days is None else terms.business_days
    return business_day_after(offer.received, days, is_holiday)


def judge(
    case: Case, terms: Obligation, is_holiday: IsHoliday
) -> Iterator[tuple[JudgedObligation, Diagnostic | None]]:
    """Every offer received inside the window, with the finding it gives."""
    for offer in case.journal.offers:
        if case.is_outside(offer.received):
            continue
        due = due_day(offer, terms, is_holiday)
        verdict = _verdict(offer, due, case)
        yield JudgedObligation.of(terms.id, offer, due, verdict), _finding(offer, due, verdict, terms.id)


def _verdict(offer: Offer, due: dt.date, case: Case) -> ObligationVerdict:
    if offer.answer == "rescinded":
        return "met"
    verdict = verdict_of(due, offer.answered, case)
    undated = offer.answer is not None and offer.answered is None
    return "unknown" if undated and verdict != "met" else verdict


def _finding(offer: Offer, due: dt.date, verdict: str, obligation: str) -> Diagnostic | None:
    origin = offer.origin
    if verdict == "late":
        if offer.answered is None:
            place = origin.place_of("received")
            return diagnostic("offer-answer.missing", place, requirement=obligation, due=due)
        place, on = origin.place_of("answered"), offer.answered
        return diagnostic("offer-answer.late", place, requirement=obligation, answered=on, due=due)
    if verdict == "unknown":
        place = origin.place_of("answer")
        return diagnostic("offer-answer.undated", place, Severity.WARNING, requirement=obligation, due=due)
    if verdict == "open":
        place = origin.place_of("received")
        return diagnostic("offer-answer.open", place, Severity.NOTE, requirement=obligation, due=due)
    return None
