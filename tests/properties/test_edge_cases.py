"""The edge cases of the rules, 1 to 13 and 19 to 23 of the list; test_edge_cases_files.py has the others."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

import generator.commitment
from generator.pipeline import run as pipeline
from generator.pipeline.types import Outcome
from tests.support.command import run
from tests.support.repositories import request, write
from tests.support.worlds.small import (
    AFTER,
    CODE,
    CONTACTS,
    DECISIONS,
    OFFERS,
    checked,
    code,
    contact,
    evaluation,
    good_week,
    people,
    post,
    requirement,
    settings,
    told,
    week,
)

DAY = dt.timedelta(days=1)
FLATIRON = Path(generator.commitment.__path__[0]) / "flatiron.yaml"
SECONDS = {"sunday 23:59:59": 1780894799, "monday 00:00:01": 1780894801}
"""Around midnight of 7 June 2026 in Chicago, as SOURCE_DATE_EPOCH has it."""


def terms(old: str, new: str) -> dict[str, str]:
    """The shipped commitment with a change, as a file of one's own."""
    text = FLATIRON.read_text("utf-8")
    assert text.count(old) == 1
    more = "commitment: terms.yaml\n"
    return {"terms.yaml": text.replace(old, new), "portfolio.yaml": settings(more=more)}


def decision(**keys: str) -> dict[str, str]:
    """A waiver of the first week's contacts; `keys` are laid over it."""
    whole = {
        "weeks": "[2026-W23]",
        "requirements": "[contacts]",
        "decision": "waived",
        "reason": "Her father was in hospital.",
        "by": "Dana Coach",
        "on": "2026-06-08",
        **keys,
    }
    return {DECISIONS: "decisions:\n  - {" + ", ".join(f"{k}: {v}" for k, v in whole.items()) + "}\n"}


def test_00_the_good_week_that_the_cases_change_is_met_with_nothing_to_spare(tmp_path: Path) -> None:
    outcome = checked(tmp_path, {})
    assert (outcome.exit_code, week(outcome).verdict) == (0, "met")
    assert [(one.counted, one.needed) for one in week(outcome).requirements] == [(8, 8), (1, 1), (5, 5)]


def test_01_eight_rows_of_seven_people_are_seven_of_eight(tmp_path: Path) -> None:
    outcome = checked(tmp_path, {CONTACTS: people(7) + contact("Ada", "2026-06-05")})
    assert (requirement(outcome).counted, requirement(outcome).verdict) == (7, "short")
    [short] = [one for one in outcome.diagnostics if one.rule == "contacts-below-minimum"]
    assert "7 of 8" in short.message
    assert told(outcome, "contact-repeated") == [(CONTACTS, 8, "note")]
    assert outcome.exit_code == 1


def test_02_an_external_recruiter_is_logged_and_not_counted(tmp_path: Path) -> None:
    outcome = checked(tmp_path, {CONTACTS: people(7) + contact("Hedy", kind="external-recruiter")})
    assert requirement(outcome).counted == 7
    assert requirement(outcome).records[7].reasons == ("contact-external-recruiter",)
    assert told(outcome, "contact-external-recruiter") == [(CONTACTS, 8, "note")]
    assert outcome.exit_code == 1


def test_03_a_panel_of_three_is_three_people(tmp_path: Path) -> None:
    panel = [contact(name, kind="interview", stage="on-site") for name in ("Xena", "Yara", "Zoe")]
    outcome = checked(tmp_path, {CONTACTS: people(7) + "".join(panel)})
    assert requirement(outcome).counted == 10


def test_04_a_meeting_without_a_follow_up_does_not_count_yet(tmp_path: Path) -> None:
    outcome = checked(tmp_path, {CONTACTS: people(7) + contact("Hedy", kind="networking")})
    assert requirement(outcome).counted == 7
    [found] = [one for one in outcome.diagnostics if one.rule == "contact-without-follow-up"]
    assert (found.location.path, found.location.line, found.week) == (CONTACTS, 8, "2026-W23")
    assert "follow_up" in (found.hint or "")


def test_04_a_follow_up_before_its_meeting_is_told_as_two_dates_of_which_one_is_wrong(tmp_path: Path) -> None:
    meeting = contact("Hedy", kind="networking", follow_up="2026-05-30")
    outcome = checked(tmp_path, {CONTACTS: people(7) + meeting})
    [found] = [one for one in outcome.diagnostics if one.rule == "contact-without-follow-up"]
    assert "its follow-up is dated 30 May 2026, before the meeting" in found.message
    assert found.hint == "One of the two dates is wrong. Correct it."


@pytest.mark.parametrize(
    ("follow_up", "home"),
    [
        ("2026-06-07", "2026-W23"),
        ("2026-06-08", "2026-W23"),
        ("2026-06-09", "2026-W24"),
        ("2026-06-06", None),
    ],
)
def test_05_a_meeting_on_sunday_followed_up_on_monday_counts_on_sunday(
    follow_up: str, home: str | None, tmp_path: Path
) -> None:
    met = contact("Hedy", "2026-06-07", kind="networking", follow_up=follow_up)
    outcome = checked(tmp_path, {CONTACTS: people(7) + met}, dt.date(2026, 6, 15))
    counted = {name: requirement(outcome, of=name).counted for name in ("2026-W23", "2026-W24")}
    assert counted == {"2026-W23": 7 + (home == "2026-W23"), "2026-W24": int(home == "2026-W24")}


@pytest.mark.parametrize(
    ("sunday", "monday"),
    [
        ("2026-06-07T23:59:59-04:00", "2026-06-08T00:00:00-04:00"),
        ("2026-06-08T03:59:59Z", "2026-06-08T04:00:00Z"),
        ("2026-06-08T12:59:59+09:00", "2026-06-08T13:00:00+09:00"),
    ],
)
def test_06_midnight_in_the_graduates_zone_parts_two_weeks(sunday: str, monday: str, tmp_path: Path) -> None:
    zone = {"portfolio.yaml": settings("time_zone: America/New_York")}
    written = {CONTACTS: contact("Ada", f'"{sunday}"') + contact("Bea", f'"{monday}"')}
    outcome = checked(tmp_path, {**zone, **written}, dt.date(2026, 6, 15))
    assert requirement(outcome, of="2026-W23").counted == 1
    assert requirement(outcome, of="2026-W24").counted == 1


@pytest.mark.parametrize(
    ("start", "sunday", "monday", "weeks"),
    [
        # The clocks go back on Sunday 1 November 2026, and forward on Sunday 14 March 2027.
        ("2026-10-26", "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z", ("2026-W44", "2026-W45")),
        ("2027-03-08", "2027-03-15T03:59:59Z", "2027-03-15T04:00:00Z", ("2027-W10", "2027-W11")),
    ],
)
def test_07_so_it_does_on_the_days_on_which_the_clocks_change(
    start: str, sunday: str, monday: str, weeks: tuple[str, str], tmp_path: Path
) -> None:
    zone = {"portfolio.yaml": settings(f"time_zone: America/New_York, start: {start}")}
    written = {CONTACTS: contact("Ada", f'"{sunday}"') + contact("Bea", f'"{monday}"')}
    outcome = checked(tmp_path, {**zone, **written}, dt.date(2027, 3, 30))
    assert [requirement(outcome, of=name).counted for name in weeks] == [1, 1]


def test_08_a_first_week_of_four_days_is_exempt_and_asked_its_share_only_where_prorated(
    tmp_path: Path,
) -> None:
    thursday = "start: 2026-06-04"
    none = {"portfolio.yaml": settings(thursday), CONTACTS: people(2, "2026-06-05")}
    outcome = checked(tmp_path / "exempt", none)
    assert (week(outcome).verdict, requirement(outcome).verdict) == ("partial", "not-enforced")
    assert (requirement(outcome).counted, outcome.exit_code) == (2, 0)

    own = terms("partial: exempt", "partial: prorate")
    own["portfolio.yaml"] = settings(thursday, "commitment: terms.yaml\n")
    outcome = checked(tmp_path / "prorate", {**own, CONTACTS: people(5, "2026-06-05")})
    assert [one.needed for one in week(outcome).requirements] == [5, 1, 3]
    assert requirement(outcome).verdict == "met"


def test_09_day_180_counts_and_day_181_does_not(tmp_path: Path) -> None:
    written = {CONTACTS: contact("Ada", "2026-11-27") + contact("Bea", "2026-11-28")}
    outcome = checked(tmp_path, written, dt.date(2026, 12, 1))
    assert requirement(outcome, of="2026-W48").counted == 1
    assert [one.reasons for one in requirement(outcome, of="2026-W48").records] == [(), ("outside-window",)]
    assert told(outcome, "outside-window") == [(CONTACTS, 2, "note")]


def test_10_an_open_week_is_never_an_error_and_says_what_is_missing(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": settings()})
    outcome = pipeline.build(request(tmp_path, dt.date(2026, 6, 2)))
    assert (outcome.exit_code, week(outcome).verdict) == (0, "open")
    assert {one.verdict for one in week(outcome).requirements} == {"open"}
    report = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))
    [first, *_] = report["weeks"]
    assert (first["verdict"], first["ends"]) == ("open", "2026-06-07")
    assert [(one["counted"], one["needed"]) for one in first["requirements"]] == [(0, 8), (0, 1), (0, 5)]


@pytest.mark.parametrize(("moment", "code"), [("sunday 23:59:59", 0), ("monday 00:00:01", 1)])
def test_11_the_week_closes_at_midnight_in_the_graduates_zone(
    moment: str,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write(tmp_path, {"portfolio.yaml": settings()})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(SECONDS[moment]))
    assert run(capsys, "check", "--root", str(tmp_path)).code == code


def test_12_a_waived_week_passes_and_the_report_says_by_whom_why_and_until_when(tmp_path: Path) -> None:
    write(tmp_path, {**good_week(), CONTACTS: people(7), **decision(until="2026-06-30")})
    outcome = pipeline.build(request(tmp_path, AFTER))
    assert (outcome.exit_code, week(outcome).verdict) == (0, "excused")
    report = json.loads((tmp_path / "report" / "report.json").read_text("utf-8"))
    [listed] = report["decisions"]
    assert (listed["decision"], listed["by"], listed["holds"]) == ("waived", "Dana Coach", True)
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    for words in ("Her father was in hospital.", "Dana Coach", "until 30 Jun"):
        assert words in page


@pytest.mark.parametrize(("until", "code"), [("2026-06-08", 0), ("2026-06-07", 1)])
def test_13_a_waiver_holds_until_its_last_day(until: str, code: int, tmp_path: Path) -> None:
    answered = decision(until=until, on="2026-06-07")
    outcome = checked(tmp_path, {CONTACTS: people(7), **answered})
    assert outcome.exit_code == code
    assert requirement(outcome).verdict == ("short" if code else "excused")


def test_19_one_address_is_one_post(tmp_path: Path) -> None:
    url = "https://writing.example/late-buses"
    later = {
        "content/blog/2026-06-17-w25.md": post("2026-06-17", url),
        "content/blog/2026-06-24-w26.md": post("2026-06-24", url),
    }
    outcome = checked(tmp_path, later, dt.date(2026, 6, 29))
    assert requirement(outcome, "blog-post", "2026-W25").verdict == "met"
    again = requirement(outcome, "blog-post", "2026-W26")
    assert (again.verdict, again.counted) == ("short", 0)
    assert again.records[0].reasons == ("post-address-reused",)


def test_20_commits_in_the_portfolios_own_repository_count_only_where_the_school_lets_them(
    tmp_path: Path,
) -> None:
    own = {CODE: code("2026-06-04", by_repository="{sam-example/job-search: 5}")}
    outcome = checked(tmp_path / "shipped", own)
    found = requirement(outcome, "github-contributions")
    assert (found.verdict, found.counted) == ("short", 0)
    assert found.records[0].reasons == ("contributions-in-own-repository",)

    changed = terms("exclude_repositories: [self]", "exclude_repositories: []")
    outcome = checked(tmp_path / "own", {**own, **changed})
    assert requirement(outcome, "github-contributions").verdict == "met"


OFFER = "- {employer: Quill, title: Engineer, received: 2026-06-05, in_field: true, full_time: true"


@pytest.mark.parametrize(
    ("as_of", "deadline", "due", "verdict", "severity"),
    [
        ("2026-06-12", "", "2026-06-12", "open", "note"),
        ("2026-06-13", "", "2026-06-12", "late", "error"),
        ("2026-06-13", ", deadline: 2026-06-19", "2026-06-19", "open", "note"),
        ("2026-06-09", ", deadline: 2026-06-08", "2026-06-08", "late", "error"),
    ],
)
def test_21_an_offer_of_friday_is_due_the_friday_after_unless_the_employer_says_otherwise(
    as_of: str, deadline: str, due: str, verdict: str, severity: str, tmp_path: Path
) -> None:
    outcome = checked(tmp_path, {OFFERS: OFFER + deadline + "}\n"}, dt.date.fromisoformat(as_of))
    [found] = [one for one in evaluation(outcome).obligations if one.id == "offer-answer"]
    assert (str(found.due), found.verdict) == (due, verdict)
    assert told(outcome, "offer-answer") == [(OFFERS, 1, severity)]


def test_22_a_pause_over_two_weeks_prorates_both_where_the_school_prorates(tmp_path: Path) -> None:
    rest = "{from: 2026-06-10, to: 2026-06-16, reason: Away., by: Dana, on: 2026-06-01}"
    paused = {DECISIONS: f"pauses:\n  - {rest}\n"}
    outcome = checked(tmp_path / "exempt", paused, dt.date(2026, 6, 29))
    assert [week(outcome, name).verdict for name in ("2026-W24", "2026-W25")] == ["partial", "partial"]

    own = terms("partial: exempt", "partial: prorate")
    outcome = checked(tmp_path / "prorate", {**paused, **own}, dt.date(2026, 6, 29))
    needed = {
        name: [one.needed for one in week(outcome, name).requirements] for name in ("2026-W24", "2026-W25")
    }
    assert needed == {"2026-W24": [3, 0, 2], "2026-W25": [6, 1, 4]}


def test_23_when_a_record_was_logged_is_unknown_in_a_shallow_clone_and_never_guessed(tmp_path: Path) -> None:
    from tests.support.git_repositories import committed, shallow

    whole = committed(tmp_path / "whole", good_week(), dt.date(2026, 6, 20))
    late = pipeline.check(request(whole, dt.date(2026, 6, 21)))
    cut = pipeline.check(request(shallow(whole, tmp_path / "cut"), dt.date(2026, 6, 21)))

    def verdicts(outcome: Outcome) -> set[str]:
        return {one.verdict for one in evaluation(outcome).obligations if one.id == "logged-promptly"}

    assert verdicts(late) == {"late"}
    assert len(told(late, "logged-promptly")) == 8
    assert verdicts(cut) == {"unknown"}
    assert told(cut, "logged-promptly") == []
