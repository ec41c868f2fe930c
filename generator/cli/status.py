"""`weekproof status` and `log`: the present week at a glance, and the weeks before it.

A shell prompt cannot wait: what judges is imported only where something has to be judged.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from generator.cli.again import Recorder
from generator.cli.options import AS_OF, ROOT, asked, output, request
from generator.core.cache import cache_key, cache_put, cache_read, take_cache_problem
from generator.core.errors import UserError
from generator.core.version import VERSION

if TYPE_CHECKING:
    from generator.pipeline.types import JudgeResult, Request

_KIND = "status"
_COLOURS = {"green": "32", "yellow": "33", "red": "31;1", "dim": "2"}


@click.command()
@ROOT
@AS_OF
@click.option("--short", is_flag=True, help="One line, for a shell prompt.")
@click.option("--json", "as_json", is_flag=True, help="JSON, for other programs.")
@click.pass_obj
def status(recorder: Recorder, root: Path, as_of: str | None, *, short: bool, as_json: bool) -> int:
    """Show this week: what is done, what is missing, what to do next."""
    options = asked(root, as_of)
    wanted, out = request(options), output(options)
    recorder.begin(wanted, out.said)
    if short:
        out.echo(kept_line(wanted, lambda: judged_line(wanted, recorder)))
        take_cache_problem()  # a prompt says it every time
        return 0
    from generator.agenda import text as words
    from generator.cli.findings import print_findings, width
    from generator.pipeline import run
    from generator.reporters.escape import printable_json

    judged = run.judge(wanted)
    recorder.offer(judged)
    if judged.verdict is None and not as_json:
        print_findings(judged.diagnostics, 2, out)
        return 2
    view = _view(judged)
    if as_json:
        out.write(printable_json(words.as_json(view, redact=out.redact)))
    else:
        paint = painted if out.style.colour else words.plain
        out.write(words.page(view, redact=out.redact, paint=paint, width=width()))
    return 0


def judged_line(request: Request, recorder: Recorder) -> StatusLine:
    """The line of `status --short`, judged now."""
    from generator.agenda import text as words
    from generator.pipeline import run

    judged = run.judge(request)
    recorder.offer(judged)
    whose = judged.journal and judged.journal.portfolio
    line = words.line(_view(judged))
    return StatusLine(line, whose.search.time_zone or "", whose.commitment) if whose else StatusLine(line)


def _view(judged: JudgeResult) -> Any:
    from generator.agenda.today import today

    if judged.verdict is None:
        raise UserError("Nothing could be judged.", hint="weekproof check says what is wrong.")
    return today(judged.verdict.evaluation, judged.verdict.commitment, judged.diagnostics)


def painted(text: str, colour: str) -> str:
    """Text in a colour of `agenda.text.Paint`."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


@click.command()
@click.argument("week", metavar="[WEEK]", nargs=-1)
@ROOT
@AS_OF
@click.option(
    "--weeks",
    type=click.IntRange(1, 120),
    metavar="NUMBER",
    default=8,
    show_default=True,
    help="How many weeks.",
)
@click.option("--records", is_flag=True, help="What was logged in each, and whether it counted.")
@click.option("--applications", is_flag=True, help="All applications instead, by how far they have come.")
@click.pass_obj
def log(
    recorder: Recorder,
    /,
    week: tuple[str, ...],
    root: Path,
    as_of: str | None,
    *,
    weeks: int,
    records: bool,
    applications: bool,
) -> int:
    """Show the last weeks, a line each; or one WEEK: W31, 9, this or last."""
    from generator.agenda import text as words
    from generator.agenda.today import last_weeks, site_sentences, week_progress
    from generator.cli.explain_verdict import record_line
    from generator.cli.findings import print_findings
    from generator.pipeline import run

    options = asked(root, as_of)
    wanted, out = request(options), output(options)
    recorder.begin(wanted, out.said)
    judged = run.judge(wanted)
    recorder.offer(judged)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    evaluation, commitment = judged.verdict.evaluation, judged.verdict.commitment
    if applications or evaluation.window is None:
        jobs = words.application_lines(evaluation.journal.applications, redact=out.redact)
        out.echo("\n".join(jobs) if applications else words.NOT_BEGUN)
        return 0
    shown = last_weeks(evaluation, weeks)
    if week:
        shown = (evaluation.week_called(" ".join(week), commitment.weeks.first_weekday),)
    if not shown:
        out.echo("Your search has not begun yet.")
        return 0
    paint = painted if out.style.colour else words.plain
    views = [week_progress(judged_week, evaluation, commitment) for judged_week in shown]
    for judged_week, line in zip(shown, words.rows(views, paint), strict=True):
        out.write(line)
        found = [record for requirement in judged_week.requirements for record in requirement.records]
        for record in found if records else ():
            out.echo(record_line(record, redact=out.redact))
    for sentence in () if week else site_sentences(evaluation, commitment, judged.diagnostics):
        out.echo(sentence)
    return 0


class StatusLine(NamedTuple):
    """A line, and what its next making hangs on: the time zone, and the commitment's name or path."""

    line: str
    zone: str = ""
    terms: str = ""


def kept_line(request: Request, make: Callable[[], StatusLine]) -> str:
    """The line as it was made last, if the files and the day are the same, else a new one.

    `make` judges. What is kept names nobody.
    """
    if request.cache is None:
        return make().line
    key = cache_key(os.fsencode(request.root))
    known = cache_read(request.cache, _KIND, key, _read)
    if known and known["stamp"] == _stamp(request, known["zone"], known["terms"]):
        return known["line"]
    status_line = make()
    stamp = _stamp(request, status_line.zone, status_line.terms)
    cache_put(request.cache, _KIND, key, json.dumps({**status_line._asdict(), "stamp": stamp}).encode())
    return status_line.line


def _stamp(request: Request, zone: str, terms: str) -> str:
    """What the verdict hangs on: our version, the day, and every file's time and size."""
    from generator.model.portfolio import zone_from_name
    from generator.preview.snapshot import snapshot

    root = request.root
    day, _ = request.clock(zone_from_name(zone) or dt.UTC)
    files = snapshot(
        [root / "content", *(file for file in (root / "portfolio.yaml", root / terms) if file.is_file())]
    )
    told = json.dumps([VERSION, day.isoformat(), sorted(files.items())])
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _read(data: bytes) -> dict[str, str]:
    known: dict[str, str] = json.loads(data)
    if known.keys() != {*StatusLine._fields, "stamp"} or not all(isinstance(v, str) for v in known.values()):
        raise ValueError("not what we wrote")
    return known
