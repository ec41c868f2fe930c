"""What-if: the same journal judged on other days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.model.calendar import DAY
from generator.model.verdict import Evaluation, JudgedWeek

JudgeOn = Callable[[dt.date], Evaluation]
"""Judges the journal on another day."""

State = Mapping[tuple[str, ...], str]
"""What is judged (`("standing",)`, `("week", "2026-W40")`, `("offer-answer", path, line)`) → its verdict."""


class Change(Struct, frozen=True):
    """Something whose verdict is another one on `day` than on the day before. `before` None: it is new."""

    day: dt.date
    subject: tuple[str, ...]
    label: str
    before: str | None
    after: str


class Task(Struct, frozen=True):
    """What is to be done by a day to stay on track."""

    by: dt.date
    label: str


def changes(first: dt.date, last: dt.date, judge_on: JudgeOn) -> Iterator[Change]:
    """Every change of a verdict from the day after `first` to `last`, in order of days."""
    before = _state(judge_on(first))
    day = first
    while day < last:
        day += DAY
        after = _state(judge_on(day))
        for subject, (verdict, label) in after.items():
            known = before.get(subject)
            if known is None or known[0] != verdict:
                yield Change(day, subject, label, known[0] if known else None, verdict)
        before = after


def _state(evaluation: Evaluation) -> dict[tuple[str, ...], tuple[str, str]]:
    """Verdict and label of everything that is judged."""
    state: dict[tuple[str, ...], tuple[str, str]] = {
        ("standing",): (evaluation.standing, "standing"),
    }
    for week in evaluation.weeks:
        state["week", week.week.name] = week.verdict, week.week.name
    for case in evaluation.obligations:
        if case.id != "logged-promptly":
            spot = (case.id, case.origin.path, str(case.origin.line), str(case.due))
            state[spot] = case.verdict, f"{case.id}: {case.label}"
    return state


def tasks(evaluation: Evaluation) -> list[Task]:
    """What is still asked, by when: open and coming weeks, open obligations; the earliest first."""
    found = [
        Task(case.due, f"{case.id}: {case.label}")
        for case in evaluation.obligations
        if case.verdict == "open" and case.due is not None
    ]
    for week in evaluation.weeks:
        found.extend(_of_week(week, evaluation.as_of))
    return sorted(found, key=lambda task: (task.by, task.label))


def _of_week(week: JudgedWeek, as_of: dt.date) -> Iterator[Task]:
    for requirement in week.requirements:
        missing = requirement.needed - requirement.counted
        if requirement.verdict == "open":
            yield Task(week.week.ends, f"{week.week.name}: {missing} more for `{requirement.id}`")
        elif week.week.starts > as_of and not week.partial and missing > 0:
            yield Task(week.week.ends, f"{week.week.name}: {missing} for `{requirement.id}`")
