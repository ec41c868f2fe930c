"""Brief: the coach's report of a run, and one page of findings where there was nothing to judge.

Where `coach.public_keys` names keys the report is sealed to them too; where strangers can read the
repository what is sealed is all there is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.diagnostics import Diagnostic
from generator.model.calendar import DAY
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation
from generator.places import shipped_themes
from generator.reading.public_keys import why_no_recipient
from generator.render.report.files import render_fault_report, render_report
from generator.run import Judged, Request
from generator.stages.exposure import is_exposed
from generator.version import GENERATOR
from generator.views.brief import brief, finding_row


def render_brief(judged: Judged, found: tuple[Diagnostic, ...], request: Request) -> Mapping[str, bytes]:
    """The files of `report/` by name: none at all where each of them had to be plain in a public place."""
    plain = _plain(judged, found)
    keys = judged.journal.portfolio.coach.public_keys if judged.journal else ()
    good = [key for key in keys if why_no_recipient(key) is None]
    is_public = is_exposed(request)
    sealed = _sealed(plain, good, whole=is_public) if good else {}
    return sealed if is_public else {**plain, **sealed}


def _plain(judged: Judged, found: tuple[Diagnostic, ...]) -> Mapping[str, bytes]:
    templates = shipped_themes() / "_report"
    verdict = judged.verdict
    if verdict is None:
        rows = [finding_row(one) for one in found]
        return render_fault_report(rows, judged.as_of, GENERATOR, templates)
    report = render_report(
        brief(verdict.evaluation, verdict.commitment, verdict.programme, found, GENERATOR), templates
    )
    return {**report, **_seals(verdict.evaluation, verdict.commitment)}


def _seals(evaluation: Evaluation, commitment: Commitment) -> Mapping[str, bytes]:
    """The seals of the weeks that are closed, in a file of their own; none while no week is."""
    from generator.seals.file import NAME, written
    from generator.seals.weeks import Closed, seal_weeks

    wait = (commitment.weeks.grace_days + 1) * DAY
    closed = [
        Closed(judged.week.name, judged.week.starts, judged.week.ends + wait)
        for judged in evaluation.weeks
        if judged.closed
    ]
    return {NAME: written(seal_weeks(evaluation.journal, closed))} if closed else {}


def _sealed(plain: Mapping[str, bytes], keys: Sequence[str], *, whole: bool) -> Mapping[str, bytes]:
    """The page for the owners of `keys` alone; the `whole` has the week seals too."""
    from generator.seals.age import is_installed, seal

    if not is_installed():
        return {}
    boxes = {"report.age": seal(plain["index.html"], keys)}
    if whole and "seals.json" in plain:
        boxes["seals.age"] = seal(plain["seals.json"], keys)
    return boxes
