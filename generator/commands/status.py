"""`weekproof status`: the present week at a glance, for a person, a prompt or another program."""

from __future__ import annotations

from typing import Literal

from generator import pipeline
from generator.agenda import text as words
from generator.agenda.today import Today, today
from generator.commands.screen import width
from generator.commands.status_line import Made
from generator.commands.told import tell
from generator.faults import Fault
from generator.reporters.safe import printable_json
from generator.reporters.table import Output
from generator.run import Judged, Request

Shape = Literal["page", "json"]
_COLOURS = {"green": "32", "yellow": "33", "red": "31;1", "dim": "2"}


def status(request: Request, output: Output, shape: Shape) -> int:
    """Show the week that holds the day of judging; 0, or 2 where nothing could be judged."""
    judged = pipeline.judge(request)
    if judged.verdict is None and shape == "page":
        tell(judged.found, 2, output)
        return 2
    view = _view(judged)
    if shape == "json":
        output.hand_on(printable_json(words.as_json(view, redact=output.redact)))
    else:
        paint = painted if output.style.colour else words.plain
        output.hand_on(words.page(view, redact=output.redact, paint=paint, width=width()))
    return 0


def made_line(request: Request) -> Made:
    """The line of `status --short`."""
    judged = pipeline.judge(request)
    whose = judged.journal and judged.journal.portfolio
    line = words.line(_view(judged))
    return Made(line, whose.search.time_zone or "", whose.commitment) if whose else Made(line)


def _view(judged: Judged) -> Today:
    if judged.verdict is None:
        raise Fault("There is no verdict.", hint="weekproof check says what is wrong.")
    return today(judged.verdict.evaluation, judged.verdict.commitment, judged.found)


def painted(text: str, colour: str) -> str:
    """Text in a colour of `words.Paint`."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"
