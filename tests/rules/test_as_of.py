"""What is dated later than the day of judging does not exist yet; appointments may lie ahead."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model.coaching import Coaching, CoachingKind
from generator.model.kinds import Journal
from generator.model.portfolio import Graduate, Portfolio, Search
from generator.rules.as_of import journal_as_of

DAY = dt.date(2026, 6, 10)
PORTFOLIO = Portfolio(graduate=Graduate(name="Sam"), search=Search(programme="software-engineering"))


@pytest.mark.parametrize(
    ("kind", "stays"),
    [
        ("check-in", True),
        ("mock-interview", True),
        ("material-review", True),
        ("deliverable", True),
        ("message", False),
        ("internship", False),
        ("introduction", False),
    ],
)
def test_only_appointments_and_things_due_lie_ahead(kind: CoachingKind, stays: bool) -> None:
    today, tomorrow = Coaching(kind=kind, date=DAY), Coaching(kind=kind, date=DAY + dt.timedelta(days=1))
    seen, _ = journal_as_of(Journal(portfolio=PORTFOLIO, coaching=(today, tomorrow)), DAY, chosen=False)
    assert seen.coaching == ((today, tomorrow) if stays else (today,))
