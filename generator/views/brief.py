"""Evaluation → what the coach is told: everything, as plain values."""

from __future__ import annotations

from collections.abc import Iterable

from generator.agenda.due import due
from generator.diagnostics import Diagnostic
from generator.model.commitment import Commitment, Programme
from generator.model.verdict import (
    Evaluation,
    JudgedDecision,
    JudgedRequirement,
    JudgedWeek,
)
from generator.views import brief_records as records
from generator.views import coach as view
from generator.views.brief_records import Judged, Place, Spot, spot_of


def brief(
    evaluation: Evaluation,
    commitment: Commitment,
    programme: Programme,
    diagnostics: Iterable[Diagnostic],
    generator: str,
) -> view.ReportView:
    """The coach's report on one evaluation. `diagnostics` are those of the whole run."""
    journal = evaluation.journal
    portfolio = journal.portfolio
    judged = _judged(evaluation)
    offers = {spot_of(offer.origin): records.offer_row(offer, evaluation) for offer in journal.offers}
    qualifying = evaluation.qualifying_offer
    return view.ReportView(
        as_of=evaluation.as_of,
        as_of_from=evaluation.as_of_from,
        generator=generator,
        name=portfolio.graduate.name,
        github=portfolio.graduate.github,
        programme=programme.id,
        programme_title=programme.title,
        coach=portfolio.coach.name or "",
        commitment=_terms(commitment),
        window=_window(evaluation),
        standing=evaluation.standing,
        qualifying_offer=offers[spot_of(qualifying.origin)] if qualifying else None,
        strikes=(evaluation.strikes.count, evaluation.strikes.limit) if evaluation.strikes else None,
        weeks=tuple(_week(week) for week in evaluation.weeks),
        obligations=tuple(
            view.ObligationRow(o.id, o.label, o.origin.path, o.origin.line, o.due, o.verdict)
            for o in evaluation.obligations
        ),
        decisions=tuple(_decision(decision) for decision in evaluation.decisions),
        pauses=tuple(view.PauseRow(p.first, p.last, p.reason, p.by, p.on) for p in evaluation.pauses),
        contacts=tuple(records.contacts(evaluation, judged)),
        posts=tuple(records.posts(evaluation, judged)),
        days=tuple(records.days(evaluation, judged)),
        activities=tuple(records.activities(evaluation, judged)),
        offers=tuple(offers.values()),
        coaching=tuple(records.coaching(evaluation)),
        goals=tuple(
            view.GoalRow(g.title, g.why or "", g.measure or "", g.target, g.current, g.due, g.done)
            for g in journal.goals
        ),
        findings=tuple(finding_row(one) for one in diagnostics),
        due=tuple(
            view.DueRow(d.kind, d.subject, d.since, d.by, d.missing, d.counts, d.late)
            for d in due(evaluation, commitment)
        ),
    )


def _terms(commitment: Commitment) -> view.CommitmentRow:
    return view.CommitmentRow(
        name=commitment.name,
        title=commitment.title,
        digest=commitment.digest,
        differs=tuple(view.ParameterRow(*row) for row in commitment.differs),
    )


def finding_row(found: Diagnostic) -> view.FindingRow:
    """One diagnostic as the report shows it."""
    return view.FindingRow(
        rule=found.rule,
        severity=found.severity.value,
        message=found.message,
        path=found.place.path,
        line=found.place.line,
        column=found.place.column,
        week=found.week,
        requirement=found.requirement,
        hint=found.hint,
    )


def _judged(evaluation: Evaluation) -> Judged:
    """How each record was judged. One that stands in several requirements counted if it did in any."""
    found: dict[Spot, Place] = {}
    for week in evaluation.weeks:
        for requirement in week.requirements:
            for record in requirement.records:
                spot = spot_of(record.origin)
                if spot not in found or record.counted:
                    found[spot] = week.week.name, record
    for record in evaluation.outside:
        found.setdefault(spot_of(record.origin), (None, record))
    return found


def _window(evaluation: Evaluation) -> view.WindowRow | None:
    window, ended = evaluation.window, evaluation.journal.portfolio.search.ended
    if window is None:
        return None
    return view.WindowRow(
        start=window.start,
        end=window.end,
        day=window.day_number(evaluation.as_of),
        days=window.days,
        ended_on=ended.on if ended else None,
        ended_reason=ended.reason if ended else None,
    )


def _week(week: JudgedWeek) -> view.WeekRow:
    return view.WeekRow(
        week=week.week.name,
        number=week.number,
        starts=week.week.starts,
        ends=week.week.ends,
        last_day=week.last_day,
        verdict=week.verdict,
        requirements=tuple(_requirement(requirement) for requirement in week.requirements),
    )


def _requirement(requirement: JudgedRequirement) -> view.RequirementRow:
    return view.RequirementRow(
        id=requirement.id,
        title=requirement.title,
        needed=requirement.needed,
        counted=requirement.counted,
        verdict=requirement.verdict,
        acknowledged=requirement.acknowledged,
        alternatives=tuple(
            view.AlternativeRow(way.id, way.needed, way.counted) for way in requirement.alternatives
        ),
        records=tuple(
            view.RecordRow(r.origin.path, r.origin.line, r.date, r.label, r.counted, r.reasons)
            for r in requirement.records
        ),
    )


def _decision(judged: JudgedDecision) -> view.DecisionRow:
    decision = judged.decision
    return view.DecisionRow(
        weeks=judged.weeks,
        requirements=decision.requirements or (),
        decision=decision.decision,
        reason=decision.reason,
        by=decision.by,
        on=decision.on,
        until=decision.until,
        holds=judged.holds,
    )
