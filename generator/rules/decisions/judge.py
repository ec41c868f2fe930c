"""Judge the coach's decisions and apply them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.core.dates import day_range, week_words
from generator.core.diagnostics import Diagnostic, Severity
from generator.model.calendar import WEEK, Week, week_from_name
from generator.model.decision import Decision, DecisionKind, WeekRange
from generator.model.verdict import (
    JudgedDecision,
    JudgedObligation,
    JudgedRequirement,
    JudgedWeek,
    RequirementVerdict,
)
from generator.rules.context import RuleContext
from generator.rules.rule import Rule, finding
from generator.rules.weeks.week_frame import phase_of

UNFINISHED = Rule(name="decision-on-unfinished-week", severity=Severity.ERROR, points_at="weeks", ours=True)
UNNEEDED = Rule(name="decision-unneeded", severity=Severity.WARNING, points_at="weeks", ours=True)
UNKNOWN_REQUIREMENT = Rule(
    name="decision-on-unknown-requirement", severity=Severity.ERROR, points_at="requirements"
)
EXPIRED = Rule(name="decision-expired", severity=Severity.WARNING, points_at="until", ours=True)


class AppliedDecisions(Struct, frozen=True):
    """(Week name, id of requirement or obligation) → the strongest decision on it."""

    by_requirement: Mapping[tuple[str, str], DecisionKind]
    judged: tuple[JudgedDecision, ...]
    diagnostics: tuple[Diagnostic, ...]
    unchecked: bool = False

    def decision_for(self, week: str, case_id: str) -> DecisionKind | None:
        """The decision on one requirement or obligation in one week."""
        return self.by_requirement.get((week, case_id))


def weeks_of(decision: Decision, start: int) -> tuple[Week, ...]:
    """The weeks of a decision, in order."""
    if isinstance(decision.weeks, WeekRange):
        first, last = week_from_name(decision.weeks.first, start), week_from_name(decision.weeks.last, start)
        if first is None or last is None:
            return ()
        count = (last.starts - first.starts).days // 7 + 1
        return tuple(Week(first.starts + n * WEEK) for n in range(count))
    weeks = (week_from_name(name, start) for name in decision.weeks)
    return tuple(week for week in weeks if week is not None)


def apply_decisions(
    context: RuleContext, weeks: Sequence[JudgedWeek], obligations: Sequence[JudgedObligation]
) -> AppliedDecisions:
    """Apply decisions to weeks and obligations judged without them."""
    unmet = {
        (week.week.name, requirement.id)
        for week in weeks
        for requirement in week.requirements
        if requirement.verdict in ("short", "unknown")
    } | {
        (context.week_of(obligation.due).name, obligation.id)
        for obligation in obligations
        if obligation.verdict == "late" and obligation.due is not None
    }
    numbers = {week.name: week.number for week in weeks}
    answers: dict[tuple[str, str], DecisionKind] = {}
    judged: list[JudgedDecision] = []
    diagnostics: list[Diagnostic] = []
    for decision in context.journal.decisions:
        named = weeks_of(decision, context.first_weekday)
        finished = [week for week in named if _is_closed(week, context)]
        holds = bool(finished) and not _is_expired(decision, context) and not context.journal.decisions_void
        judged.append(JudgedDecision(decision=decision, weeks=_names(named), holds=holds))
        covered = {(week.name, name) for week in finished for name in _covered_ids(decision, context)}
        if holds:
            for key in covered:
                if answers.get(key) != "waived":
                    answers[key] = decision.decision
        if not context.journal.decisions_void:
            diagnostics.extend(_findings(decision, named, finished, covered & unmet, numbers, context))
    return AppliedDecisions(answers, tuple(judged), tuple(diagnostics), context.journal.decisions_unchecked)


def _is_closed(week: Week, context: RuleContext) -> bool:
    return phase_of(week, context.as_of, context.commitment.weeks.grace_days) == "closed"


def _is_expired(decision: Decision, context: RuleContext) -> bool:
    return decision.until is not None and decision.until < context.as_of


def _names(weeks: Iterable[Week]) -> tuple[str, ...]:
    return tuple(week.name for week in weeks)


def _known_ids(context: RuleContext) -> frozenset[str]:
    return frozenset(context.programme.requirements) | {o.id for o in context.commitment.obligations}


def _covered_ids(decision: Decision, context: RuleContext) -> tuple[str, ...]:
    """The ids that a decision is about; by default all requirements and no obligation."""
    return context.programme.requirements if decision.requirements is None else decision.requirements


def _findings(
    decision: Decision,
    named: Sequence[Week],
    finished: Sequence[Week],
    useful: set[tuple[str, str]],
    numbers: Mapping[str, int],
    context: RuleContext,
) -> Iterator[Diagnostic]:
    origin = decision.origin
    for name in decision.requirements or ():
        if name not in _known_ids(context) and context.commitment.requirement(name) is None:
            yield finding(UNKNOWN_REQUIREMENT, origin, "decision-on-unknown-requirement.named", name=name)
    for week in named:
        if week not in finished:
            key = "decision-on-unfinished-week.named"
            yield finding(UNFINISHED, origin, key, week=week.name, name=_words(week, numbers))
    if _is_expired(decision, context):
        yield finding(EXPIRED, origin, "decision-expired.until", until=decision.until)
        return
    for week in finished:
        if not any(name == week.name for name, _ in useful):
            words = _words(week, numbers)
            yield finding(UNNEEDED, origin, "decision-unneeded.in-week", week=week.name, name=words)


def _words(week: Week, numbers: Mapping[str, int]) -> str:
    """A week as people read it; by its ISO name and days where it is not a week of the search."""
    number = numbers.get(week.name)
    if number is None:
        return f"{week.name} ({day_range(week.starts, week.ends, year=False)})"
    return week_words(number, week.starts, week.ends)


def apply_to_week(
    requirements: Iterable[JudgedRequirement], week: str, answers: AppliedDecisions
) -> Iterator[JudgedRequirement]:
    """Apply decisions to the requirements of a week: waived ones are excused, acknowledged ones stay short.

    Waived ones are unknown if the signature of the decisions could not be checked here.
    """
    excused: RequirementVerdict = "unknown" if answers.unchecked else "excused"
    for requirement in requirements:
        decision = answers.decision_for(week, requirement.id)
        if requirement.verdict in ("short", "unknown") and decision == "waived":
            yield replace(requirement, verdict=excused)
        elif requirement.verdict == "short" and decision == "acknowledged":
            yield replace(requirement, acknowledged=True)
        else:
            yield requirement
