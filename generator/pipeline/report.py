"""The coach's report of a run; one page of findings if there was nothing to judge. And exports.

If `coach.public_keys` has keys, the report is also sealed to them; in a public repository there are sealed
files only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.core.report_files import PAGE, SEALED_PAGE, SEALED_SEALS, SEALS
from generator.core.resources import shipped_themes
from generator.core.version import GENERATOR
from generator.export.registry import Export, find_export
from generator.model.calendar import DAY
from generator.model.trust import Compared
from generator.pipeline.types import JudgeResult, Request, Verdict, is_exposed
from generator.reading.public_keys import recipient_problem
from generator.report.context import Report
from generator.report.render import render_fault_report, render_report

if TYPE_CHECKING:
    from generator.seals.kept import Kept
    from generator.seals.weeks import Seals


def render_coach_report(
    judged: JudgeResult, diagnostics: tuple[Diagnostic, ...], request: Request
) -> Mapping[str, bytes]:
    """The files of `report/` by name; none if the repository is public and nothing can be sealed."""
    plain = plain_files(judged, diagnostics, request.kept, request.cache)
    keys = judged.journal.portfolio.coach.public_keys if judged.journal else ()
    valid_keys = [key for key in keys if recipient_problem(key) is None]
    is_public = is_exposed(request)
    sealed = sealed_files(plain, valid_keys, whole=is_public) if valid_keys else {}
    return sealed if is_public else {**plain, **sealed}


def plain_files(
    judged: JudgeResult,
    diagnostics: tuple[Diagnostic, ...],
    kept: Sequence[Kept] = (),
    cache: Path | None = None,
) -> Mapping[str, bytes]:
    """The files that are not sealed."""
    from generator.seals.weeks import encode_seals

    templates = shipped_themes() / "_report"
    verdict = judged.verdict
    if verdict is None:
        return render_fault_report(diagnostics, judged.as_of, GENERATOR, templates)
    files = render_report(report_on(verdict, diagnostics, judged.compared, kept), templates, cache)
    seals = seals_of(verdict)
    return {**files, SEALS: encode_seals(seals)} if seals else files


def report_on(
    verdict: Verdict,
    diagnostics: tuple[Diagnostic, ...],
    compared: Compared | None = None,
    kept: Sequence[Kept] = (),
) -> Report:
    """The report, with the diagnostics of the whole run, and with the seals that its reader has kept."""
    sealed: Mapping[tuple[str, int, int], str] = {}
    if kept:
        from generator.seals.kept import unchanged_records

        sealed = unchanged_records(kept, verdict.journal)
    return Report(
        verdict.evaluation,
        verdict.commitment,
        verdict.programme,
        diagnostics,
        GENERATOR,
        verdict.history,
        compared,
        sealed,
    )


def seals_of(verdict: Verdict) -> Seals | None:
    """The seals of closed weeks; None if no week is closed."""
    from generator.seals.weeks import ClosedWeek, seal_weeks

    wait = (verdict.commitment.weeks.grace_days + 1) * DAY
    closed = [
        ClosedWeek(judged.week.name, judged.week.starts, judged.week.ends + wait)
        for judged in verdict.evaluation.weeks
        if judged.closed
    ]
    return seal_weeks(verdict.evaluation.journal, closed) if closed else None


def seals_to_keep(verdict: Verdict, request: Request, kept: Sequence[str]) -> Mapping[str, bytes]:
    """The files to add to a folder of kept seals that has files with these names: see `seals.kept`.

    In a public repository they are encrypted for the coach. Raises `UserError` if that cannot be done.
    """
    from generator.seals.age import seal
    from generator.seals.kept import files_to_keep

    if not is_exposed(request):
        return files_to_keep(kept, seals_of(verdict), None)
    keys = [key for key in verdict.portfolio.coach.public_keys if recipient_problem(key) is None]
    if not keys:
        hint = "Ask your coach for a key (weekproof coach keygen) and write it at coach.public_keys."
        raise UserError("This repository is public, and there is no key to encrypt the seals for.", hint=hint)
    return files_to_keep(kept, seals_of(verdict), lambda data: seal(data, keys))


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
