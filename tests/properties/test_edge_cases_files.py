"""The edge cases 14 to 18 and 24 to 27: how files are read, and what becomes of what stands in them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.model.verdict import AsOfFrom
from generator.pipeline import run
from generator.pipeline.types import Request
from tests.support.command import tree
from tests.support.html_reader import live
from tests.support.repositories import request, write
from tests.support.worlds.small import (
    AFTER,
    CONTACTS,
    POST,
    checked,
    contact,
    good_week,
    journal,
    people,
    post,
    requirement,
    settings,
    told,
)

BODY = "Zanzibar " + " ".join(f"word{n}" for n in range(160))


def rendered(root: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """Every file of the site that the good week with `files` laid over it makes, checked or not."""
    write(root, {**good_week(), **files})
    asked = request(root, AFTER)
    site = run.render(run.judge(asked), asked).site
    assert site is not None
    return {path: file.data for path, file in site.files.items()}


def built(root: Path, files: Mapping[str, str | bytes]) -> dict[str, str]:
    """Everything that a build writes into `site/` and `report/`."""
    write(root, {**good_week(), **files})
    outcome = run.build(request(root, AFTER))
    assert outcome.exit_code == 0, outcome.diagnostics
    made = tree(root)
    return {path: data for path, data in made.items() if path.startswith(("site/", "report/"))}


def test_14_a_day_that_november_does_not_have_is_told_with_its_place(tmp_path: Path) -> None:
    outcome = checked(tmp_path, {CONTACTS: people(8) + contact("Ines", "2026-11-31")})
    [found] = [one for one in outcome.diagnostics if one.rule == "unreadable-date"]
    assert "November has 30 days" in found.message
    assert found.location == (CONTACTS, 9, len("- {date: ") + 1)
    assert (found.severity.value, outcome.exit_code) == ("error", 1)


def test_15_a_key_that_stands_twice_is_an_error_and_the_last_does_not_win(tmp_path: Path) -> None:
    twice = "- date: 2026-06-02\n  title: Engineer\n  kind: interview\n  title: Recruiter\n"
    outcome = checked(tmp_path, {CONTACTS: people(8) + twice})
    assert told(outcome, "duplicate-key") == [(CONTACTS, 12, "error")]
    assert {one.title for one in journal(outcome).contacts} == {"Engineer"}
    assert outcome.exit_code == 1


@pytest.mark.parametrize(
    "written", ["NO", "12:30", "01234", "1e3", "Null", "2026-06-01", "0x1F", "on", ".inf"]
)
def test_16_what_yaml_would_take_for_something_else_stays_what_it_says(written: str, tmp_path: Path) -> None:
    outcome = checked(tmp_path, {CONTACTS: contact("Ada", employer=written, title=written, person=written)})
    [found] = journal(outcome).contacts
    assert (found.employer, found.title, found.person) == (written, written, written)


def test_17_a_draft_stands_nowhere_and_does_not_count(tmp_path: Path) -> None:
    draft = f"---\ntitle: Zanzibar\ndate: 2026-06-03\ndraft: true\ntags: [zanzibar]\n---\n{BODY}\n"
    outcome = checked(tmp_path, {POST: draft})
    found = requirement(outcome, "blog-post")
    assert (found.verdict, found.records[0].reasons) == ("short", ("post-draft",))
    assert outcome.exit_code == 1

    def traces(text: str) -> set[str]:
        files = rendered(tmp_path, {POST: text})
        return {path for path, data in files.items() if b"zanzibar" in (path.encode() + data).lower()}

    assert traces(draft) == set()
    assert len(traces(draft.replace("draft: true\n", ""))) > 3  # so that the search above can find something


@pytest.mark.parametrize(
    ("zone", "published"), [("Pacific/Tongatapu", True), ("America/Chicago", False), ("UTC", False)]
)
def test_18_a_post_of_tomorrow_is_out_where_it_is_tomorrow_already(
    zone: str, published: bool, tmp_path: Path
) -> None:
    now = dt.datetime(2026, 6, 3, 11, 30, tzinfo=dt.UTC)  # half past midnight of the 4th in Tonga

    def clock(home: dt.tzinfo) -> tuple[dt.date, AsOfFrom]:
        return now.astimezone(home).date(), "clock"

    write(tmp_path, {"portfolio.yaml": settings(f"time_zone: {zone}"), POST: post("2026-06-04")})
    asked = Request(root=tmp_path, clock=clock)
    judged = run.judge(asked)
    site = run.render(judged, asked).site
    assert site is not None
    assert any("late-buses" in path for path in site.files) is published
    assert [one.rule for one in judged.diagnostics if one.rule == "post-scheduled"] == ["post-scheduled"] * (
        not published
    )


def test_24_line_ends_byte_order_marks_and_names_beyond_ascii_change_no_byte(tmp_path: Path) -> None:
    written: dict[str, str] = {
        **good_week(),
        "content/blog/2026-06-05-café.md": f"---\ntitle: Café\ndate: 2026-06-05\n---\n{BODY}\n\n    code\n",
        "content/private/contacts/Zoë.yaml": contact("Zoë", summary="'Grüße, ‘wie gewohnt’.'"),
        "content/pages/über.md": "---\ntitle: Über\n---\nOne.\n\nTwo.\n",
    }
    windows = {path: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for path, text in written.items()}
    assert built(tmp_path / "here", written) == built(tmp_path / "there", windows)


def test_25_scripts_and_scripted_links_are_inert_in_both_outputs(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    links = (
        "[a](javascript:alert(1)) [b](JaVa\tScript:alert(1)) [c](data:text/html,x) <javascript:alert(1)>\n\n"
        f'{evil}\n\n<img src=x onerror="alert(1)"> <svg onload=alert(1)></svg> ![d](javascript:alert(1))\n'
    )
    files = {
        CONTACTS: people(8)
        + contact("X", first_name=f'"{evil}"', summary=f"'\"><img src=x onerror=1> {evil}'"),
        POST: (
            f"---\ntitle: '{evil}'\nsummary: '{evil}'\ndate: 2026-06-03\ntags: ['{evil}']\n---\n"
            f"{links}{BODY}\n"
        ),
        "content/pages/about.md": f"---\ntitle: '{evil}'\n---\n{links}",
    }
    site = rendered(tmp_path, files)
    pages = [data.decode() for path, data in site.items() if path.endswith(".html")]
    assert any("&lt;script&gt;alert(1)" in page for page in pages)
    assert [trouble for page in pages for trouble in live(page)] == []

    run.build(request(tmp_path, AFTER))
    report = (tmp_path / "report" / "index.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in report
    assert evil not in report
    # The report carries its own styles and is held to that by its own tests.
    assert [trouble for trouble in live(report) if trouble != "<style>" and "alert" in trouble] == []


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "-2+3", "\\t=1", "＝1+1"])
def test_26_no_cell_of_the_tables_begins_a_formula(formula: str, tmp_path: Path) -> None:
    quoted = f'"{formula}"'
    asked = {CONTACTS: people(7) + contact("X", first_name=quoted, summary=quoted, employer=quoted)}
    write(tmp_path, {**good_week(), **asked})
    run.build(request(tmp_path, AFTER))
    for name in ("contacts.csv", "weeks.csv"):
        text = (tmp_path / "report" / name).read_text("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        assert [cell for cell in cells if cell.lstrip()[:1] in set("=+-@＝＋－＠\t\r")] == []
    assert formula.replace("\\t", "") in (tmp_path / "report" / "contacts.csv").read_text("utf-8-sig")


BEAST = "quokka"
PRIVATE = {
    CONTACTS: people(8)
    + contact(
        "Quokka",
        last_name="Quokkason",
        employer="Quokka Ltd",
        title="Quokka keeper",
        summary="A quokka said so.",
        email="quokka@mail.example",
        phone="555-0100-quokka",
        profile="https://quokka.example/me",
        person="quokka-1",
        introduced_by="Old Quokka",
        next_step="{on: 2026-06-20, what: Feed the quokka}",
        evidence="[https://quokka.example/mail]",
    ),
    "content/private/activities/2026.yaml": (
        "- {date: 2026-06-02, kind: extra-credit, title: Quokka, evidence: 'https://quokka.example'}\n"
    ),
    "content/private/offers/2026.yaml": (
        "- {employer: Quokka Ltd, title: Quokka keeper, received: 2026-06-05, terms: Quokkas for pay,"
        " negotiated: {asked: more quokkas, granted: false}}\n"
    ),
    "content/private/coaching/2026.yaml": (
        "- {kind: message, date: 2026-06-02, title: Quokka, notes: Mind the quokka., answered: 2026-06-03}\n"
    ),
    "content/private/goals.yaml": "- {title: Quokka, why: quokka, measure: quokkas, target: 8, current: 2}\n",
    "content/private/coach-decisions.yaml": (
        "pauses:\n"
        "  - {from: 2026-07-01, to: 2026-07-02, reason: Quokka week., by: Q. Quokka, on: 2026-06-01}\n"
    ),
    "content/private/evidence/quokka.txt": "quokka\n",
}


def test_27_nothing_private_is_anywhere_in_the_public_output(tmp_path: Path) -> None:
    coach = "coach: {name: Dana Quokka, email: quokka@school.example}"
    files: dict[str, str | bytes] = {
        **PRIVATE,
        "portfolio.yaml": settings().replace("coach: {name: Dana Coach}", coach),
    }
    made = built(tmp_path, files)
    public = {path: data for path, data in made.items() if path.startswith("site/")}
    assert len(public) > 10
    assert [path for path, data in public.items() if BEAST in (path + data).lower()] == []
    assert any(BEAST in data.lower() for path, data in made.items() if path.startswith("report/"))
