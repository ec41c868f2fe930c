"""In which file a new record goes."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.goal import Goal
from generator.model.kinds import Journal
from generator.model.offer import Offer
from generator.model.origin import Origin
from generator.reading.portfolio import PLACEHOLDER
from generator.writing.record_path import record_path

DAY = dt.date(2026, 11, 23)
CONTACTS = "content/private/contacts"


def contact(path: str, day: dt.date = dt.date(2026, 11, 2), line: int = 1) -> Contact:
    return Contact(origin=Origin(path, line, 1), date=day, kind="interview")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("contacts", "content/private/contacts/2026-W48.yaml"),
        ("activities", "content/private/activities/2026-W48.yaml"),
        ("offers", "content/private/offers/2026.yaml"),
        ("coaching", "content/private/coaching/2026-11.yaml"),
        ("goals", "content/private/goals.yaml"),
    ],
)
def test_where_nothing_is_kept_yet(name: str, path: str) -> None:
    assert record_path(name, DAY, Journal(portfolio=PLACEHOLDER)) == path


@pytest.mark.parametrize(
    ("latest", "path"),
    [
        ("2026-W45.yaml", "2026-W48.yaml"),
        ("2026-W45.yml", "2026-W48.yml"),
        ("2026-10.yaml", "2026-11.yaml"),
        ("2025.yaml", "2026.yaml"),
        ("all.yaml", "all.yaml"),
        ("people/known.yaml", "people/known.yaml"),
    ],
)
def test_the_latest_record_shows_how_files_are_named(latest: str, path: str) -> None:
    older = contact(f"{CONTACTS}/zz.yaml", dt.date(2026, 6, 1))
    journal = Journal(portfolio=PLACEHOLDER, contacts=(contact(f"{CONTACTS}/{latest}"), older))
    assert record_path("contacts", DAY, journal) == f"{CONTACTS}/{path}"


def test_weeks_begin_where_the_school_says() -> None:
    sunday = dt.date(2026, 11, 22)
    journal = Journal(portfolio=PLACEHOLDER)
    assert record_path("contacts", sunday, journal).endswith("2026-W47.yaml")
    assert record_path("contacts", sunday, journal, first_weekday=6).endswith("2026-W48.yaml")


def test_records_of_one_word_may_have_a_file_of_their_own() -> None:
    folder = "content/private/coaching"
    journal = Journal(
        portfolio=PLACEHOLDER,
        coaching=(
            Coaching(origin=Origin(f"{folder}/messages.yaml", 1, 1), kind="message", date=DAY),
            Coaching(origin=Origin(f"{folder}/meetings.yaml", 1, 1), kind="check-in", date=DAY),
        ),
    )
    assert record_path("coaching", DAY, journal, kind="message") == f"{folder}/messages.yaml"
    assert record_path("coaching", DAY, journal, kind="check-in") == f"{folder}/meetings.yaml"
    assert record_path("coaching", DAY, journal, kind="deliverable") == f"{folder}/messages.yaml"


def test_goals_and_offers_are_found_where_they_are() -> None:
    offer = Offer(
        origin=Origin("content/private/offers/mine.yaml", 1, 1), employer="A", title="B", received=DAY
    )
    goal = Goal(origin=Origin("content/private/goals.yml", 1, 1), title="C")
    journal = Journal(portfolio=PLACEHOLDER, offers=(offer,), goals=(goal,))
    assert record_path("offers", DAY, journal) == "content/private/offers/mine.yaml"
    assert record_path("goals", DAY, journal) == "content/private/goals.yml"
