"""Weekly requirements: counted over the whole search, then judged week by week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from generator.core.diagnostics import Diagnostic
from generator.model.commitment import Requirement
from generator.model.verdict import JudgedAlternative, JudgedRecord, JudgedRequirement, RequirementVerdict
from generator.rules.context import RuleContext
from generator.rules.kinds import REQUIREMENT
from generator.rules.rule import crash_finding
from generator.rules.weeks.week_frame import WeekFrame, needed

ByWeek = Mapping[str, tuple[JudgedRecord, ...]]
"""Week name → the records whose counting day is in the week, in order."""


class Alternative(Struct, frozen=True):
    """One way to meet a requirement, with its records."""

    terms: Requirement
    by_week: ByWeek


class RequirementCount(Struct, frozen=True):
    """A counted requirement. `ways` is the requirement itself, or the alternatives of an `any-of`."""

    terms: Requirement
    ways: tuple[Alternative, ...]
    diagnostics: tuple[Diagnostic, ...]
    crashed: bool = False

    def records(self, week: str) -> tuple[JudgedRecord, ...]:
        """All records of a week, sorted by day and location."""
        records = [record for way in self.ways for record in way.by_week.get(week, ())]
        return tuple(sorted(records, key=lambda r: (r.day, r.origin.position)))

    @property
    def weeks(self) -> frozenset[str]:
        """The names of all weeks with records."""
        return frozenset(week for way in self.ways for week in way.by_week)


def count_or_crash(context: RuleContext, terms: Requirement) -> RequirementCount:
    """Count a requirement; if its rules crash, return an empty count and a finding.

    A bug in one rule must not look like a missed week or hide the findings of other rules.
    """
    try:
        return count_requirement(context, terms)
    except Exception as error:  # a bug: it is named, fails the run and hides nothing
        return RequirementCount(terms, (), (crash_finding(terms.id, error, context),), crashed=True)


def count_requirement(context: RuleContext, terms: Requirement) -> RequirementCount:
    """Count a requirement over the whole search."""
    by_kind: dict[str, list[Requirement]] = {}
    for way in terms.of or (terms,):
        by_kind.setdefault(way.kind, []).append(way)
    ways: list[Alternative] = []
    diagnostics: list[Diagnostic] = []
    for kind, of_kind in by_kind.items():
        counted, findings = REQUIREMENT[kind].count(context, terms.id, of_kind)
        diagnostics.extend(findings)
        ways += [
            Alternative(way, _by_week(part, context)) for way, part in zip(of_kind, counted, strict=True)
        ]
    order = [way.id for way in terms.of or (terms,)]
    return RequirementCount(
        terms, tuple(sorted(ways, key=lambda way: order.index(way.terms.id))), tuple(diagnostics)
    )


def _by_week(records: Iterable[JudgedRecord], context: RuleContext) -> ByWeek:
    by_week: dict[str, list[JudgedRecord]] = {}
    for record in records:
        by_week.setdefault(context.week_of(record.day).name, []).append(record)
    return {week: tuple(records) for week, records in by_week.items()}


def judge_requirement(frame: WeekFrame, counts: RequirementCount, context: RuleContext) -> JudgedRequirement:
    """Judge a requirement in one week, without the coach's decisions."""
    terms, week = counts.terms, frame.week.name
    alternatives = tuple(
        JudgedAlternative(way.terms.id, needed(frame, way.terms, context), _count_in_week(way, week))
        for way in counts.ways
        if terms.of
    )
    if terms.of:
        asked, counted = 1, sum(alternative.met for alternative in alternatives)
    else:
        asked, counted = needed(frame, terms, context), sum(_count_in_week(way, week) for way in counts.ways)
    return JudgedRequirement(
        id=terms.id,
        title=terms.title,
        needed=asked,
        counted=counted,
        verdict=_verdict(frame, terms, context, met=counted >= asked, crashed=counts.crashed),
        alternatives=alternatives,
        records=counts.records(week),
    )


def _count_in_week(way: Alternative, week: str) -> int:
    return sum(record.amount for record in way.by_week.get(week, ()))


def _verdict(
    frame: WeekFrame, terms: Requirement, context: RuleContext, *, met: bool, crashed: bool
) -> RequirementVerdict:
    if not frame.enforced:
        return "not-enforced"
    if met:
        return "met"
    if frame.phase == "open":
        return "open"
    return "unknown" if crashed or _may_be_unreadable(frame, terms, context) else "short"


def _may_be_unreadable(frame: WeekFrame, terms: Requirement, context: RuleContext) -> bool:
    """Whether something unreadable may contain what is missing."""
    fed_by = {kind.name for way in terms.of or (terms,) for kind in REQUIREMENT[way.kind].record_kinds}
    return any(
        damage.kind == "decisions"
        or (damage.kind in fed_by and (damage.day is None or damage.day in frame.week))
        for damage in context.journal.unreadable
    )
