"""The coach's report of a run; one page of findings if there was nothing to judge. And exports.

If `coach.public_keys` has keys, the report is also sealed to them; in a public repository there are sealed
files only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.core.report_files import PAGE, SEALED_PAGE, SEALED_SEALS, SEALS
from generator.core.resources import shipped_themes
from generator.core.version import GENERATOR
from generator.export.registry import Export, find_export
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.trust import Compared
from generator.model.verdict import Evaluation
from generator.pipeline.types import JudgeResult, Request, Verdict, is_exposed
from generator.reading.public_keys import recipient_problem
from generator.report.context import Report
from generator.report.render import render_fault_report, render_report


def render_coach_report(
    judged: JudgeResult, diagnostics: tuple[Diagnostic, ...], request: Request
) -> Mapping[str, bytes]:
    """The files of `report/` by name; none if the repository is public and nothing can be sealed."""
    plain = plain_files(judged, diagnostics)
    keys = judged.journal.portfolio.coach.public_keys if judged.journal else ()
    valid_keys = [key for key in keys if recipient_problem(key) is None]
    is_public = is_exposed(request)
    sealed = sealed_files(plain, valid_keys, whole=is_public) if valid_keys else {}
    return sealed if is_public else {**plain, **sealed}


def plain_files(judged: JudgeResult, diagnostics: tuple[Diagnostic, ...]) -> Mapping[str, bytes]:
    """The files that are not sealed."""
    templates = shipped_themes() / "_report"
    verdict = judged.verdict
    if verdict is None:
        return render_fault_report(diagnostics, judged.as_of, GENERATOR, templates)
    files = render_report(report_on(verdict, diagnostics, judged.compared), templates)
    return {**files, **_seals(verdict.evaluation, verdict.commitment)}


def report_on(
    verdict: Verdict, diagnostics: tuple[Diagnostic, ...], compared: Compared | None = None
) -> Report:
    """The report, with the diagnostics of the whole run."""
    return Report(
        verdict.evaluation,
        verdict.commitment,
        verdict.programme,
        diagnostics,
        GENERATOR,
        verdict.history,
        compared,
    )


def _seals(evaluation: Evaluation, commitment: Commitment) -> Mapping[str, bytes]:
    """The file with the seals of closed weeks; none if no week is closed."""
    from generator.seals.weeks import ClosedWeek, encode_seals, seal_weeks

    wait = (commitment.weeks.grace_days + 1) * DAY
    closed = [
        ClosedWeek(judged.week.name, judged.week.starts, judged.week.ends + wait)
        for judged in evaluation.weeks
        if judged.closed
    ]
    return {SEALS: encode_seals(seal_weeks(evaluation.journal, closed))} if closed else {}


def sealed_files(plain: Mapping[str, bytes], keys: Sequence[str], *, whole: bool) -> Mapping[str, bytes]:
    """The page sealed to `keys`; with `whole` also the week seals."""
    from generator.seals.age import is_installed, seal

    if not is_installed():
        return {}
    sealed = {SEALED_PAGE: seal(plain[PAGE], keys)}
    if whole and SEALS in plain:
        sealed[SEALED_SEALS] = seal(plain[SEALS], keys)
    return sealed


def choose_export(name: str, file: Path | None, request: Request) -> tuple[Export, Path]:
    """The format called `name` and the path of its file, in the report's folder if `file` is None.

    Raises `UserError` if the repository is public, the library is missing, or `file` has another extension.
    """
    if is_exposed(request):
        raise UserError(
            "This repository is public, and an export is private.",
            hint="Export from a private one. For a sample with made-up people: --private-repository.",
        )
    export = find_export(name)
    if file is None:
        return export, request.report_folder / export.file
    if file.suffix.casefold() != export.extension:
        raise UserError(f"{file.name} does not end with {export.extension}.", hint=f"Such as {export.file}.")
    return export, file.absolute()


def make_export(export: Export, judged: JudgeResult) -> bytes | None:
    """The exported file; None if there was nothing to judge."""
    verdict = judged.verdict
    return None if verdict is None else export.load()(report_on(verdict, judged.diagnostics))
