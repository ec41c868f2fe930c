"""The files of `report/`: what the coach is given, on every build and above all on a failing one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.render.report.as_csv import contacts_csv, weeks_csv
from generator.render.report.as_json import report_json
from generator.render.report.page import fault_page, report_page
from generator.views.coach import FindingRow, ReportView


def render_report(view: ReportView, templates: Path) -> Mapping[str, bytes]:
    """All files of the report by name. `templates` is the folder of the report's own templates.

    Sealing (`report.age`) is the caller's: it takes the bytes of `index.html`.
    """
    return {
        "index.html": report_page(view, templates),
        "report.json": report_json(view),
        "weeks.csv": weeks_csv(view),
        "contacts.csv": contacts_csv(view),
    }


def render_fault_report(
    findings: Sequence[FindingRow], as_of: dt.date, generator: str, templates: Path
) -> Mapping[str, bytes]:
    """One page with the findings, for a run in which there was nothing to judge.

    So it is when `portfolio.yaml` or the commitment is wrong. There is no `report.json` then, and
    the caller removes an old one.
    """
    return {"index.html": fault_page(findings, as_of, generator, templates)}
