"""`weekproof log-issue`: real-shaped bodies, hostile ones, and the same one twice."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.journal import read_journal
from generator.reading.portfolio import PLACEHOLDER
from tests.support.command import Ran, run, tree
from tests.support.hypothesis_profile import examples
from tests.support.repositories import repository
from tests.support.user_input import body

FILE = "content/private/contacts/2026-W23.yaml"
DAY = ("--as-of", "2026-06-03")


def log(root: Path, text: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[Ran, str]:
    """The command on a body; what it came to, and the answer to the issue's author."""
    outside = root.parent
    (outside / "body.md").write_bytes(text.encode("utf-8", "replace"))
    answer = outside / "reply.md"
    words = ("--body-file", str(outside / "body.md"), "--reply", str(answer), *DAY, *more)
    ran = run(capsys, "log-issue", "--root", str(root), *words)
    return ran, answer.read_text("utf-8") if answer.exists() else ""


def test_a_contact_is_written_where_the_others_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = "# my own words\n- {date: 2026-06-02, kind: interview, first_name: A, last_name: B}\n"
    root = repository(tmp_path / "r", {FILE: mine})
    ran, answer = log(root, body(), capsys)
    text = (root / FILE).read_text("utf-8")
    assert (ran.code, ran.out) == (0, f"Logged: {FILE}:4\n")
    assert text.startswith(mine)
    assert "- date: 2026-06-03\n  kind: cold-outreach\n  first_name: Ingrid\n" in text
    assert "Individuals contacted in week 1 (1–7 Jun): 1 of 8." in answer
    assert "Ingrid" not in ran.said


def test_the_same_issue_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "r")
    log(root, body(), capsys)
    before = tree(root)
    ran, answer = log(root, body(), capsys)
    assert (ran.code, ran.out) == (0, f"Already logged: {FILE}:1\n")
    assert answer == "This contact is already logged.\n"
    assert tree(root) == before


def of_issue(root: Path, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[Ran, str]:
    """The command on the event of issue 7."""
    event = root.parent / "event.json"
    event.write_text(json.dumps({"issue": {"body": text, "number": 7, "created_at": "2026-06-03T15:00:00Z"}}))
    answer = root.parent / "reply.md"
    ran = run(capsys, "log-issue", "--root", str(root), "--event", str(event), "--reply", str(answer), *DAY)
    return ran, answer.read_text("utf-8")


def test_an_issue_has_a_file_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = "- {date: 2026-06-02, kind: interview, first_name: A, last_name: B}\n"
    root = repository(tmp_path / "r", {FILE: mine})
    path = "content/private/contacts/2026-W23-issue-7.yaml"
    assert of_issue(root, body(), capsys)[0].out == f"Logged: {path}:1\n"
    assert (root / FILE).read_text("utf-8") == mine
    # Read again after an edit, it is never logged twice; what was changed by hand meanwhile stays.
    before = tree(root)
    for text in (body(), body(Summary="Something else."), body(Date="2026-05-27")):
        ran, answer = of_issue(root, text, capsys)
        assert (ran.code, "already logged" in answer) == (0, True)
    assert tree(root) == before
    # The next record goes where the graduate keeps theirs.
    added = run(capsys, "new", "contact", "--no-input", "--kind", "interview", "--root", str(root), *DAY)
    assert f"Saved: {FILE}:" in added.out


def test_what_keeps_it_from_counting_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = repository(tmp_path / "r")
    ran, answer = log(root, body(Last_name="", Summary=""), capsys)
    assert ran.code == 0
    assert "It does not count yet:" in answer
    assert "0 of 8" in answer


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (body(Date="yesterday"), "**Date**"),
        (body(Kind_of_contact=""), "**Kind of contact**: an answer is required."),
        ("### Hello", "was not made with the form"),
    ],
)
def test_a_form_to_fix_is_answered_and_nothing_is_written(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path / "r")
    before = tree(root)
    ran, answer = log(root, text, capsys)
    assert ran.code == 1
    assert ran.out == "Not logged: 1 answer in the form to fix.\n"
    assert said in answer
    assert tree(root) == before


def test_a_public_repository_takes_no_contact(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path / "r")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"repository": {"private": False}, "issue": {"body": body()}}))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    ran, _ = log(root, body(), capsys)
    assert ran.code == 2
    assert "public" in ran.err
    assert not (root / FILE).exists()


def test_an_event_gives_the_day_in_the_graduates_zone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository(tmp_path / "r")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"issue": {"body": body(), "created_at": "2026-06-03T02:30:00Z"}}))
    ran = run(capsys, "log-issue", "--root", str(root), "--event", str(event), *DAY)
    assert ran.code == 0
    assert "- date: 2026-06-02\n" in (root / FILE).read_text("utf-8")  # evening in Chicago


@pytest.mark.parametrize(
    "data", ["", "[]", '{"issue": 1}', '{"issue": {"body": 7}}', "[" * 100_000, "\udcff"]
)
def test_no_event_is_told_in_a_sentence(
    data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = tmp_path / "event.json"
    event.write_bytes(data.encode("utf-8", "surrogateescape"))
    ran = run(capsys, "log-issue", "--root", str(repository(tmp_path / "r")), "--event", str(event), *DAY)
    assert (ran.code, ran.err.splitlines()[0]) == (2, "weekproof: This file is not the event of an issue.")


@examples(25)
@given(said=st.text(max_size=80), name=st.text(min_size=1, max_size=20), employer=st.text(max_size=20))
def test_whatever_is_written_the_file_stays_readable(
    said: str, name: str, employer: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from generator.cli import main

    folder = tmp_path_factory.mktemp("any")
    root = repository(folder / "r")
    text = body(Summary=said, First_name=name, Company=employer)
    (folder / "body.md").write_bytes(text.encode())
    code = main.run(["log-issue", "--root", str(root), "--body-file", str(folder / "body.md"), *DAY])
    journal, found = read_journal(root, PLACEHOLDER, None)
    assert code in (0, 1)
    assert found == ()
    assert len(journal.contacts) == (1 if code == 0 else 0)
    assert all(one.date == dt.date(2026, 6, 3) for one in journal.contacts)
