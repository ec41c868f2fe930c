"""One requirement in one week: what was counted, and whether it was enough."""

from __future__ import annotations

from generator.model.commitment import Requirement
from generator.model.verdict import JudgedAlternative, JudgedRequirement, RequirementVerdict
from generator.rules.case import RuleContext
from generator.rules.kinds import REQUIREMENT
from generator.rules.weeks.tally import Alternative, RequirementCount
from generator.rules.weeks.week_frame import WeekFrame, needed


def judge_requirement(frame: WeekFrame, counts: RequirementCount, case: RuleContext) -> JudgedRequirement:
    """One requirement in one week, before the coach's decisions are heard."""
    terms, week = counts.terms, frame.week.name
    alternatives = tuple(
        JudgedAlternative(way.terms.id, needed(frame, way.terms, case), _sum(way, week))
        for way in counts.ways
        if terms.of
    )
    if terms.of:
        asked, counted = 1, sum(alternative.met for alternative in alternatives)
    else:
        asked, counted = needed(frame, terms, case), sum(_sum(way, week) for way in counts.ways)
    return JudgedRequirement(
        id=terms.id,
        title=terms.title,
        needed=asked,
        counted=counted,
        verdict=_verdict(frame, terms, case, met=counted >= asked, crashed=counts.crashed),
        alternatives=alternatives,
        records=counts.records(week),
    )


def _sum(way: Alternative, week: str) -> int:
    return sum(record.amount for record in way.by_week.get(week, ()))


def _verdict(
    frame: WeekFrame, terms: Requirement, case: RuleContext, *, met: bool, crashed: bool
) -> RequirementVerdict:
    if not frame.enforced:
        return "not-enforced"
    if met:
        return "met"
    if frame.phase == "open":
        return "open"
    return "unknown" if crashed or _is_damaged(frame, terms, case) else "short"


def _is_damaged(frame: WeekFrame, terms: Requirement, case: RuleContext) -> bool:
    """Whether something that could not be read may have held what is missing."""
    fed_by = {REQUIREMENT[way.kind].fed_by.name for way in terms.of or (terms,)}
    return any(
        damage.kind == "decisions"
        or (damage.kind in fed_by and (damage.day is None or damage.day in frame.week))
        for damage in case.journal.unreadable
    )
