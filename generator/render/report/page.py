"""`index.html`: one file that needs nothing else, asks no network and runs no script."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.render.report.text import clean, encoded
from generator.views.coach import FindingRow, ReportView


def report_page(view: ReportView, templates: Path) -> bytes:
    """The report as a page."""
    return _page("index.html", templates, {"view": view})


def fault_page(findings: Sequence[FindingRow], as_of: dt.date, generator: str, templates: Path) -> bytes:
    """The page for a run that had nothing to judge: the findings alone."""
    return _page("fault.html", templates, {"findings": findings, "as_of": as_of, "generator": generator})


def _page(name: str, templates: Path, values: Mapping[str, object]) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    style = (templates / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    page = environment.get_template(name).render(values, style=Markup(style), style_hash=digest)
    return encoded(page)
