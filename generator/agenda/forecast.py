"""What-if: the same journal judged on other days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.agenda.due import Due, due, subject_of
from generator.core.diagnostics import public_path
from generator.core.progress import Progress, no_progress, with_progress
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation, JudgedObligation

JudgeOn = Callable[[dt.date], Evaluation]
"""Judges the journal on another day."""


class Wording(Struct, frozen=True):
    """Words for what is judged: `name` and `location` name nobody, `detail` may."""

    name: str
    detail: str = ""
    location: str = ""


State = Mapping[tuple[str, ...], tuple[str, Wording]]
"""What is judged (`("week", "2026-W40")`, `("offer-answer", path, line, column)`) → its verdict."""


class Change(Struct, frozen=True):
    """A verdict that differs on `day` from the day before. `before` is None if it is new."""

    day: dt.date
    subject: tuple[str, ...]
    wording: Wording
    before: str | None
    after: str


class Task(Struct, frozen=True):
    """Something to do by a day to stay on track."""

    by: dt.date
    wording: Wording
    due: Due


def changes(
    first: dt.date, last: dt.date, judge_on: JudgeOn, progress: Progress = no_progress
) -> Iterator[Change]:
    """Every change of a verdict from the day after `first` to `last`, in order of days."""
    before = state_of(judge_on(first))
    days = [first + number * DAY for number in range(1, (last - first).days + 1)]
    for day in with_progress(days, "Days", progress):
        after = state_of(judge_on(day))
        for subject, (verdict, wording) in after.items():
            previous = before.get(subject)
            if previous is None or previous[0] != verdict:
                yield Change(day, subject, wording, previous[0] if previous else None, verdict)
        before = after


def state_of(evaluation: Evaluation) -> State:
    """The verdict and wording of everything that is judged."""
    state: dict[tuple[str, ...], tuple[str, Wording]] = {
        ("standing",): (evaluation.standing, Wording("your search")),
    }
    for week in evaluation.weeks:
        state["week", week.week.name] = week.verdict, Wording(week.words)
    for obligation in evaluation.obligations:
        if obligation.id != "logged-promptly":
            state[subject_of(obligation)] = obligation.verdict, _case_wording(obligation)
    return state


def _case_wording(case: JudgedObligation) -> Wording:
    if case.record is None:
        return Wording(case.label)
    return Wording(case.title, case.label, f"{public_path(case.origin.path)}:{case.origin.line}")


def tasks(evaluation: Evaluation, commitment: Commitment) -> list[Task]:
    """Open and future weeks and open obligations, the earliest first."""
    upcoming = [
        Task(item.by, _due_wording(item), item)
        for item in due(evaluation, commitment)
        if not item.late and (item.case is not None or item.requirement is not None)
    ]
    return sorted(upcoming, key=lambda task: (task.by, task.wording.name, task.wording.detail))


def _due_wording(item: Due) -> Wording:
    if item.case is not None:
        return _case_wording(item.case)
    assert item.week is not None, "else it has a case"  # noqa: S101 - tells the type checker
    return Wording(f"{item.week.words}: {needs_words(item)}")


def needs_words(item: Due) -> str:
    """What a week still needs of one requirement: `3 more for “Blog posts”`."""
    requirement = item.requirement
    more = "more " if requirement is not None and requirement.counted else ""
    return f"{item.missing} {more}for “{requirement.title if requirement else ''}”"
