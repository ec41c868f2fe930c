"""An evaluation → where the search stands today. Nothing is counted here: the rules have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.daily.actions import actions
from generator.daily.view import Need, ThisWeek, Today
from generator.diagnostics import Diagnostic, Severity
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation, JudgedRequirement, JudgedWeek
from generator.rules.weeks.below_minimum import kind_of

MOST_ACTIONS = 3
_SHORT: Mapping[str, str] = {
    "contacts": "contacts",
    "posts": "post",
    "contributions": "code",
    "activities": "design",
    "check-ins": "check-in",
}


def today(evaluation: Evaluation, commitment: Commitment, found: Iterable[Diagnostic]) -> Today:
    """The present week and the three best things to do. `found` are the findings of the whole run."""
    told = tuple(found)
    week = next((week for week in evaluation.weeks if evaluation.as_of in week.week), None)
    return Today(
        as_of=evaluation.as_of,
        starts=evaluation.window.start if evaluation.window else None,
        standing=evaluation.standing,
        week=week_view(week, evaluation, commitment) if week else None,
        errors=sum(one.severity is Severity.ERROR for one in told),
        actions=actions(evaluation, commitment, told)[:MOST_ACTIONS],
    )


def last_weeks(evaluation: Evaluation, count: int) -> tuple[JudgedWeek, ...]:
    """The last weeks that have begun, at most `count`, the oldest first."""
    begun = [week for week in evaluation.weeks if week.week.starts <= evaluation.as_of]
    return tuple(begun[-count:])


def week_view(judged: JudgedWeek, evaluation: Evaluation, commitment: Commitment) -> ThisWeek:
    """One week as a graduate sees it."""
    return ThisWeek(
        name=judged.week.name,
        starts=judged.week.starts,
        ends=judged.week.ends,
        number=judged.number,
        verdict=judged.verdict,
        days_left=(judged.week.ends - evaluation.as_of).days,
        needs=tuple(need_of(requirement, commitment) for requirement in judged.requirements),
    )


def need_of(requirement: JudgedRequirement, commitment: Commitment) -> Need:
    """A requirement with the one word that stands for it in a prompt: two of a kind keep their own ids."""
    terms = commitment.requirement(requirement.id)
    kinds = [kind_of(other) for other in commitment.requirements]
    is_alone = terms is not None and kinds.count(kind_of(terms)) == 1
    short = _SHORT.get(kind_of(terms), requirement.id) if terms and is_alone else requirement.id
    return Need(
        id=requirement.id,
        title=requirement.title,
        short=short,
        counted=requirement.counted,
        needed=requirement.needed,
        verdict=requirement.verdict,
    )
