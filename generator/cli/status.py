"""`weekproof status`: the present week at a glance, for a person, a prompt or another program."""

from __future__ import annotations

from typing import Literal

from generator.agenda import text as words
from generator.agenda.today import Today, last_weeks, today, week_progress
from generator.cli.explain_week import record_line
from generator.cli.findings import print_findings, width
from generator.cli.status_line import StatusLine
from generator.core.errors import UserError
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request
from generator.reporters.escape import printable_json
from generator.reporters.registry import Output

Shape = Literal["page", "json"]
_COLOURS = {"green": "32", "yellow": "33", "red": "31;1", "dim": "2"}


def status(request: Request, output: Output, shape: Shape) -> int:
    """Show the week that holds the day of judging; 0, or 2 where nothing could be judged."""
    judged = run.judge(request)
    if judged.verdict is None and shape == "page":
        print_findings(judged.diagnostics, 2, output)
        return 2
    view = _view(judged)
    if shape == "json":
        output.write(printable_json(words.as_json(view, redact=output.redact)))
    else:
        paint = painted if output.style.colour else words.plain
        output.write(words.page(view, redact=output.redact, paint=paint, width=width()))
    return 0


def made_line(request: Request) -> StatusLine:
    """The line of `status --short`."""
    judged = run.judge(request)
    whose = judged.journal and judged.journal.portfolio
    line = words.line(_view(judged))
    return StatusLine(line, whose.search.time_zone or "", whose.commitment) if whose else StatusLine(line)


def _view(judged: JudgeResult) -> Today:
    if judged.verdict is None:
        raise UserError("There is no verdict.", hint="weekproof check says what is wrong.")
    return today(judged.verdict.evaluation, judged.verdict.commitment, judged.diagnostics)


def painted(text: str, colour: str) -> str:
    """Text in a colour of `words.Paint`."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def log(request: Request, output: Output, *, weeks: int, records: bool) -> int:
    """A line a week, the last one at the bottom; with `records` what was logged in each. The exit code."""
    judged = run.judge(request)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, output)
        return 2
    evaluation, commitment = judged.verdict.evaluation, judged.verdict.commitment
    if evaluation.window is None:
        output.echo(words.NOT_BEGUN)
        return 0
    found = last_weeks(evaluation, weeks)
    if not found:
        output.echo("The search has not begun.")
        return 0
    paint = painted if output.style.colour else words.plain
    views = [week_progress(week, evaluation, commitment) for week in found]
    for week, line in zip(found, words.rows(views, paint), strict=True):
        output.write(line)
        if records:
            for requirement in week.requirements:
                for record in requirement.records:
                    output.echo(record_line(record, redact=output.redact))
    return 0
