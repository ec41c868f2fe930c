"""`weeks.json`: the data of the week strip, so that others can verify it.

It has what the pages show and nothing more: no name but the graduate's, no titles, and the number of
contacts only if the graduate shows it. Its schema is `weeks.schema.json` beside this file.
"""

from __future__ import annotations

from generator.core.addresses import WEEKS_JSON
from generator.public.view import ProgressView, SiteView, WeekView
from generator.site.extras.extra import BuildContext, BuildResult
from generator.site.files import RenderedFile, json_file
from generator.site.week_strip import shown_progress

FORMAT = 1


def addresses(view: SiteView) -> tuple[str, ...]:
    """None if the weeks are not shown or have not begun."""
    return (WEEKS_JSON,) if shown_progress(view) else ()


def make(context: BuildContext) -> BuildResult:
    """`weeks.json`, if the weeks are shown."""
    progress = shown_progress(context.view)
    if progress is None:
        return BuildResult()
    return BuildResult({WEEKS_JSON: weeks_json(context.view, progress)})


def weeks_json(view: SiteView, progress: ProgressView) -> RenderedFile:
    """The file. Only mode `full` has keys for contacts and weeks met."""
    full = progress.mode == "full"
    document = {
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
    return json_file(document)


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
