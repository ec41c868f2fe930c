"""The files of `report/`: what the coach is given, on every build and above all on a failing one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostic
from generator.core.report_files import CONTACTS, JSON, PAGE, WEEKS
from generator.report.as_csv import contacts_csv, weeks_csv
from generator.report.as_json import report_json
from generator.report.context import Report
from generator.report.page import fault_page, report_page


def render_report(report: Report, templates: Path, cache: Path | None = None) -> Mapping[str, bytes]:
    """All files of the report by name. `templates` is the folder of the report's own templates.

    `cache` is the build cache, which keeps them compiled.

    Sealing (`report.age`) is the caller's: it takes the bytes of `index.html`.
    """
    return {
        PAGE: report_page(report, templates, cache),
        JSON: report_json(report),
        WEEKS: weeks_csv(report),
        CONTACTS: contacts_csv(report),
    }


def render_fault_report(
    findings: Sequence[Diagnostic], as_of: dt.date, generator: str, templates: Path
) -> Mapping[str, bytes]:
    """One page with the findings, for a run in which there was nothing to judge.

    So it is when `portfolio.yaml` or the commitment is wrong. There is no `report.json` then, and
    the caller removes an old one.
    """
    return {PAGE: fault_page(findings, as_of, generator, templates)}
