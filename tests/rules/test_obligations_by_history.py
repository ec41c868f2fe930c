"""What git's history tells of goals and of records logged in time, from histories made by hand."""

from __future__ import annotations

from typing import Any

import pytest

from generator.model.goal import Goal
from generator.model.history import History
from tests.support.rules.searches import activity, at, cases, contact, day, journal, judged, offer, owed

CONTACTS, ACTIVITIES = "content/private/contacts/c.yaml", "content/private/activities/d.yaml"
OFFERS, GOALS = "content/private/offers/o.yaml", "content/private/goals.yaml"


@pytest.mark.parametrize(
    ("touched", "as_of", "expected"),
    [
        ([], "06-29", ("06-29", "open")),
        ([], "06-30", ("06-29", "late")),
        (["05-20"], "06-30", ("06-29", "late")),  # before the search
        (["06-03", "06-10"], "07-08", ("07-08", "open")),
        (["06-03", "06-10"], "07-09", ("07-08", "late")),
        (["06-03", "06-30"], "06-29", ("07-01", "open")),  # the later change is still to come
    ],
)
def test_goals_are_looked_at_every_four_weeks(
    touched: list[str], as_of: str, expected: tuple[str, str]
) -> None:
    history = History(touched={GOALS: tuple(day(one) for one in touched)})
    assert cases(owed("goal-review"), as_of, journal(), history) == [expected]


def test_a_finding_on_goals_never_written_does_not_speak_of_a_change() -> None:
    (found,) = judged(owed("goal-review"), "06-30", journal(), History()).diagnostics
    assert "not been changed since the search started on 1 Jun 2026" in found.message
    goal = Goal(title="Ten talks", origin=at(3, "private/goals.yaml"))
    (found,) = judged(
        owed("goal-review"), "07-30", journal(goal), History(touched={GOALS: (day("06-10"),)})
    ).diagnostics
    assert "last changed on 10 Jun 2026" in found.message
    assert (found.location.path, found.location.line) == (GOALS, 3)


def test_without_history_goals_are_unknown_and_no_finding() -> None:
    found = judged(owed("goal-review"), "08-30", journal(), History(unknown_because="no git"))
    assert [one.verdict for one in found.obligations] == ["unknown"]
    assert found.diagnostics == ()


LOGGED = [
    # first commit, as of, verdict; None: nothing is said
    ("06-09", "06-30", None),
    ("06-10", "06-30", "late"),
    ("06-10", "06-09", "unknown"),  # on that day it was not committed yet
    (None, "06-30", "unknown"),
]


@pytest.mark.parametrize(("seen", "as_of", "verdict"), LOGGED)
@pytest.mark.parametrize(
    ("record", "path"),
    [(contact("06-02"), CONTACTS), (activity("06-02"), ACTIVITIES), (offer("06-02"), OFFERS)],
)
def test_records_are_committed_within_a_week(
    record: Any, path: str, seen: str | None, as_of: str, verdict: str | None
) -> None:
    history = History(first_seen={(path, 1): day(seen)} if seen else {})
    expected = [("06-09", verdict)] if verdict else []
    assert cases(owed("logged-promptly"), as_of, journal(record), history) == expected


def test_what_lies_outside_the_window_or_ahead_need_not_be_logged() -> None:
    found = journal(contact("05-31", 1), contact("06-20", 2), contact("06-05", 3))
    assert cases(owed("logged-promptly", days=4), "06-10", found) == []
