from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from generator.render.report.need import Need
from generator.render.report.needs import needs
from generator.render.report.quiet import DAYS, quiet
from generator.views.coach import DayRow, PauseRow, ReportView
from tests.render import report_views
from tests.render.report_weeks import AS_OF, START


def silent(days: int) -> ReportView:
    """A running search in which the last contact is `days` ago, and nothing else was ever logged."""
    view = report_views.full_view(1)
    view = replace(view, posts=(), days=(), activities=(), offers=(), coaching=(), pauses=())
    contact = replace(view.contacts[0], date=AS_OF - dt.timedelta(days=days))
    return replace(view, contacts=(contact,))


def test_silence_is_the_first_thing_that_needs_the_coach() -> None:
    found = needs(silent(DAYS))[0]
    assert found == Need(
        "Nothing logged lately", "The last record is of Saturday 14 November 2026, 8 days ago."
    )
    assert list(quiet(silent(DAYS - 1))) == []


def test_who_never_logged_anything_is_told_from_who_stopped() -> None:
    view = replace(silent(9), contacts=())
    window = view.window
    assert window is not None
    assert list(quiet(view)) == [Need("Nothing logged yet", "The search began 174 days ago.")]
    assert list(quiet(replace(view, window=replace(window, start=AS_OF - dt.timedelta(days=3))))) == []


def test_what_is_dated_later_is_no_sign_and_a_commit_is_one() -> None:
    view = silent(20)
    later = replace(view.contacts[0], date=AS_OF + dt.timedelta(days=1))
    assert list(quiet(replace(view, contacts=(*view.contacts, later)))) == list(quiet(view)) != []
    commit = DayRow(AS_OF - dt.timedelta(days=2), 3, "recorded")
    assert list(quiet(replace(view, days=(commit,)))) == []
    assert list(quiet(replace(view, days=(replace(commit, counted=0),)))) != []


def test_on_leave_nobody_is_silent() -> None:
    def on_leave(last: int) -> ReportView:
        pause = PauseRow(
            AS_OF - dt.timedelta(days=19), AS_OF + dt.timedelta(days=last), "Rest", "Dana", START
        )
        return replace(silent(20), pauses=(pause,))

    assert list(quiet(on_leave(3))) == []
    assert list(quiet(on_leave(-DAYS + 1))) == []
    assert list(quiet(on_leave(-DAYS))) != []


@pytest.mark.parametrize("standing", ["hired", "ended", "fulfilled", "unfulfilled", "not-started"])
def test_after_and_before_the_search_silence_is_no_news(standing: str) -> None:
    assert list(quiet(replace(silent(60), standing=standing))) == []
