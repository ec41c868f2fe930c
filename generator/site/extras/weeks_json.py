"""weeks.json: what the strip of the weeks shows, for whoever wants to check it again.

It says what the pages say and nothing more: no name but the graduate's, no title, and of contacts a
number only where the graduate shows it. `weeks.schema.json` beside this file describes it.
"""

from __future__ import annotations

import json

from generator.core.addresses import WEEKS_JSON
from generator.public.view import ProgressView, SiteView, WeekView
from generator.site.extras.product import BuildContext, BuildResult
from generator.site.files import RenderedFile

FORMAT = 1


def addresses(view: SiteView) -> tuple[str, ...]:
    """Where the weeks are not shown, or have not begun, there is no such file."""
    return (WEEKS_JSON,) if view.progress is not None and view.progress.weeks else ()


def make(making: BuildContext) -> BuildResult:
    """The weeks as data, if they are shown."""
    progress = making.view.progress
    if progress is None or not progress.weeks:
        return BuildResult()
    return BuildResult({WEEKS_JSON: weeks_json(making.view, progress)})


def weeks_json(view: SiteView, progress: ProgressView) -> RenderedFile:
    """The file. Keys of contacts and of weeks met are there only under `full`."""
    full = progress.mode == "full"
    made = {
        "format": FORMAT,
        "generator": view.generator,
        "as_of": view.as_of.isoformat(),
        "graduate": view.name,
        "site": view.url,
        "progress": progress.mode,
        "commitment": {"title": progress.commitment_title, "digest": progress.commitment_digest},
        "making": progress.making_label,
        "totals": _totals(progress, full=full),
        "weeks": [_week(week, full=full) for week in progress.weeks],
    }
    return RenderedFile(f"{json.dumps(made, ensure_ascii=False, indent=1)}\n".encode("utf-8", "replace"))


def _totals(progress: ProgressView, *, full: bool) -> dict[str, object]:
    totals: dict[str, object] = {
        "weeks": len(progress.weeks),
        "writing": progress.total_writing,
        "making": progress.total_making,
    }
    if full:
        totals |= {"contacts": progress.total_contacts, "met": progress.met, "asked": progress.asked}
    return totals


def _week(week: WeekView, *, full: bool) -> dict[str, object]:
    return {
        "week": week.name,
        "number": week.number,
        "starts": week.starts.isoformat(),
        "ends": week.ends.isoformat(),
        "writing": week.writing,
        "making": week.making,
        **({"contacts": week.contacts} if full else {}),
    }
