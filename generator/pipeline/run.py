"""The story of one run: read → judge → view → render → guard → gate → report → write.

Each stage returns its result and its diagnostics; none stops at the first. Everything is rendered before
anything is written. `docs/story.md` tells the same in prose.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from generator.core.diagnostics import Diagnostic, has_errors, sort_diagnostics
from generator.model.kinds import Journal
from generator.model.verdict import Evaluation
from generator.pipeline.types import JudgeResult, Outcome, RenderResult, Request, Verdict


def judge(request: Request) -> JudgeResult:
    """Read and judge. All that `check` does."""
    from generator.pipeline.judge import read_and_judge

    return read_and_judge(request)


def judge_again(verdict: Verdict, journal: Journal, day: dt.date | None = None) -> Evaluation:
    """The evaluation of a changed `journal`, or on another `day`, with everything else as in `verdict`."""
    from generator.rules.engine import judge as judge_journal

    as_of, as_of_from = verdict.evaluation.as_of, verdict.evaluation.as_of_from
    return judge_journal(
        journal,
        verdict.commitment,
        verdict.programme,
        day or as_of,
        "option" if day else as_of_from,
        verdict.history,
        verdict.is_holiday,
    )


def render(judged: JudgeResult, request: Request, *, again: bool = True) -> RenderResult:
    """View, render and guard, whatever the verdict: a failing portfolio can be previewed too.

    Unless it is to be made `again` in any case, a site that would be the published one is not rendered.
    """
    from generator.pipeline.render import render_public

    site, diagnostics = render_public(judged, request, again=again)
    return RenderResult(judged, site, sort_diagnostics((*judged.diagnostics, *_strict(diagnostics, request))))


def check(request: Request, *, site: bool = False) -> Outcome:
    """Judge and, if `site` is asked for, render and guard; write nothing."""
    judged = judge(replace(request, with_pages=site))
    diagnostics = judged.diagnostics
    if site and judged.verdict:
        diagnostics = render(judged, request, again=False).diagnostics
    return Outcome(judged, diagnostics, exit_code(judged, diagnostics))


def build(request: Request) -> Outcome:
    """The whole story. The report is written on every run, the site only through the gate."""
    from generator.pipeline.applications import application_papers
    from generator.publish.gate import gate
    from generator.publish.publish import publish, write_report
    from generator.rules.registry import holding_back

    request = replace(request, drafts=False, with_pages=True)  # drafts are for the preview only
    judged = judge(request)
    rendered = RenderResult(judged, None, judged.diagnostics)
    if judged.verdict:
        rendered = render(judged, request, again=False)
    papers = application_papers(judged, request)
    known = frozenset(rendered.diagnostics)
    new = (one for one in _strict(papers.diagnostics, request) if one not in known)
    diagnostics = sort_diagnostics((*rendered.diagnostics, *new))
    checked = None
    if rendered.site is not None and judged.verdict is not None:
        checked = gate(rendered.site, holding_back(rendered.diagnostics, judged.verdict.commitment))
    why = rendered.site.why if rendered.site else None
    report_files = {**report(judged, diagnostics, request), **papers.files}

    adopt = request.may_adopt(request.report)
    write_report(report_files, request.report_folder, request.site_folder, adopt=adopt)
    adopt = request.may_adopt(request.site)
    published = publish(checked, request.site_folder, adopt=adopt) if checked else None
    made = {f"{request.report_folder}/{path}": _digest(data) for path, data in report_files.items()}
    if checked is not None:
        made |= {f"{request.site_folder}/{path}": file.digest for path, file in checked.files.items()}
    code = exit_code(judged, diagnostics)
    return Outcome(judged, diagnostics, code, published, why, tuple(report_files), made)


def _digest(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()


def report(judged: JudgeResult, diagnostics: tuple[Diagnostic, ...], request: Request) -> Mapping[str, bytes]:
    """The files of the coach's report, all of them private."""
    from generator.pipeline.report import render_coach_report

    return render_coach_report(judged, diagnostics, request)


def export(request: Request, name: str, file: Path | None) -> tuple[JudgeResult, Path | None]:
    """Write an export; its path, or None if there was nothing to judge."""
    from generator.pipeline.report import choose_export, make_export
    from generator.publish.private_file import write_private

    export_format, target = choose_export(name, file, request)
    judged = judge(request)
    data = make_export(export_format, judged)
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
