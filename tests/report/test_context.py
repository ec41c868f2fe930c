"""What printers of the report are told of each record, and of two that stand on one line."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from generator.export.ics import calendar_items
from generator.pipeline import run
from generator.pipeline.report import report_on
from generator.report.as_csv import contacts_csv
from generator.report.context import Report
from generator.report.lists import offers
from tests.support.exports import tab_of
from tests.support.repositories import repository, request
from tests.support.rules.searches import activity, contributions, journal, judged, post, requirement, terms


def report() -> Report:
    commitment = terms(
        requirement("posts"),
        requirement("any-of", "work", of=(requirement("contributions"), requirement("activities"))),
    )
    found = journal(post("06-03"), contributions("06-04", commits=5), activity("06-05"))
    evaluation = judged(commitment, "06-07", found)
    return Report(evaluation, commitment, commitment.programmes[0], (), "weekproof")


def test_contributions_of_an_alternative_are_shown_by_day() -> None:
    assert [(entry.record.date.day, entry.amount) for entry in report().contributions] == [(4, 5)]


def test_activities_of_an_alternative_are_shown_with_their_week() -> None:
    (entry,) = report().activities
    assert (entry.record.date.day, entry.week, entry.counted) == (5, "2026-W23", True)


CONTACTS = [
    {"date": "2026-06-08", "kind": "interview", "first_name": "Ada", "last_name": "B", "title": "Lead"},
    {"date": "2026-06-08", "kind": "interview", "first_name": "Bea", "last_name": "C"},
]
OFFERS = [
    {"employer": "Wren", "title": "Developer", "received": "2026-06-09", "deadline": "2026-06-20"},
    {"employer": "Harbour", "title": "Developer", "received": "2026-06-09", "deadline": "2026-06-25"},
]


def on_one_line(root: Path) -> Report:
    whole = [{"employer": "Q", "summary": "We spoke.", **one} for one in CONTACTS]
    files = {
        "content/private/contacts/2026-W24.yaml": json.dumps(whole),
        "content/private/offers/2026.yaml": json.dumps(OFFERS),
    }
    found = run.judge(request(repository(root, files), dt.date(2026, 6, 10)))
    assert found.verdict is not None
    return report_on(found.verdict, found.diagnostics)


def test_two_contacts_on_one_line_are_told_each_with_its_own_verdict(tmp_path: Path) -> None:
    made = on_one_line(tmp_path)
    assert [(one.record.first_name, one.counted) for one in made.contacts] == [("Ada", True), ("Bea", False)]
    _, ada, bea = contacts_csv(made).decode().splitlines()
    assert ada.endswith('"yes",""')
    assert bea.endswith('"no","contact-identity-incomplete"')


def test_two_offers_on_one_line_are_two_in_page_workbook_and_calendar(tmp_path: Path) -> None:
    """The later one stood for both."""
    made = on_one_line(tmp_path)
    assert [line.main for line in offers(made)] == ["Developer, Harbour", "Developer, Wren"]
    assert "by 20 Jun 2026" in offers(made)[1].side
    rows = tab_of(made, "Offers").rows
    assert [(row["Employer"], row["Answer by"].day) for row in rows] == [("Wren", 20), ("Harbour", 25)]
    answers = [(one.day.day, one.what) for one in calendar_items(made) if one.key == "offer-answer"]
    assert answers == [
        (20, "Answer the offer: Developer, Wren"),
        (25, "Answer the offer: Developer, Harbour"),
    ]
