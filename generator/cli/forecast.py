"""`weekproof forecast`: what fails if nothing more is logged, and what is needed by which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import click

from generator.agenda.due import OVER
from generator.agenda.forecast import Change, JudgeOn, Task, Wording, changes, needs_words, tasks
from generator.agenda.text import NOT_BEGUN
from generator.cli.again import Recorder
from generator.cli.findings import print_findings
from generator.cli.options import output, request, shared
from generator.core.dates import weekday_and_day
from generator.core.progress import Progress
from generator.core.text import capitalized, join_words
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation, JudgedWeek
from generator.pipeline import run
from generator.pipeline.types import Verdict
from generator.reporters.escape import printable
from generator.reporters.progress_bar import progress_bar

MOST_TASKS = 12
# Changes that nobody needs to hear of: a week begins, something is in order.
_QUIET = frozenset({"upcoming", "open", "met", "paused", "partial", "waived", "not-started"})


@click.command()
@shared
@click.option("--replay", is_flag=True, help="Look back instead: each day on which a verdict changed.")
@click.pass_obj
def forecast(recorder: Recorder, /, replay: bool, **options: Any) -> int:
    """Show what fails if nothing more is logged, and what is needed by which day."""
    wanted, out = request(options), output(options)
    recorder.begin(wanted, out.said)
    judged = run.judge(wanted)
    recorder.offer(judged)
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
        found = (
            _replay(evaluation, judge_on, words, progress)
            if replay
            else _ahead(evaluation, verdict.commitment, judge_on, words, progress)
        )
        lines = list(found)
    out.echo("\n".join(printable(line) for line in lines))
    return 0


class _Words(NamedTuple):
    """How things are named. In a public log an obligation is its place: its label may name somebody."""

    redact: bool

    def of(self, wording: Wording) -> str:
        """The words for one thing."""
        more = wording.location if self.redact else wording.detail
        return f"{wording.name}: {more}" if more else wording.name

    def named(self, wording: Wording) -> str:
        """The words for one thing inside a sentence."""
        more = wording.location if self.redact else wording.detail
        return f"{wording.name} ({more})" if more else wording.name


def _judge_on(verdict: Verdict) -> JudgeOn:
    """The journal judged on another day, by what git knows today: nothing more is committed either.

    If the day was chosen with --as-of, records dated later are not there on later days either: the
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
    yield f"As of {_day(evaluation.as_of)} {evaluation.as_of.year}: {evaluation.standing_words}."
    yield ""
    lines = [*_needs(tasks(evaluation, commitment), evaluation, words)]
    nothing = (
        "Nothing is asked any more." if evaluation.standing in OVER else "No week asks for anything now."
    )
    yield "What each week still needs:" if lines else nothing
    yield from (f"  by {_day(by):<10}  {text}" for by, text in lines[:MOST_TASKS])
    if len(lines) > MOST_TASKS:
        yield f"  and so on, until {_day(lines[-1][0])}"
    yield ""
    ahead = [change for change in changes(evaluation.as_of, last, judge_on, progress) if _is_loud(change)]
    yield "If nothing more is logged:" if ahead else "If nothing more is logged, nothing fails."
    for day, text in _would_be(ahead, evaluation, words):
        yield f"  {_day(day):<10}  {text}"


def _needs(found: Iterable[Task], evaluation: Evaluation, words: _Words) -> Iterator[tuple[dt.date, str]]:
    """The last day and a line for each week and each obligation."""
    rows: list[_Row] = []
    for (by, week), group in groupby(found, key=lambda task: (task.by, task.due.week)):
        if week is None:
            rows += [_Row(by, None, capitalized(words.of(task.wording))) for task in group]
        else:
            rows.append(_Row(by, week, ": " + join_words([needs_words(task.due) for task in group])))
    return _lines(rows, evaluation)


def _would_be(
    ahead: Iterable[Change], evaluation: Evaluation, words: _Words
) -> Iterator[tuple[dt.date, str]]:
    """The day and a line for each change."""
    weeks: dict[tuple[str, ...], JudgedWeek] = {("week", week.name): week for week in evaluation.weeks}
    rows: list[_Row] = []
    for change in ahead:
        week = weeks.get(change.subject)
        text = f" would be {change.after}"
        rows.append(
            _Row(change.day, week, text if week else f"{capitalized(words.named(change.wording))}{text}")
        )
    return _lines(rows, evaluation)


class _Row(NamedTuple):
    """A line to come; of a week without its name in front."""

    day: dt.date
    week: JudgedWeek | None
    text: str


def _lines(rows: Iterable[_Row], evaluation: Evaluation) -> Iterator[tuple[dt.date, str]]:
    """The day and the words of each row; weeks one after the other that say the same are one line."""
    groups: list[list[_Row]] = []
    latest: dict[str, list[_Row]] = {}
    for row in rows:
        group = latest.get(row.text)
        before = group[-1].week if group else None
        if group and row.week and before and row.week.number == before.number + 1:
            group.append(row)
            continue
        groups.append([row])
        latest[row.text] = groups[-1]
    final = max((week.number for week in evaluation.weeks if week.enforced), default=0)
    for group in groups:
        first, last = group[0].week, group[-1].week
        name = ""
        if first is not None and last is not None:
            until = "" if last.number >= final else f" to week {last.number}"
            name = capitalized(first.words) if first is last else f"Every week from {first.words}{until}"
        yield group[0].day, f"{name}{group[0].text}"


def _replay(evaluation: Evaluation, judge_on: JudgeOn, words: _Words, progress: Progress) -> Iterator[str]:
    window = evaluation.window
    if window is None or evaluation.as_of < window.start:
        yield "Your search has not begun yet."
        return
    span = f"{_day(window.start)} to {_day(evaluation.as_of)} {evaluation.as_of.year}"
    yield f"Every day from {span}, with the files as they are now:"
    for change in changes(window.start - DAY, evaluation.as_of, judge_on, progress):
        before = f" (was {change.before})" if change.before else ""
        yield f"  {_day(change.day):<10}  {capitalized(words.of(change.wording))}: {change.after}{before}"


def _is_loud(change: Change) -> bool:
    return change.subject == ("standing",) or change.after not in _QUIET


_day = weekday_and_day
