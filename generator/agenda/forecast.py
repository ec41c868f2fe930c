"""What-if: the same journal judged on other days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.agenda.due import Due, due, subject_of
from generator.core.progress import Progress, no_progress, with_progress
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation, JudgedObligation

JudgeOn = Callable[[dt.date], Evaluation]
"""Judges the journal on another day."""


class Wording(Struct, frozen=True):
    """What is judged, in words: `name` and `place` say nothing of anybody, `detail` may name a record."""

    name: str
    detail: str = ""
    location: str = ""


State = Mapping[tuple[str, ...], tuple[str, Wording]]
"""What is judged (`("week", "2026-W40")`, `("offer-answer", path, line, column)`) → its verdict."""


class Change(Struct, frozen=True):
    """Something whose verdict is another one on `day` than on the day before. `before` None: it is new."""

    day: dt.date
    subject: tuple[str, ...]
    told: Wording
    before: str | None
    after: str


class Task(Struct, frozen=True):
    """What is to be done by a day to stay on track."""

    by: dt.date
    told: Wording
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
            known = before.get(subject)
            if known is None or known[0] != verdict:
                yield Change(day, subject, wording, known[0] if known else None, verdict)
        before = after


def state_of(evaluation: Evaluation) -> State:
    """Verdict and words of everything that is judged."""
    state: dict[tuple[str, ...], tuple[str, Wording]] = {
        ("standing",): (evaluation.standing, Wording("your search")),
    }
    for week in evaluation.weeks:
        state["week", week.week.name] = week.verdict, Wording(week.words)
    for obligation in evaluation.obligations:
        if obligation.id != "logged-promptly":
            state[subject_of(obligation)] = obligation.verdict, _of_case(obligation)
    return state


def _of_case(case: JudgedObligation) -> Wording:
    if case.record is None:
        return Wording(case.id, case.label, f"due {case.due}")
    return Wording(case.id, case.label, f"{case.origin.path}:{case.origin.line}")


def tasks(evaluation: Evaluation, commitment: Commitment) -> list[Task]:
    """What is judged and due from today on: open and coming weeks, open obligations; the earliest first."""
    found = [
        Task(one.by, _of_due(one), one)
        for one in due(evaluation, commitment)
        if not one.late and (one.case is not None or one.requirement is not None)
    ]
    return sorted(found, key=lambda task: (task.by, task.told.name, task.told.detail))


def _of_due(one: Due) -> Wording:
    if one.case is not None:
        return _of_case(one.case)
    assert one.week is not None, "else it has a case"  # noqa: S101 - tells the type checker
    return Wording(f"{one.week.words}: {needs_words(one)}")


def needs_words(one: Due) -> str:
    """What a week still needs of one requirement: `3 more for “Blog posts”`."""
    requirement = one.requirement
    more = "more " if requirement is not None and requirement.counted else ""
    return f"{one.missing} {more}for “{requirement.title if requirement else ''}”"
