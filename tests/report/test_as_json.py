from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import generator.report
from generator.model.calendar import DAY
from generator.model.contribution import Receipt
from generator.model.history import History
from generator.model.portfolio import Ended
from generator.model.signing_key import Signature
from generator.model.verdict import Strikes
from generator.model.window import Window
from generator.report.as_json import report_json
from tests.support import report_views
from tests.support.reports import AS_OF, Made, changed, contribution

SCHEMA = Path(generator.report.__path__[0]) / "report.schema.json"

VIEWS = {
    "empty": report_views.empty_view(),
    "full": report_views.full_view(),
    "failing": report_views.failing_view(),
    "design": report_views.design_view(),
    "hostile": report_views.hostile_view(),
}


def parsed(view: Made) -> Any:
    return json.loads(report_json(view.report))


@pytest.fixture(scope="module")
def schema() -> jsonschema.protocols.Validator:
    document = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(document)
    return jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("name", VIEWS)
def test_fits_its_schema(schema: jsonschema.protocols.Validator, name: str) -> None:
    assert [error.message for error in schema.iter_errors(parsed(VIEWS[name]))] == []


def test_schema_refuses_what_is_missing_added_or_misspelt(schema: jsonschema.protocols.Validator) -> None:
    good = parsed(VIEWS["full"])
    without = {key: value for key, value in good.items() if key != "strikes"}
    assert not schema.is_valid(without)
    assert not schema.is_valid({**good, "score": 97})
    assert not schema.is_valid({**good, "standing": "fine"})
    assert not schema.is_valid({**good, "as_of": "2026-11-31"})


def test_keys_stand_in_the_order_of_the_manual() -> None:
    report = parsed(VIEWS["full"])
    assert list(report) == [
        "format",
        "as_of",
        "as_of_from",
        "generator",
        "commitment",
        "graduate",
        "window",
        "standing",
        "qualifying_offer",
        "strikes",
        "needs",
        "trust",
        "signature",
        "weeks",
        "obligations",
        "offers",
        "decisions",
        "pauses",
        "diagnostics",
    ]
    assert list(report["commitment"]) == ["name", "digest", "differs"]
    assert list(report["graduate"]) == ["name", "github", "programme"]
    assert list(report["window"]) == ["start", "end", "day", "days", "ended"]
    assert list(report["qualifying_offer"]) == ["path", "line", "employer", "title", "received"]
    week = report["weeks"][0]
    assert list(week) == ["week", "number", "starts", "ends", "verdict", "requirements"]
    requirement = week["requirements"][0]
    assert list(requirement) == ["id", "needed", "counted", "verdict", "alternatives", "records"]
    record = requirement["records"][0]
    assert list(record) == ["path", "line", "date", "label", "counted", "reasons", "known", "evidence"]
    assert list(report["obligations"][0]) == [
        "id",
        "label",
        "path",
        "line",
        "due",
        "verdict",
        "unknown_because",
    ]
    decision = [
        "weeks",
        "requirements",
        "decision",
        "reason",
        "by",
        "on",
        "until",
        "holds",
        "signed_by",
        "asked",
    ]
    assert list(report["decisions"][0]) == decision
    assert list(report["pauses"][0]) == ["from", "to", "reason", "by", "on", "holds", "signed_by", "asked"]
    need = ["kind", "since", "due", "week", "weeks", "obligation", "message", "lines"]
    assert list(report["needs"][0]) == need
    assert list(report["diagnostics"][0]) == [
        "rule",
        "severity",
        "message",
        "path",
        "line",
        "column",
        "week",
        "requirement",
        "hint",
    ]


def test_values_of_one_record_and_one_decision() -> None:
    report = parsed(VIEWS["full"])
    assert report["as_of"] == "2026-11-22"
    assert report["window"] == {
        "start": "2026-06-01",
        "end": "2026-11-27",
        "day": 175,
        "days": 180,
        "ended": None,
    }
    first = report["weeks"][0]["requirements"][0]["records"][8]
    assert first["path"] == "content/private/contacts/2026-W23.yaml"
    assert (first["counted"], first["reasons"]) == (False, ["contact-external-recruiter"])
    assert report["decisions"][0] == {
        "weeks": ["2026-W31"],
        "requirements": ["contacts"],
        "decision": "acknowledged",
        "reason": "Extra clinic shifts; we talked about it.",
        "by": "Dana Whitfield",
        "on": "2026-08-04",
        "until": None,
        "holds": True,
        "signed_by": None,
        "asked": None,
    }


def test_how_a_record_is_known_and_what_backs_it_up() -> None:
    view = VIEWS["full"]
    kinds = {
        requirement["id"]: requirement["records"][0]
        for requirement in parsed(view)["weeks"][0]["requirements"]
    }
    assert (kinds["contacts"]["known"], kinds["github-contributions"]["known"]) == ("claimed", "claimed")
    assert kinds["contacts"]["evidence"] == ["https://mail.example/amara/sent/0000"]
    first = view.weeks[0].requirements[0].records[0].record
    report = view.report
    for day, known in ((AS_OF, "committed"), (AS_OF + DAY, "claimed")):
        history = History(first_seen={(first.origin.path, first.origin.line): day})
        assert dataclasses.replace(report, history=history).known(first) == known
    by_hand = contribution(AS_OF, 3, claimed=True)
    assert report.known(by_hand) == "claimed"
    # Anybody can type a source: only a receipt of this machine's says that something was fetched.
    typed = msgspec.structs.replace(by_hand, source="github-graphql")
    assert report.known(typed) == "claimed"
    at = dt.datetime(2026, 6, 9, tzinfo=dt.UTC)
    assert report.known(msgspec.structs.replace(typed, receipt=Receipt(at))) == "fetched"
    run = Receipt(at, "https://code.example/sam/search/actions/runs/7", "abc123")
    assert report.known(msgspec.structs.replace(typed, receipt=run)) == "seen"


def test_needs_offers_pauses_and_signatures() -> None:
    view = changed(VIEWS["failing"], signature=Signature("good", "SHA256:x", "dana"))
    report = parsed(view)
    assert report["needs"][0] | {"message": ""} == {
        "kind": "offer-open",
        "since": "2026-11-16",
        "due": "2026-11-25",
        "week": None,
        "weeks": [],
        "obligation": "offer-answer",
        "message": "",
        "lines": [],
    }
    week = next(need for need in report["needs"] if need["kind"] == "short-week")
    assert (week["week"], week["weeks"], week["since"]) == ("2026-W31", ["2026-W31"], "2026-08-03")
    assert [set(line) for line in week["lines"]] == [{"title", "command", "into", "text"}] * 2
    assert {offer["answer_by"] for offer in report["offers"]} >= {"2026-11-25"}
    assert {decision["signed_by"]["key"] for decision in report["decisions"]} == {"SHA256:x"}
    assert report["signature"] == {"status": "good", "key": "SHA256:x", "name": "dana"}
    bad = parsed(changed(view, signature=Signature("tampered", "SHA256:x", "dana"), decisions_void=True))
    assert {pause["signed_by"] for pause in bad["pauses"]} == {None}
    assert {pause["holds"] for pause in bad["pauses"]} == {False}


def test_nothing_known_is_null_not_absent() -> None:
    report = parsed(VIEWS["empty"])
    assert (report["window"], report["weeks"]) == (None, [])
    assert (report["qualifying_offer"], report["strikes"], report["graduate"]["github"]) == (None, None, None)


def test_the_end_of_a_search_and_strikes() -> None:
    last = dt.date(2026, 10, 2)
    over = {"window": Window(dt.date(2026, 6, 1), last, 180), "ended": Ended(on=last, reason="hired")}
    view = changed(report_views.full_view(), standing="hired", strikes=Strikes(2, 5), **over)
    report = parsed(view)
    assert report["window"]["ended"] == {"on": "2026-10-02", "reason": "hired"}
    assert report["strikes"] == {"count": 2, "limit": 5}


def test_alternatives_are_told() -> None:
    requirement = parsed(VIEWS["design"])["weeks"][0]["requirements"][0]
    assert requirement["alternatives"][1] == {"id": "track-module", "needed": 3, "counted": 2}


def test_weeks_stand_as_given_the_oldest_first() -> None:
    weeks = [week["week"] for week in parsed(VIEWS["full"])["weeks"]]
    assert weeks == sorted(weeks)
    assert len(weeks) == 26


def test_is_utf8_with_a_line_feed_at_the_end_and_no_half_characters() -> None:
    data = report_json(VIEWS["hostile"].report)
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert "李小龍" in data.decode("utf-8")
    assert "half\ufffd" in data.decode("utf-8")


def test_commits_worth_a_look_are_added_up_and_unknown_words_are_left_out() -> None:
    report = VIEWS["full"].report
    assert report.special_commits == ""
    first = report.journal.contributions[0]
    special = {"readme_only": 2, "bots": 1, "nonsense": 9, "merges": 0}
    changed_first = msgspec.structs.replace(first, worth_a_look=special)
    entries = [dataclasses.replace(entry, record=changed_first) for entry in report.contributions[:2]]
    again = dataclasses.replace(report)
    again.__dict__["contributions"] = tuple(entries)
    assert again.special_commits == "2 by a bot, 4 to a README alone"
