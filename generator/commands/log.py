"""`weekproof log`: the last weeks at a glance."""

from __future__ import annotations

from generator import pipeline
from generator.agenda import text as words
from generator.agenda.today import last_weeks, week_view
from generator.commands.explain_week import record_line
from generator.commands.status import painted
from generator.commands.told import tell
from generator.reporters.table import Output
from generator.run import Request


def log(request: Request, output: Output, *, weeks: int, records: bool) -> int:
    """A line a week, the last one at the bottom; with `records` what was logged in each. The exit code."""
    judged = pipeline.judge(request)
    if judged.verdict is None:
        tell(judged.found, 2, output)
        return 2
    evaluation, commitment = judged.verdict.evaluation, judged.verdict.commitment
    if evaluation.window is None:
        output.say(words.NOT_BEGUN)
        return 0
    found = last_weeks(evaluation, weeks)
    if not found:
        output.say("The search has not begun.")
        return 0
    paint = painted if output.style.colour else words.plain
    views = [week_view(week, evaluation, commitment) for week in found]
    for week, line in zip(found, words.rows(views, paint), strict=True):
        output.hand_on(line)
        if records:
            for requirement in week.requirements:
                for record in requirement.records:
                    output.say(record_line(record, redact=output.redact))
    return 0
