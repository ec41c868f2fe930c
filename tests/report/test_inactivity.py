from __future__ import annotations

import datetime as dt

import pytest

from generator.model.decision import Pause
from generator.report.action_items import INACTIVE_DAYS, action_items, inactivity
from tests.support import report_views
from tests.support.reports import AS_OF, START, Made, changed, contribution


def silent(days: int) -> Made:
    """A running search in which the last contact is `days` ago, and nothing else was ever logged."""
    view = report_views.full_view(1)
    view = changed(
        view, posts=(), contributions=(), activities=(), offers=(), coaching=(), pauses=(), obligations=()
    )
    contact = changed(view.contacts[0], date=AS_OF - dt.timedelta(days=days))
    return changed(view, contacts=(contact,))


def test_silence_is_the_first_thing_that_needs_the_coach() -> None:
    found = action_items(silent(INACTIVE_DAYS).report)[0]
    assert (found.kind, found.message, found.since) == (
        "nothing-logged",
        "Nothing logged for 8 days. The last record is of Saturday 14 November 2026.",
        dt.date(2026, 11, 14),
    )
    assert list(inactivity(silent(INACTIVE_DAYS - 1).report)) == []


def test_who_never_logged_anything_is_told_from_who_stopped() -> None:
    view = changed(silent(9), contacts=())
    window = view.window
    assert window is not None
    (found,) = inactivity(view.report)
    assert (found.message, found.since) == (
        "Nothing logged yet. The search began 174 days ago.",
        START,
    )
    assert (
        list(inactivity(changed(view, window=changed(window, start=AS_OF - dt.timedelta(days=3))).report))
        == []
    )


def test_what_is_dated_later_is_no_sign_and_a_commit_is_one() -> None:
    view = silent(20)
    later = changed(view.contacts[0], date=AS_OF + dt.timedelta(days=1))
    assert (
        list(inactivity(changed(view, contacts=(*view.contacts, later)).report))
        == list(inactivity(view.report))
        != []
    )
    commit = contribution(AS_OF - dt.timedelta(days=2), 3)
    assert list(inactivity(changed(view, contributions=(commit,)).report)) == []
    assert list(inactivity(changed(view, contributions=(changed(commit, commits=0),)).report)) != []


def test_on_leave_nobody_is_silent() -> None:
    def on_leave(last: int) -> Made:
        pause = Pause(
            first=AS_OF - dt.timedelta(days=19),
            last=AS_OF + dt.timedelta(days=last),
            reason="Rest",
            by="Dana",
            on=START,
        )
        return changed(silent(20), pauses=(pause,))

    assert list(inactivity(on_leave(3).report)) == []
    assert list(inactivity(on_leave(-INACTIVE_DAYS + 1).report)) == []
    assert list(inactivity(on_leave(-INACTIVE_DAYS).report)) != []


@pytest.mark.parametrize("standing", ["hired", "ended", "fulfilled", "unfulfilled", "not-started"])
def test_after_and_before_the_search_silence_is_no_news(standing: str) -> None:
    assert list(inactivity(changed(silent(60), standing=standing).report)) == []
