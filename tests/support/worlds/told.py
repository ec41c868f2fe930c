"""An evaluation in the plain words of the oracle, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.model.origin import Origin
from generator.model.verdict import Evaluation, JudgedRecord, JudgedRequirement, JudgedWeek

Plain = dict[str, Any]

# The generator's rules → the oracle's reasons.
REASONS = {
    "outside-window": "outside",
    "contact-identity-incomplete": "identity",
    "contact-without-summary": "summary",
    "contact-external-recruiter": "external-recruiter",
    "contact-application": "application",
    "contact-in-other-field": "field",
    "contact-bounced": "bounced",
    "contact-without-follow-up": "follow-up",
    "contact-repeated": "repeat",
    "post-draft": "draft",
    "post-in-other-field": "field",
    "post-without-public-address": "no-address",
    "post-too-short": "short",
    "post-near-duplicate": "same-text",
    "post-address-reused": "same-address",
    "other-login": "other-login",
    "contributions-without-links": "no-links",
    "contributions-superseded": "superseded",
    "contributions-in-own-repository": "own-repository",
    "activity-without-link": "no-link",
    "activity-link-reused": "used-link",
    "activity-in-own-specialization": "own-track",
    "activity-page-not-approved": "page",
}


def told(evaluation: Evaluation) -> Plain:
    """The whole verdict as the oracle would tell it."""
    window, strikes, offer = evaluation.window, evaluation.strikes, evaluation.qualifying_offer
    return {
        "window": (window.start, window.end, window.days) if window else None,
        "weeks": [_week(week) for week in evaluation.weeks],
        "obligations": [
            {"id": one.id, "at": _at(one.origin), "due": one.due, "verdict": one.verdict}
            for one in evaluation.obligations
        ],
        "decisions": {_at(one.decision.origin): one.holds for one in evaluation.decisions},
        "strikes": {"count": strikes.count, "limit": strikes.limit} if strikes else None,
        "standing": evaluation.standing,
        "qualifying": _at(offer.origin) if offer else None,
        "outside": _records(evaluation.outside),
    }


def _at(origin: Origin) -> tuple[str, int]:
    return origin.path, origin.line


def _week(week: JudgedWeek) -> Plain:
    return {
        "name": week.week.name,
        "starts": week.week.starts,
        "closed": week.closed,
        "enforced": week.enforced,
        "verdict": week.verdict,
        "requirements": [_requirement(one) for one in week.requirements],
    }


def _requirement(one: JudgedRequirement) -> Plain:
    return {
        "id": one.id,
        "needed": one.needed,
        "counted": one.counted,
        "alternatives": {way.id: (way.needed, way.counted) for way in one.alternatives},
        "verdict": one.verdict,
        "acknowledged": one.acknowledged,
        "records": _records(one.records),
    }


def _records(records: Iterable[JudgedRecord]) -> dict[tuple[str, int], set[str]]:
    return {_at(one.origin): {REASONS[reason] for reason in one.reasons} for one in records}
