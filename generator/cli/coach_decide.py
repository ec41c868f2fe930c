"""`weekproof coach decide` and `coach pause`: the coach's answer to weeks that fell short, and leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from generator.cli.coach_file import CoachContext, Draft, draft, open_for_coach, write
from generator.core.dates import weekday_day_month
from generator.core.diagnostics import Severity
from generator.core.errors import UserError
from generator.model.decision import DecisionKind
from generator.model.verdict import JudgedWeek
from generator.pipeline.types import Request
from generator.reporters.registry import Output
from generator.writing.entries import Fields


class Answer(Struct, frozen=True, kw_only=True):
    """What a coach decides: which weeks, which requirements (none: all), how and why."""

    weeks: tuple[str, ...]
    decision: DecisionKind
    reason: str
    requirements: tuple[str, ...] = ()
    by: str | None = None
    until: str | None = None


def decide(answer: Answer, request: Request, output: Output, key: Path) -> int:
    """Write a decision on weeks that need one; the exit code. A `UserError` where a week needs none."""
    at = open_for_coach(request, output)
    if at is None:
        return 2
    for name in answer.weeks:
        _refuse_needless(name, answer, at)
    fields: Fields = {
        "weeks": answer.weeks,
        "requirements": answer.requirements,
        "decision": answer.decision,
        "reason": answer.reason,
        "by": _by(answer.by, at),
        "on": at.evaluation.as_of,
        "until": answer.until or "",
    }
    made = draft(at, "decisions", fields)
    _refuse_findings(made)
    write(at, made, key, output)
    for line in _outcome(answer.weeks, at, made):
        output.echo(line)
    return 0


def pause(
    first: str, last: str, reason: str, by: str | None, request: Request, output: Output, key: Path
) -> int:
    """Write a pause, both days inside; the exit code."""
    at = open_for_coach(request, output)
    if at is None:
        return 2
    fields: Fields = {
        "from": first,
        "to": last,
        "reason": reason,
        "by": _by(by, at),
        "on": at.evaluation.as_of,
    }
    made = draft(at, "pauses", fields)
    write(at, made, key, output)
    new = made.answers.pauses[-1]
    output.echo(f"Nothing is asked from {weekday_day_month(new.first)} to {weekday_day_month(new.last)}.")
    for line in _outcome(_weeks_between(new.first, new.last, made), at, made):
        output.echo(line)
    return 0


def _weeks_between(first: dt.date, last: dt.date, made: Draft) -> list[str]:
    weeks = (week.week for week in made.evaluation.weeks)
    return [week.name for week in weeks if week.starts <= last and week.ends >= first]


def _by(named: str | None, at: CoachContext) -> str:
    name = named or at.portfolio.coach.name
    if not name:
        raise UserError("Nobody knows who decides.", hint="Name yourself with --by.")
    return name


def _week(name: str, weeks: Sequence[JudgedWeek]) -> JudgedWeek | None:
    return next((week for week in weeks if week.week.name == name), None)


def _refuse_needless(name: str, answer: Answer, at: CoachContext) -> None:
    """A `UserError` where the week is not over, is no week of the search, or has its answer already."""
    week = _week(name, at.evaluation.weeks)
    if week is None:
        window = at.evaluation.window
        span = f"The window runs from {window.start} to {window.end}." if window else None
        raise UserError(f"{name} is not a week of this search.", hint=span)
    if not week.closed:
        ends = weekday_day_month(week.week.ends)
        hint = "Answer it when it is over. Leave known in advance is a pause: weekproof coach pause."
        raise UserError(f"{name} is not over: its last day is {ends}.", hint=hint)
    named = [
        requirement
        for requirement in week.requirements
        if not answer.requirements or requirement.id in answer.requirements
    ]
    short = [requirement for requirement in named if requirement.verdict in ("short", "unknown")]
    if not named:
        return  # obligations, or ids that nobody knows: the rules tell
    if not short:
        how = (
            "is excused already"
            if any(requirement.verdict == "excused" for requirement in named)
            else "needs no answer"
        )
        counts = ", ".join(
            f"{requirement.id} {requirement.counted} of {requirement.needed}" for requirement in named
        )
        raise UserError(f"{name} {how}: {counts}.", hint="Nothing was written.")
    if answer.decision == "acknowledged" and all(requirement.acknowledged for requirement in short):
        raise UserError(f"{name} is acknowledged already.", hint="Nothing was written.")


def _refuse_findings(made: Draft) -> None:
    """A `UserError` for what the rules say of the new decision: an unknown id, one that holds no longer."""
    new = made.answers.decisions[-1].origin
    for diagnostic in made.evaluation.diagnostics:
        if new.contains(diagnostic.location) and diagnostic.severity is not Severity.NOTE:
            raise UserError(f"{diagnostic.message} Nothing was written.", hint=diagnostic.hint)


def _outcome(weeks: Sequence[str], at: CoachContext, made: Draft) -> Iterator[str]:
    """What became another: each week's verdict, and the standing."""
    for name in weeks:
        before, after = _week(name, at.evaluation.weeks), _week(name, made.evaluation.weeks)
        if before is not None and after is not None and _told(before) != _told(after):
            yield f"{name}: {_told(before)} → {_told(after)}"
    if at.evaluation.standing != made.evaluation.standing:
        yield f"Standing: {at.evaluation.standing} → {made.evaluation.standing}"


def _told(week: JudgedWeek) -> str:
    short = [requirement for requirement in week.requirements if requirement.verdict == "short"]
    if short and all(requirement.acknowledged for requirement in short):
        return "short, acknowledged"
    return week.verdict
