"""`weekproof forecast`: what fails if nothing more is logged, and what is needed by when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import click

from generator.agenda.forecast import Change, JudgeOn, Wording, changes, tasks
from generator.agenda.text import NOT_BEGUN
from generator.cli.findings import print_findings
from generator.cli.options import output, request, shared
from generator.core.dates import weekday
from generator.core.progress import Progress
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation
from generator.pipeline import run
from generator.pipeline.types import Verdict
from generator.reporters.escape import printable
from generator.reporters.progress_bar import progress_bar

MOST_TASKS = 12
# Changes that nobody needs to hear of: a week begins, something is in order.
_QUIET = frozenset({"upcoming", "open", "met", "paused", "partial", "waived", "not-started"})


@click.command()
@shared
@click.option("--replay", is_flag=True, help="Look back: every day so far, and when a verdict changed.")
def forecast(replay: bool, **options: Any) -> int:
    """Say what fails if nothing more is logged, and what is needed by which day."""
    out = output(options)
    judged = run.judge(request(options))
    verdict = judged.verdict
    if verdict is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    evaluation = verdict.evaluation
    if evaluation.window is None:
        out.echo(NOT_BEGUN)
        return 0
    judge_on = _judge_on(verdict)
    words = _Words(redact=out.redact)
    with progress_bar(out) as progress:
        told = (
            _replay(evaluation, judge_on, words, progress)
            if replay
            else _ahead(evaluation, verdict.commitment, judge_on, words, progress)
        )
        lines = list(told)
    out.echo("\n".join(printable(line) for line in lines))
    return 0


class _Words(NamedTuple):
    """How things are named: in a public log an obligation by its place, for its label may name somebody."""

    redact: bool

    def of(self, wording: Wording) -> str:
        """The words for one thing."""
        more = wording.location if self.redact else wording.detail
        return f"{wording.name}: {more}" if more else wording.name


def _judge_on(verdict: Verdict) -> JudgeOn:
    """The journal judged on another day, by what git knows today: nothing more is committed either.

    Where the day was chosen, what is dated later than it is not there on later days either: the
    question is what happens if nothing more is logged.
    """
    chosen = verdict.evaluation.as_of_from == "option"
    journal = verdict.evaluation.journal if chosen else verdict.journal
    return lambda day: run.judge_again(verdict, journal, day)


def _ahead(
    evaluation: Evaluation, commitment: Commitment, judge_on: JudgeOn, words: _Words, progress: Progress
) -> Iterator[str]:
    window = evaluation.window
    end = max(window.end if window else evaluation.as_of, evaluation.as_of)
    last = end + (7 + commitment.weeks.grace_days) * DAY
    yield f"As of {_day(evaluation.as_of)}: {evaluation.standing}."
    yield ""
    found = tasks(evaluation, commitment)
    yield "To stay where you are:" if found else "Nothing is asked any more."
    for task in found[:MOST_TASKS]:
        yield f"  by {_day(task.by)}  {words.of(task.wording)}"
    if len(found) > MOST_TASKS:
        yield f"  and so on, to {_day(found[-1].by)}"
    yield ""
    to_come = [change for change in changes(evaluation.as_of, last, judge_on, progress) if _is_loud(change)]
    yield "If nothing more is logged:" if to_come else "If nothing more is logged, nothing fails."
    yield from _told(to_come, words)


def _replay(evaluation: Evaluation, judge_on: JudgeOn, words: _Words, progress: Progress) -> Iterator[str]:
    window = evaluation.window
    if window is None or evaluation.as_of < window.start:
        yield "The search has not begun."
        return
    yield f"Every day from {_day(window.start)} to {_day(evaluation.as_of)}, as the files are now:"
    yield from _told(changes(window.start - DAY, evaluation.as_of, judge_on, progress), words)


def _told(found: Iterable[Change], words: _Words) -> Iterator[str]:
    for change in found:
        before = f" (was {change.before})" if change.before else ""
        yield f"  {_day(change.day)}  {words.of(change.wording)}: {change.after}{before}"


def _is_loud(change: Change) -> bool:
    return change.subject == ("standing",) or change.after not in _QUIET


def _day(day: dt.date) -> str:
    return f"{weekday(day)[:3]} {day.isoformat()}"
