"""`weekproof build`: the whole story, and a summary of what it came to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from generator.cli.findings import print_findings
from generator.core.report_files import SEALED_PAGE
from generator.core.text import count
from generator.model.verdict import JudgedWeek
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Outcome, Request
from generator.reporters.progress_bar import progress_bar
from generator.reporters.registry import Output


def left_out(judged: JudgeResult, *, drafts_shown: bool = False) -> str:
    """`1 draft, 2 posts dated later (next: 2026-12-01)`; empty where every post is shown."""
    posts = judged.journal.posts if judged.journal else ()
    drafts = 0 if drafts_shown else sum(post.draft for post in posts)
    later = sorted(post.date.day for post in posts if not post.draft and post.date.day > judged.as_of)
    told = []
    if drafts:
        told.append(count(drafts, "draft"))
    if later:
        told.append(f"{count(len(later), 'post')} dated later (next: {later[0]})")
    return ", ".join(told)


def build(request: Request, output: Output) -> int:
    """Build site and report; the exit code."""
    with progress_bar(output) as progress:
        outcome = run.build(replace(request, progress=progress))
    print_findings(outcome.diagnostics, outcome.exit_code, output, outcome.judged.evaluation)
    if output.is_text:
        for line in summary(outcome, request):
            output.echo(line)
    return outcome.exit_code


def summary(outcome: Outcome, request: Request) -> list[str]:
    """Weeks met, pages, what stands on none, where to look; and what to do first where the build failed."""
    lines: list[str] = []
    evaluation = outcome.judged.evaluation
    if evaluation is not None:
        if evaluation.window is None:
            lines.append("Weeks    none yet: your search has no first day")
        else:
            lines.append(
                f"Weeks    {_weeks(evaluation.weeks)}; {evaluation.standing} as of {evaluation.as_of}"
            )
    if outcome.published is not None:
        done = outcome.published
        changed = f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed"
        lines.append(f"Site     {_shown(request.site_folder, request)}: {changed}")
    else:
        lines.append(
            f"Site     {_shown(request.site_folder, request)} left as it was: mend the errors above first"
        )
    missing = left_out(outcome.judged)
    if missing:
        lines.append(f"Left out {missing}")
    lines.append(f"Report   {_report(outcome.report, request)}")
    return lines


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
    """How many of the weeks that are over, or met already, ended how."""
    asked = [week for week in weeks if week.enforced and (week.closed or week.verdict == "met")]
    told = [f"{sum(week.verdict == 'met' for week in asked)} of {len(asked)} met"]
    for verdict in ("excused", "short", "unknown"):
        count = sum(week.verdict == verdict for week in asked)
        if count:
            told.append(f"{count} {verdict}")
    return ", ".join(told)


def _shown(folder: object, request: Request) -> str:
    import os

    return os.path.relpath(str(folder), request.root).replace(os.sep, "/") + "/"


def check(request: Request, output: Output, *, site: bool) -> int:
    """Judge, and with `site` render and guard too; the exit code."""
    with progress_bar(output) as progress:
        outcome = run.check(replace(request, progress=progress), site=site)
    print_findings(outcome.diagnostics, outcome.exit_code, output, outcome.judged.evaluation)
    return outcome.exit_code
