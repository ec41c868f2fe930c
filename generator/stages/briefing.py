"""Brief: the coach's report of a run, and one page of findings where there was nothing to judge.

Where `coach.public_keys` names keys the report is sealed to them too; where strangers can read the
repository what is sealed is all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.core.report_files import PAGE, SEALED_PAGE, SEALED_SEALS, SEALS
from generator.diagnostics import Diagnostic
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation
from generator.places import shipped_themes
from generator.reading.public_keys import why_no_recipient
from generator.render.report.context import Report
from generator.render.report.files import render_fault_report, render_report
from generator.run import Judged, Request, Verdict
from generator.stages.exposure import is_exposed
from generator.version import GENERATOR


def render_brief(judged: Judged, found: tuple[Diagnostic, ...], request: Request) -> Mapping[str, bytes]:
    """The files of `report/` by name: none at all where each of them had to be plain in a public place."""
    plain = plain_files(judged, found)
    keys = judged.journal.portfolio.coach.public_keys if judged.journal else ()
    good = [key for key in keys if why_no_recipient(key) is None]
    is_public = is_exposed(request)
    sealed = sealed_files(plain, good, whole=is_public) if good else {}
    return sealed if is_public else {**plain, **sealed}


def plain_files(judged: Judged, found: tuple[Diagnostic, ...]) -> Mapping[str, bytes]:
    """The files that anybody can read."""
    templates = shipped_themes() / "_report"
    verdict = judged.verdict
    if verdict is None:
        return render_fault_report(found, judged.as_of, GENERATOR, templates)
    files = render_report(report_on(verdict, found), templates)
    return {**files, **_seals(verdict.evaluation, verdict.commitment)}


def report_on(verdict: Verdict, found: tuple[Diagnostic, ...]) -> Report:
    """What the report and the exports are made from. `found` are the findings of the whole run."""
    return Report(verdict.evaluation, verdict.commitment, verdict.programme, found, GENERATOR)


def _seals(evaluation: Evaluation, commitment: Commitment) -> Mapping[str, bytes]:
    """The seals of the weeks that are closed, in a file of their own; none while no week is."""
    from generator.seals.file import written
    from generator.seals.weeks import Closed, seal_weeks

    wait = (commitment.weeks.grace_days + 1) * DAY
    closed = [
        Closed(judged.week.name, judged.week.starts, judged.week.ends + wait)
        for judged in evaluation.weeks
        if judged.closed
    ]
    return {SEALS: written(seal_weeks(evaluation.journal, closed))} if closed else {}


def sealed_files(plain: Mapping[str, bytes], keys: Sequence[str], *, whole: bool) -> Mapping[str, bytes]:
    """The page for the owners of `keys` alone; the `whole` has the week seals too."""
    from generator.seals.age import is_installed, seal

    if not is_installed():
        return {}
    boxes = {SEALED_PAGE: seal(plain[PAGE], keys)}
    if whole and SEALS in plain:
        boxes[SEALED_SEALS] = seal(plain[SEALS], keys)
    return boxes
