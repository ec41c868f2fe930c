"""`weekproof build` and `check`: the whole story, and a summary of the result."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.again import Recorder
from generator.cli.findings import print_findings, site_of, unpublished
from generator.cli.options import output, request, shared
from generator.core.dates import short_day
from generator.core.report_files import APPLICATIONS, SEALED_PAGE
from generator.core.text import count
from generator.reporters.progress_bar import progress_bar

if TYPE_CHECKING:
    from generator.model.verdict import JudgedWeek
    from generator.pipeline.types import Outcome, Request


@click.command()
@shared
@click.option("--site", type=click.Path(path_type=Path), help="Folder for the site.  [default: site/]")
@click.option("--report", type=click.Path(path_type=Path), help="Folder for the report.  [default: report/]")
@click.option("--adopt", is_flag=True, help="Write to these folders although they have other files.")
@click.option("--trust", type=click.Path(path_type=Path), help="For coaches: your file of coach trust.")
@click.option(
    "--why", metavar="PAGE", help="Say why a page was made again: its address, or its file in content/."
)
@click.option("--seals", type=click.Path(path_type=Path), help="For coaches: the seals that you kept.")
@click.pass_obj
def build(
    recorder: Recorder,
    /,
    site: Path | None,
    report: Path | None,
    adopt: bool,
    trust: Path | None,
    why: str | None,
    seals: Path | None,
    **options: Any,
) -> int:
    """Check everything, then write the portfolio and the coach's report."""
    from generator.commitment.trust import read_trust
    from generator.pipeline import run

    wanted, out = request(options, site, report), output(options)
    # What the coach has kept may be anywhere, and why a page was made is another answer each time.
    if seals is None and why is None:
        recorder.begin(wanted, out.said, trust=trust, writes=True)
    wanted = replace(wanted, trust=read_trust(trust) if trust else None, adopt=adopt, why=why)
    if seals is not None:
        from generator.cli.coach_files import seals_at

        wanted = replace(wanted, kept=seals_at(seals, None))
    with progress_bar(out) as progress:
        outcome = run.build(replace(wanted, progress=progress))
    site_words = site_of(outcome.judged, outcome.diagnostics)
    print_findings(outcome.diagnostics, outcome.exit_code, out, outcome.judged.evaluation, site_words)
    if out.is_text:
        for line, later in zip(summary(outcome, wanted), summary(_repeated(outcome), wanted), strict=True):
            out.echo(line, later)
    recorder.offer(outcome.judged, outcome.made, outcome.published.removed if outcome.published else 0)
    return outcome.exit_code


def _repeated(outcome: Outcome) -> Outcome:
    """The outcome of the same run again: what was written is there, and what was removed is gone."""
    if outcome.published is None:
        return outcome
    done = outcome.published
    done = replace(done, written=0, unchanged=done.written + done.unchanged, removed=0)
    return replace(outcome, published=done)


def summary(outcome: Outcome, request: Request) -> list[str]:
    """Lines on weeks, site, skipped posts and report."""
    lines: list[str] = []
    evaluation, sentences = outcome.judged.evaluation, site_of(outcome.judged, outcome.diagnostics)
    if evaluation is not None:
        if evaluation.window is None:
            lines.append("Weeks    none yet: your search has no first day")
        else:
            day = short_day(evaluation.as_of)
            lines.append(f"Weeks    {_weeks(evaluation.weeks)}; {evaluation.standing_words} as of {day}")
    if outcome.published is not None:
        done = outcome.published
        changed = f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed"
        lines.append(f"Site     {_shown(request.site_folder, request)}: {changed}")
    else:
        reason = "" if sentences else ": fix the errors above first"
        lines.append(f"Site     {_shown(request.site_folder, request)} not changed{reason}")
    lines += [f"         {sentence}" for sentence in sentences]
    missing = unpublished(outcome.judged)
    if missing:
        lines.append(f"Skipped  {missing}")
    lines.append(f"Report   {_report(outcome.report, request)}")
    if papers := [name for name in outcome.report if name.startswith(APPLICATIONS)]:
        folder = f"{_shown(request.report_folder, request)}{APPLICATIONS}"
        lines.append(f"To send  {folder}: {count(len(papers), 'file')} for applications (private)")
    if request.why is not None:
        lines.append(f"Why      {_why(request.why, outcome, request)}")
    return lines


def _why(asked: str, outcome: Outcome, request: Request) -> str:
    """Why a page was made again, or why not, in a sentence."""
    if outcome.judged.verdict is None:
        return "No page was made: fix the errors above first."
    if request.cache is None:
        return "Every page was made again, because nothing was kept from earlier builds (--no-cache)."
    if outcome.why is None:
        return (
            f"There is no page “{asked}”. Write its address, such as blog/my-post/, or its file in content/."
        )
    path, why = outcome.why
    if why.state == "kept":
        return f"{path} was not made again: nothing that it shows has changed."
    if why.state == "new":
        return f"{path} was made: no earlier build made it, or that was too long ago."
    if why.state == "always":
        return f"{path} is made in every build: its template names others only while it is filled in."
    changed = list(dict.fromkeys(map(_part, why.changes)))
    more = f" and {len(changed) - _PARTS} more" if len(changed) > _PARTS else ""
    return f"{path} was made again. Changed: {', '.join(changed[:_PARTS])}{more}."


_PARTS = 6
_PART_WORDS = {
    "head": "what it tells search engines and other sites",
    "linked": "what it tells search engines and other sites",
    "nav": "the navigation",
    "program": "Weekproof, its themes or a library",
    "sheets": "the style sheets",
    "papers": "the colours",
    "search": "whether there is a search",
    "template": "the theme's template",
    "site: as_of": "the day of the build",
}
_FIELD_WORDS = {"body": "text", "as_of": "day", "body_line": "line", "words": "number of words"}


def _part(name: str) -> str:
    """What a part of a page is called."""
    if name in _PART_WORDS:
        return _PART_WORDS[name]
    of, _, field = name.rpartition(": ")
    field = _FIELD_WORDS.get(field, field.replace("_", " "))
    if field == "which":
        return f"whether {of} is on it"
    if of == "site":
        return f"the site's {field}"
    return f"the {field} of {of}" if of else f"the {field}"


def _report(written: Collection[str], request: Request) -> str:
    """Where the report is, and who can read it."""
    folder = _shown(request.report_folder, request)
    told = []
    if "index.html" in written:
        told.append(f"{folder}index.html (private: for you and your coach)")
    if SEALED_PAGE in written:
        told.append(f"{folder}report.age (sealed for your coach)")
    return ", ".join(told) or "not written: this repository is public, and it could not be sealed"


def _weeks(weeks: Iterable[JudgedWeek]) -> str:
    """The verdicts of the weeks that are over or already met."""
    asked = [week for week in weeks if week.enforced and (week.closed or week.verdict == "met")]
    told = [f"{sum(week.verdict == 'met' for week in asked)} of {len(asked)} met"]
    for verdict in ("excused", "short", "unknown"):
        number = sum(week.verdict == verdict for week in asked)
        if number:
            told.append(f"{number} {verdict}")
    return ", ".join(told)


def _shown(folder: object, request: Request) -> str:
    return os.path.relpath(str(folder), request.root).replace(os.sep, "/") + "/"


@click.command()
@shared
@click.option("--site", is_flag=True, help="Also render the site and look for leaks and broken links.")
@click.pass_obj
def check(recorder: Recorder, /, site: bool, **options: Any) -> int:
    """Check everything; write nothing."""
    from generator.pipeline import run

    wanted, out = request(options), output(options)
    recorder.begin(wanted, out.said, writes=site)  # what is in the site is looked at too
    with progress_bar(out) as progress:
        outcome = run.check(replace(wanted, progress=progress), site=site)
    site_words = site_of(outcome.judged, outcome.diagnostics)
    print_findings(outcome.diagnostics, outcome.exit_code, out, outcome.judged.evaluation, site_words)
    recorder.offer(outcome.judged)
    return outcome.exit_code
