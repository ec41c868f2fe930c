"""`weekproof forecast`: what fails if nothing more is logged, and what is needed by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator import pipeline
from generator.commands.told import tell
from generator.faults import Fault
from generator.model.calendar import DAY
from generator.model.verdict import Evaluation
from generator.reporters.safe import printable
from generator.reporters.table import Output
from generator.rules.engine import judge
from generator.rules.forecast import Change, JudgeOn, changes, tasks
from generator.run import Judged, Request

MOST_TASKS = 12
# Changes that nobody needs to hear of: a week begins, something is in order.
_QUIET = frozenset({"upcoming", "open", "met", "paused", "partial", "waived", "not-started"})


def forecast(request: Request, output: Output, *, replay: bool) -> int:
    """Look ahead, or with `replay` back over every day of the window so far; the exit code."""
    judged = pipeline.judge(request)
    evaluation = judged.evaluation
    if evaluation is None:
        tell(judged.found, 2, output)
        return 2
    if evaluation.window is None:
        raise Fault("The search has no start yet.", hint="Add `search.start` to portfolio.yaml.")
    judge_on = _judge_on(judged)
    lines = _replay(evaluation, judge_on) if replay else _ahead(evaluation, judged, judge_on)
    shown = _redacted if output.redact else printable
    output.say("\n".join(shown(line) for line in lines))
    return 0


def _judge_on(judged: Judged) -> JudgeOn:
    """The journal judged on another day. Git's history is left out: it has no future.

    Where the day was chosen, what is dated later than it is not there on later days either: the
    question is what happens if nothing more is logged.
    """
    commitment, programme, evaluation = judged.commitment, judged.programme, judged.evaluation
    chosen = evaluation is not None and evaluation.as_of_from == "option"
    journal = evaluation.journal if chosen and evaluation else judged.journal
    if journal is None or commitment is None or programme is None:
        raise Fault("There is no verdict to start from.", hint="weekproof check says what is wrong.")

    def judge_on(day: dt.date) -> Evaluation:
        return judge(journal, commitment, programme, day, "option")

    return judge_on


def _ahead(evaluation: Evaluation, judged: Judged, judge_on: JudgeOn) -> Iterator[str]:
    window = evaluation.window
    grace = judged.commitment.weeks.grace_days if judged.commitment else 0
    end = max(window.end if window else evaluation.as_of, evaluation.as_of)
    last = end + (7 + grace) * DAY
    yield f"As of {_day(evaluation.as_of)}: {evaluation.standing}."
    yield ""
    found = tasks(evaluation)
    yield "To stay where you are:" if found else "Nothing is asked any more."
    for task in found[:MOST_TASKS]:
        yield f"  by {_day(task.by)}  {task.label}"
    if len(found) > MOST_TASKS:
        yield f"  and so on, to {_day(found[-1].by)}"
    yield ""
    to_come = [change for change in changes(evaluation.as_of, last, judge_on) if _is_loud(change)]
    yield "If nothing more is logged:" if to_come else "If nothing more is logged, nothing fails."
    yield from _told(to_come)


def _replay(evaluation: Evaluation, judge_on: JudgeOn) -> Iterator[str]:
    window = evaluation.window
    if window is None or evaluation.as_of < window.start:
        yield "The search has not begun."
        return
    yield f"Every day from {_day(window.start)} to {_day(evaluation.as_of)}, as the files are now:"
    yield from _told(changes(window.start - DAY, evaluation.as_of, judge_on))


def _told(found: Iterable[Change]) -> Iterator[str]:
    for change in found:
        before = f" (was {change.before})" if change.before else ""
        yield f"  {_day(change.day)}  {change.label}: {change.after}{before}"


def _is_loud(change: Change) -> bool:
    return change.subject == ("standing",) or change.after not in _QUIET


def _day(day: dt.date) -> str:
    return f"{day:%a} {day.isoformat()}"


def _redacted(line: str) -> str:
    """In a public log an obligation is named by its id alone: its label may name an employer."""
    for name in (
        "offer-answer",
        "offer-granted",
        "coach-answer",
        "coach-silence",
        "attendance",
        "deliverable",
    ):
        head, found, tail = line.partition(f"{name}: ")
        if found:
            verdict = tail.rsplit(": ", 1)[-1] if ": " in tail else ""
            return f"{head}{name}{': ' if verdict else ''}{verdict}"
    return line
