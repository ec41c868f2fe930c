"""THE STORY of one run: read → judge → view → render → guard → gate → brief → write.

Each stage returns what it made and what it found; none stops at the first finding. Everything is
rendered before anything is written. `docs/story.md` tells the same in prose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Severity, has_errors, sort_diagnostics
from generator.model.kinds import Journal
from generator.model.verdict import Evaluation
from generator.pipeline.types import JudgeResult, Outcome, RenderResult, Request, Verdict


def judge(request: Request) -> JudgeResult:
    """Read and judge. All that `check` does."""
    from generator.pipeline.judge import read_and_judge

    return read_and_judge(request)


def judge_again(verdict: Verdict, journal: Journal, day: dt.date | None = None) -> Evaluation:
    """What is made of a changed `journal`, or of the same on another day, by all that `verdict` went by."""
    from generator.rules.engine import judge as by_the_rules

    as_of, came_from = verdict.evaluation.as_of, verdict.evaluation.as_of_from
    return by_the_rules(
        journal,
        verdict.commitment,
        verdict.programme,
        day or as_of,
        "option" if day else came_from,
        verdict.history,
        verdict.is_holiday,
    )


def render(judged: JudgeResult, request: Request) -> RenderResult:
    """View, render and guard, whatever the verdict: a failing week can be previewed too."""
    from generator.pipeline.render import render_public

    site, diagnostics = render_public(judged, request)
    return RenderResult(judged, site, sort_diagnostics((*judged.diagnostics, *_strict(diagnostics, request))))


def check(request: Request, *, site: bool = False) -> Outcome:
    """Judge and, if `site` is asked for, render and guard; write nothing."""
    judged = judge(request)
    diagnostics = render(judged, request).diagnostics if site and judged.verdict else judged.diagnostics
    return Outcome(judged, diagnostics, exit_code(judged, diagnostics))


def build(request: Request) -> Outcome:
    """The whole story. The report is written on every run, the site only through the gate."""
    from generator.publish.gate import gate
    from generator.publish.publish import publish, write_report

    request = replace(request, drafts=False)  # they are for the preview alone, whatever was asked
    judged = judge(request)
    rendered = render(judged, request) if judged.verdict else RenderResult(judged, None, judged.diagnostics)
    diagnostics = rendered.diagnostics
    checked = gate(rendered.site, diagnostics) if rendered.site else None
    brief = report(judged, diagnostics, request)

    write_report(brief, request.report_folder, request.site_folder)
    published = publish(checked, request.site_folder) if checked else None
    return Outcome(judged, diagnostics, exit_code(judged, diagnostics), published, tuple(brief))


def report(judged: JudgeResult, diagnostics: tuple[Diagnostic, ...], request: Request) -> Mapping[str, bytes]:
    """The coach's report of a run, file by file: private, all of it."""
    from generator.pipeline.report import render_brief

    return render_brief(judged, diagnostics, request)


def export(request: Request, name: str, file: Path | None) -> tuple[JudgeResult, Path | None]:
    """The verdict as one private file; its path, None where there was nothing to judge."""
    from generator.pipeline.report import choose_export, make_export
    from generator.publish.private_file import write_private

    form, target = choose_export(name, file, request)
    judged = judge(request)
    data = make_export(form, judged)
    if data is None:
        return judged, None
    write_private(data, target, request.report_folder, request.site_folder)
    return judged, target


def exit_code(judged: JudgeResult, diagnostics: tuple[Diagnostic, ...]) -> int:
    """0 nothing wrong; 1 the content breaks a rule; 2 the settings or the commitment are wrong."""
    if judged.verdict is None:
        return 2
    return 1 if has_errors(diagnostics) else 0


def _strict(diagnostics: tuple[Diagnostic, ...], request: Request) -> tuple[Diagnostic, ...]:
    from generator.pipeline.types import as_strict

    return as_strict(diagnostics) if request.strict else diagnostics


__all__ = ["Severity", "build", "check", "exit_code", "export", "judge", "judge_again", "render", "report"]
