"""Brief: the coach's report of a run, and one page of findings where there was nothing to judge.

Where `coach.public_keys` names keys the report is sealed to them too; where strangers can read the
repository what is sealed is all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.core.report_files import PAGE, SEALED_PAGE, SEALED_SEALS, SEALS
from generator.core.resources import shipped_themes
from generator.core.version import GENERATOR
from generator.export.registry import Export, export_named
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation
from generator.pipeline.types import JudgeResult, Request, Verdict, is_exposed
from generator.reading.public_keys import recipient_problem
from generator.report.context import Report
from generator.report.render import render_fault_report, render_report


def render_brief(
    judged: JudgeResult, diagnostics: tuple[Diagnostic, ...], request: Request
) -> Mapping[str, bytes]:
    """The files of `report/` by name: none at all where each of them had to be plain in a public place."""
    plain = plain_files(judged, diagnostics)
    keys = judged.journal.portfolio.coach.public_keys if judged.journal else ()
    good = [key for key in keys if recipient_problem(key) is None]
    is_public = is_exposed(request)
    sealed = sealed_files(plain, good, whole=is_public) if good else {}
    return sealed if is_public else {**plain, **sealed}


def plain_files(judged: JudgeResult, diagnostics: tuple[Diagnostic, ...]) -> Mapping[str, bytes]:
    """The files that anybody can read."""
    templates = shipped_themes() / "_report"
    verdict = judged.verdict
    if verdict is None:
        return render_fault_report(diagnostics, judged.as_of, GENERATOR, templates)
    files = render_report(report_on(verdict, diagnostics), templates)
    return {**files, **_seals(verdict.evaluation, verdict.commitment)}


def report_on(verdict: Verdict, diagnostics: tuple[Diagnostic, ...]) -> Report:
    """What the report and the exports are made from. `found` are the findings of the whole run."""
    return Report(verdict.evaluation, verdict.commitment, verdict.programme, diagnostics, GENERATOR)


def _seals(evaluation: Evaluation, commitment: Commitment) -> Mapping[str, bytes]:
    """The seals of the weeks that are closed, in a file of their own; none while no week is."""
    from generator.seals.file import encode_seals
    from generator.seals.weeks import ClosedWeek, seal_weeks

    wait = (commitment.weeks.grace_days + 1) * DAY
    closed = [
        ClosedWeek(judged.week.name, judged.week.starts, judged.week.ends + wait)
        for judged in evaluation.weeks
        if judged.closed
    ]
    return {SEALS: encode_seals(seal_weeks(evaluation.journal, closed))} if closed else {}


def sealed_files(plain: Mapping[str, bytes], keys: Sequence[str], *, whole: bool) -> Mapping[str, bytes]:
    """The page for the owners of `keys` alone; the `whole` has the week seals too."""
    from generator.seals.age import is_installed, seal

    if not is_installed():
        return {}
    boxes = {SEALED_PAGE: seal(plain[PAGE], keys)}
    if whole and SEALS in plain:
        boxes[SEALED_SEALS] = seal(plain[SEALS], keys)
    return boxes


def choose_export(name: str, file: Path | None, request: Request) -> tuple[Export, Path]:
    """The format called `name`, and where its file goes: into the report's folder if `file` is None.

    Raises `UserError` where strangers can read the repository, the library is missing, or `file` is
    named as something else.
    """
    if is_exposed(request):
        raise UserError(
            "This repository is public, and an export is private.",
            hint="Export from a private one. For a sample with made-up people: --private-repository.",
        )
    export = export_named(name)
    if file is None:
        return export, request.report_folder / export.file
    if file.suffix.casefold() != export.ending:
        raise UserError(f"{file.name} does not end with {export.ending}.", hint=f"Such as {export.file}.")
    return export, file.absolute()


def make_export(export: Export, judged: JudgeResult) -> bytes | None:
    """The file, or None where there was nothing to judge."""
    verdict = judged.verdict
    return None if verdict is None else export.maker()(report_on(verdict, judged.diagnostics))
