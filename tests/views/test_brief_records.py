"""What the coach is told of records whose requirement has several ways to be met."""

from __future__ import annotations

from generator.views.brief import brief
from generator.views.coach import ReportView
from tests.rules.searches import activity, contributions, journal, judged, post, requirement, terms


def report() -> ReportView:
    commitment = terms(
        requirement("posts"),
        requirement("any-of", "work", of=(requirement("contributions"), requirement("activities"))),
    )
    found = journal(post("06-03"), contributions("06-04", commits=5), activity("06-05"))
    evaluation = judged(commitment, "06-07", found)
    return brief(evaluation, commitment, commitment.programmes[0], (), "weekproof")


def test_contributions_of_an_alternative_are_shown_by_day() -> None:
    assert [(row.date.day, row.counted, row.known) for row in report().days] == [(4, 5, "recorded")]


def test_activities_of_an_alternative_are_shown_with_their_week() -> None:
    (row,) = report().activities
    assert (row.date.day, row.week, row.counted) == (5, "2026-W23", True)
