"""Brief: the coach's report of a run, and one page of findings where there was nothing to judge."""

from __future__ import annotations

from collections.abc import Mapping

from generator.diagnostics import Diagnostic
from generator.places import shipped_themes
from generator.render.report.files import render_fault_report, render_report
from generator.run import Judged
from generator.version import GENERATOR
from generator.views.brief import brief, finding_row


def render_brief(judged: Judged, found: tuple[Diagnostic, ...]) -> Mapping[str, bytes]:
    """The files of `report/` by name."""
    templates = shipped_themes() / "_report"
    evaluation, commitment, programme = judged.evaluation, judged.commitment, judged.programme
    if evaluation is None or commitment is None or programme is None:
        rows = [finding_row(one) for one in found]
        return render_fault_report(rows, judged.as_of, GENERATOR, templates)
    return render_report(brief(evaluation, commitment, programme, found, GENERATOR), templates)
