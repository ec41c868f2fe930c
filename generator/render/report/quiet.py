"""Whether the graduate has fallen silent: the first thing to talk about, whatever else is short."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from generator.render.report.need import Need
from generator.core.dates import long_day
from generator.core.text import count
from generator.views.coach import ReportView

# Fewer days than these are a weekend, a cold, a week with a free start.
DAYS = 8
_RUNNING = ("on-track", "off-track", "unknown")


def quiet(view: ReportView) -> Iterator[Need]:
    """Nothing logged for `DAYS` days in a running search, leave apart.

    Every dated record counts as a sign, in whatever section: a contact, a post, a commit, a meeting.
    """
    window = view.window
    if window is None or view.standing not in _RUNNING:
        return
    last = max((day for day in _signs(view) if day <= view.as_of), default=None)
    since = max(last or window.start, window.start)
    leave = max((pause.last for pause in view.pauses if pause.first <= view.as_of), default=since)
    days = (view.as_of - max(since, leave)).days
    if days < DAYS:
        return
    if last is None:
        yield Need(
            "Nothing logged yet", f"The search began {count((view.as_of - window.start).days, 'day')} ago."
        )
    else:
        text = f"The last record is of {long_day(last)}, {count((view.as_of - last).days, 'day')} ago."
        yield Need("Nothing logged lately", text)


def _signs(view: ReportView) -> Iterator[dt.date]:
    yield from (row.date for row in view.contacts)
    yield from (row.date for row in view.posts if not row.draft)
    yield from (row.date for row in view.days if row.counted)
    yield from (row.date for row in view.activities)
    yield from (row.received for row in view.offers)
    for row in view.coaching:
        yield from filter(None, (row.answered, row.completed, row.date if row.attended else None))
