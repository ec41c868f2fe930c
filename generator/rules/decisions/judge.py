"""Judge the coach's decisions and apply them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.core.dates import day_range
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
from generator.rules.weeks.week_frame import Phase, phase_of

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

    def decision_on(self, case: JudgedObligation, context: RuleContext) -> DecisionKind | None:
        """The decision on a late case of an obligation."""
        decisions = {self.decision_for(week, name) for week, name in _keys_of(case, self.weeks, context)}
        return "waived" if "waived" in decisions else "acknowledged" if "acknowledged" in decisions else None

    @property
    def weeks(self) -> frozenset[str]:
        """The names of all weeks with a decision."""
        return frozenset(week for week, _ in self.by_requirement)


def _keys_of(case: JudgedObligation, weeks: Iterable[str], context: RuleContext) -> Iterator[tuple[str, str]]:
    """The weeks in which a decision covers a late case: that of its due day.

    A case without one, an offer declined on a day that is not written down, is covered in any of `weeks`
    since its record.
    """
    if case.verdict != "late":
        return
    if case.due is not None:
        yield context.week_of(case.due).name, case.id
    elif case.record is not None and case.record.day is not None:
        since = context.week_of(case.record.day).name
        yield from ((week, case.id) for week in weeks if week >= since)


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
    by_name = {week.name: week for week in weeks}
    named_weeks = {
        week.name for row in context.journal.decisions for week in weeks_of(row, context.first_weekday)
    }
    late = {key for case in obligations for key in _keys_of(case, named_weeks, context)}
    unmet = late | {
        (week.week.name, requirement.id)
        for week in weeks
        for requirement in week.requirements
        if requirement.verdict in ("short", "unknown")
    }
    answers: dict[tuple[str, str], DecisionKind] = {}
    judged: list[JudgedDecision] = []
    diagnostics: list[Diagnostic] = []
    for decision in context.journal.decisions:
        named = weeks_of(decision, context.first_weekday)
        covered = {
            week: _covered(decision, week, _phase(week, by_name, context), late, context) for week in named
        }
        holds = any(covered.values()) and not _is_expired(decision, context)
        holds = holds and not context.journal.decisions_void
        judged.append(JudgedDecision(decision=decision, weeks=_names(named), holds=holds))
        if holds:
            for key in {(week.name, name) for week, names in covered.items() for name in names}:
                if answers.get(key) != "waived":
                    answers[key] = decision.decision
        if not context.journal.decisions_void:
            diagnostics.extend(_findings(decision, covered, unmet, by_name, context))
    return AppliedDecisions(answers, tuple(judged), tuple(diagnostics), context.journal.decisions_unchecked)


def _phase(week: Week, by_name: Mapping[str, JudgedWeek], context: RuleContext) -> Phase:
    """The phase of a week, as judged if it is one of the search."""
    judged = by_name.get(week.name)
    phase = phase_of(week, context.as_of, context.commitment.weeks.grace_days)
    return "open" if judged is not None and phase == "closed" and not judged.closed else phase


def _covered(
    decision: Decision, week: Week, phase: Phase, late: set[tuple[str, str]], context: RuleContext
) -> frozenset[str]:
    """The ids that a decision answers in a week.

    All that it is about in a closed week, and nothing in one that has not begun. In an open week a waiver
    holds in advance; whoever acknowledges can only mean what is late already.
    """
    ids = frozenset(_covered_ids(decision, context))
    if phase == "closed" or (phase == "open" and decision.decision == "waived"):
        return ids
    return frozenset() if phase == "upcoming" else frozenset(n for n in ids if (week.name, n) in late)


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
    covered: Mapping[Week, frozenset[str]],
    unmet: set[tuple[str, str]],
    by_name: Mapping[str, JudgedWeek],
    context: RuleContext,
) -> Iterator[Diagnostic]:
    origin = decision.origin
    for name in decision.requirements or ():
        if name not in _known_ids(context) and context.commitment.requirement(name) is None:
            yield finding(UNKNOWN_REQUIREMENT, origin, "decision-on-unknown-requirement.named", name=name)
    for week, ids in covered.items():
        phase = _phase(week, by_name, context)
        if phase == "closed" or ids or (phase == "open" and decision.decision == "waived"):
            continue
        is_ahead = phase == "upcoming"
        key = "decision-on-unfinished-week.to-come" if is_ahead else "decision-on-unfinished-week.open"
        yield finding(UNFINISHED, origin, key, week=week.name, name=_words(week, by_name))
    if _is_expired(decision, context):
        yield finding(EXPIRED, origin, "decision-expired.until", until=decision.until)
        return
    for week in covered:
        if _is_needless(decision, week, unmet, by_name, context):
            words = _words(week, by_name)
            yield finding(UNNEEDED, origin, "decision-unneeded.in-week", week=week.name, name=words)


def _is_needless(
    decision: Decision,
    week: Week,
    unmet: set[tuple[str, str]],
    by_name: Mapping[str, JudgedWeek],
    context: RuleContext,
) -> bool:
    """Whether a decision answers nothing in a week.

    In an open week that is certain only if all that it waives is met already or not asked for.
    """
    ids = _covered_ids(decision, context)
    if any((week.name, name) in unmet for name in ids):
        return False
    phase = _phase(week, by_name, context)
    if phase != "open":
        return phase == "closed"
    judged = by_name.get(week.name)
    verdicts = [one.verdict for one in judged.requirements if one.id in ids] if judged else []
    return decision.decision == "waived" and bool(verdicts) and "open" not in verdicts


def _words(week: Week, by_name: Mapping[str, JudgedWeek]) -> str:
    """A week as people read it; by its ISO name and days where it is not a week of the search."""
    judged = by_name.get(week.name)
    if judged is None:
        return f"{week.name} ({day_range(week.starts, week.ends, year=False)})"
    return judged.words


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
