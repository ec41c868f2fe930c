"""Two records on one line, as in JSON, are two records: none is taken for its neighbour."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from generator.agenda.consequences import consequence
from generator.model.verdict import Evaluation
from generator.pipeline import run as pipeline
from tests.support.command import run
from tests.support.repositories import repository, request

Capture = pytest.CaptureFixture[str]
AS_OF = dt.date(2026, 6, 10)
PERSON = {"last_name": "Solberg", "title": "Lead", "employer": "Harbour", "summary": "We spoke."}
CONTACTS = [
    {"date": "2026-06-08", "kind": "interview", "first_name": "Ada", **PERSON},
    {"date": "2026-06-08", "kind": "networking", "first_name": "Bea", **PERSON},
]
OFFER = {"title": "Developer", "received": "2026-06-09", "in_field": True, "full_time": True}
OFFERS = [
    {"employer": "Wren", **OFFER},
    {"employer": "Harbour", **OFFER, "answer": "declined", "answered": "2026-06-10"},
]
COACHING = [
    {"kind": "message", "date": "2026-06-01", "title": "First", "answered": "2026-06-09"},
    {"kind": "message", "date": "2026-06-01", "title": "Second"},
]
FILES = {
    "content/private/contacts/2026-W24.yaml": json.dumps(CONTACTS),
    "content/private/offers/2026.yaml": json.dumps(OFFERS),
    "content/private/coaching/2026-06.yaml": json.dumps(COACHING),
}


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    return repository(tmp_path, FILES)


def judged(root: Path) -> Evaluation:
    evaluation = pipeline.judge(request(root, AS_OF)).evaluation
    assert evaluation is not None
    return evaluation


def test_what_is_judged_has_its_own_record(root: Path) -> None:
    evaluation = judged(root)
    ada, bea = evaluation.journal.contacts
    assert (ada.origin.line, bea.origin.line) == (1, 1)
    records = [one for week in evaluation.weeks for named in week.requirements for one in named.records]
    assert [(one.record is ada, one.record is bea, one.counted) for one in records] == [
        (True, False, True),
        (False, True, False),
    ]
    answers = [one for one in evaluation.obligations if one.id == "offer-answer"]
    assert [one.record for one in answers] == [*evaluation.journal.offers]


def test_a_message_that_was_answered_hides_none_that_was_not(root: Path, capsys: Capture) -> None:
    """Both are late; one of them can still be answered, and stands among what to do."""
    said = run(capsys, "status", "--root", str(root), "--as-of", "2026-06-10").out
    assert "Answer your coach: Second" in said
    assert "Answer your coach: First" not in said


def test_people_to_write_to_are_those_who_wait(root: Path, capsys: Capture) -> None:
    said = run(capsys, "status", "--root", str(root), "--as-of", "2026-06-10").out
    assert "Follow up with Bea Solberg" in said
    assert "Ada" not in said


def test_each_is_told_what_it_came_to_itself(root: Path) -> None:
    evaluation = judged(root)
    ada, bea = (consequence(evaluation, one) for one in evaluation.journal.contacts)
    assert (ada.counts, ada.reasons) == (True, ())
    assert bea.counts is False
    assert len(bea.reasons) == 1
    wren, harbour = (consequence(evaluation, one) for one in evaluation.journal.offers)
    assert harbour.due == ()
    assert wren.due == ("Answer by Tuesday 16 June",)


def test_a_forecast_follows_both(root: Path, capsys: Capture) -> None:
    """A change of the one is not lost behind the other, that had the same key."""
    said = run(capsys, "forecast", "--root", str(root), "--as-of", "2026-06-10").out
    assert "Wed 17 Jun  Offers answered in time (Developer, Wren) would be late" in said
