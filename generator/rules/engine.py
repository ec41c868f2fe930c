"""Judge a journal. Pure: the same arguments give the same evaluation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from generator.core.diagnostics import Diagnostic, sort_diagnostics
from generator.model.business_days import IsHoliday
from generator.model.commitment import Commitment, Programme
from generator.model.decision import Pause
from generator.model.history import UNKNOWN, History
from generator.model.kinds import Journal
from generator.model.verdict import AsOfFrom, Evaluation, JudgedRecord, JudgedWeek
from generator.model.window import Window, window_of
from generator.rules.as_of import check_records_since, check_started, journal_as_of
from generator.rules.coaching import JudgedCase
from generator.rules.context import RuleContext
from generator.rules.decisions.judge import AppliedDecisions, apply_decisions, apply_to_week
from generator.rules.obligations import apply_to_obligations, judge_obligations
from generator.rules.offers import accepted_offer, ended_by_acceptance, qualifying_offers
from generator.rules.severities import apply_severities
from generator.rules.standing import standing_of, strikes_of
from generator.rules.weeks.judge import judge_week, shortfall_findings
from generator.rules.weeks.requirements import (
    RequirementCount,
    await_follow_ups,
    count_requirements,
    judge_requirement,
)
from generator.rules.weeks.week_frame import month_frames, week_frames


def judge(
    journal: Journal,
    commitment: Commitment,
    programme: Programme,
    as_of: dt.date,
    as_of_from: AsOfFrom,
    history: History = UNKNOWN,
    is_holiday: IsHoliday | None = None,
) -> Evaluation:
    """Judge `journal` as of one day by the terms of `commitment` for one programme.

    Without `history` (from git) what depends on it is `unknown`. `is_holiday` replaces the default test for
    public holidays in the graduate's country.
    """
    existing, future = journal_as_of(journal, as_of, chosen=as_of_from == "option")
    existing = ended_by_acceptance(existing, _window(existing, commitment), commitment)
    context = _context(existing, commitment, programme, as_of)
    counts = count_requirements(context)
    cases, crashes = judge_obligations(context, history, is_holiday)
    weeks, answers = _judge_weeks(context, counts, cases)
    over = _is_over(context)
    pairs = list(apply_to_obligations(cases, context, answers, search_over=over))
    obligations = tuple(judged for judged, _ in pairs)
    strikes = strikes_of(weeks, commitment.standing)
    candidates = qualifying_offers(existing, context.window)
    diagnostics = (
        *check_started(context),
        *check_records_since(context, weeks),
        *future,
        *crashes,
        *(diagnostic for count in counts for diagnostic in _record_findings(count, context)),
        *answers.diagnostics,
        *shortfall_findings(weeks, context, search_over=over),
        *(diagnostic for _, diagnostic in pairs if diagnostic is not None),
    )
    return Evaluation(
        journal=existing,
        as_of=as_of,
        as_of_from=as_of_from,
        window=context.window,
        standing=standing_of(context, weeks, obligations, strikes),
        weeks=weeks,
        outside=_outside(counts, weeks),
        obligations=obligations,
        decisions=answers.judged,
        pauses=context.pauses,
        qualifying_offer=next((offer for offer in candidates if offer.qualifies), None),
        unclear_offers=tuple(offer for offer in candidates if offer.qualifies is None),
        accepted_offer=accepted_offer(existing, context.window),
        strikes=strikes,
        history_unknown_because=history.unknown_because,
        diagnostics=sort_diagnostics(apply_severities(diagnostics, commitment)),
    )


def _judge_weeks(
    context: RuleContext, tallies: Sequence[RequirementCount], cases: Sequence[JudgedCase]
) -> tuple[tuple[JudgedWeek, ...], AppliedDecisions]:
    """Judge the weeks without the coach's decisions, then apply those."""
    frames = await_follow_ups(context, tuple(week_frames(context)), tallies)
    months = month_frames(frames)
    counted = [
        (frame, [judge_requirement(frame, months[frame.week.name], t, context) for t in tallies])
        for frame in frames
    ]
    unanswered = [judge_week(frame, requirements, context.as_of) for frame, requirements in counted]
    answers = apply_decisions(context, unanswered, [judged for judged, _ in cases])
    weeks = tuple(
        judge_week(frame, apply_to_week(requirements, frame.week.name, answers), context.as_of)
        for frame, requirements in counted
    )
    return weeks, answers


def _context(seen: Journal, commitment: Commitment, programme: Programme, as_of: dt.date) -> RuleContext:
    return RuleContext(
        journal=seen,
        commitment=commitment,
        programme=programme,
        as_of=as_of,
        window=_window(seen, commitment),
        pauses=_pauses(seen),
    )


def _pauses(journal: Journal) -> tuple[Pause, ...]:
    """The pauses that count: none if the file they are in needs a signature and has no good one."""
    return () if journal.decisions_void else journal.pauses


def _window(journal: Journal, commitment: Commitment) -> Window | None:
    search, terms = journal.portfolio.search, commitment.window
    start = search.graduated if terms.from_ == "graduated" else search.start
    if search.start is None or start is None:
        return None
    return window_of(
        start,
        terms.days,
        ended=search.ended.on if search.ended else None,
        pauses=_pauses(journal),
        extend=commitment.pauses.extend_window,
    )


def _is_over(context: RuleContext) -> bool:
    """Whether the search or its window has ended: then the coach no longer answers short weeks."""
    if context.journal.portfolio.search.ended is not None:
        return True
    return context.window is not None and context.as_of > context.window.end


def _record_findings(counts: RequirementCount, context: RuleContext) -> tuple[Diagnostic, ...]:
    """Findings about records; none while the search has no start, since nothing counts then."""
    return counts.diagnostics if context.window is not None else ()


def _outside(tallies: Iterable[RequirementCount], weeks: Iterable[JudgedWeek]) -> tuple[JudgedRecord, ...]:
    """Records that are in no week of the window."""
    names = {week.week.name for week in weeks}
    return tuple(
        record
        for counts in tallies
        for name in sorted(counts.weeks - names)
        for record in counts.records(name)
    )
