"""The standing of the search, from its weeks and obligations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.core.diagnostics import Severity
from generator.model.commitment import Commitment, StandingTerms
from generator.model.verdict import JudgedObligation, JudgedWeek, Standing, Strikes
from generator.rules.context import RuleContext
from generator.rules.severities import severity_of

# Obligations whose breach is an error by the commitment manual; all others are warnings.
_ERRORS = frozenset({"offer-answer", "offer-granted"})


def standing_of(
    context: RuleContext,
    weeks: Sequence[JudgedWeek],
    obligations: Sequence[JudgedObligation],
    strikes: Strikes | None,
) -> Standing:
    """The first standing of the manual's list that holds."""
    window, ended = context.window, context.journal.portfolio.search.ended
    if window is None or context.as_of < window.start:
        return "not-started"
    if ended is not None:
        return "hired" if ended.reason == "hired" else "ended"
    off_track = _is_off_track(context, weeks, obligations, strikes)
    unknown = any(week.closed and week.verdict == "unknown" for week in weeks)
    is_closed = all(week.closed for week in weeks if week.enforced)
    if context.as_of > window.end and is_closed:
        return "unfulfilled" if off_track or unknown else "fulfilled"
    if off_track:
        return "off-track"
    return "unknown" if unknown else "on-track"


def _is_off_track(
    context: RuleContext,
    weeks: Iterable[JudgedWeek],
    obligations: Iterable[JudgedObligation],
    strikes: Strikes | None,
) -> bool:
    if strikes is not None:
        return strikes.count >= strikes.limit
    return any(week.verdict == "short" for week in weeks) or any(
        obligation.verdict in ("late", "acknowledged") and is_error(obligation.id, context.commitment)
        for obligation in obligations
    )


def is_error(obligation: str, commitment: Commitment) -> bool:
    """Whether a breach of the obligation is an error by this commitment."""
    usual = Severity.ERROR if obligation in _ERRORS else Severity.WARNING
    return severity_of(obligation, usual, commitment) is Severity.ERROR


def strikes_of(weeks: Iterable[JudgedWeek], terms: StandingTerms) -> Strikes | None:
    """The strikes of all closed enforced weeks, in order; None unless strikes are counted."""
    if terms.mode != "strikes":
        return None
    count = 0
    for week in weeks:
        if not (week.closed and week.enforced):
            continue
        if week.verdict == "met":
            count = max(0, count - terms.decay)
        for requirement in week.requirements:
            if requirement.verdict == "short":
                count += _strikes(requirement.id, requirement.counted, terms)
    return Strikes(count, terms.limit)


def _strikes(requirement: str, counted: int, terms: StandingTerms) -> int:
    levels = terms.levels.get(requirement)
    if levels is None:
        return 1
    return next((level.strikes for level in levels if counted < level.below), 0)
