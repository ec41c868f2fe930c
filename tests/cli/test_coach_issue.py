"""`weekproof coach issue`: only the coach's account, only in a private repository, shown as what it is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from generator.pipeline.report import report_on
from generator.pipeline.run import judge
from generator.report.as_json import report_json
from generator.report.authorship import on_record
from generator.report.context import Report
from generator.report.lists import decisions, pauses
from tests.support.command import Ran, run, tree
from tests.support.repositories import SETTINGS, repository, request, write
from tests.support.ssh_keys import key, public
from tests.support.user_input import coach_body

Capture = pytest.CaptureFixture[str]
DAY = ("--as-of", "2026-06-16")
FILE = "content/private/coach-decisions.yaml"
WITH_LOGIN = SETTINGS.replace("{name: Dana Coach}", "{name: Dana Coach, github: Dana-Coach}")


def event(text: str, **changes: Any) -> dict[str, Any]:
    """The event of an issue that the coach has opened."""
    about = {
        "author": "dana-coach",
        "sender": "dana-coach",
        "private": True,
        "number": 12,
        "action": "opened",
    }
    about |= changes
    return {
        "action": about["action"],
        "sender": {"login": about["sender"]},
        "repository": {} if about["private"] is None else {"private": about["private"]},
        "issue": {"body": text, "number": about["number"], "user": {"login": about["author"]}},
    }


def answer(capsys: Capture, root: Path, text: str, **changes: Any) -> tuple[Ran, str]:
    """The command on an event; what it came to, and the reply."""
    file, reply = root.parent / "event.json", root.parent / "reply.md"
    file.write_text(json.dumps(event(text, **changes)))
    reply.unlink(missing_ok=True)
    ran = run(
        capsys, "coach", "issue", "--root", str(root), "--event", str(file), "--reply", str(reply), *DAY
    )
    return ran, reply.read_text("utf-8") if reply.exists() else ""


def test_what_the_coach_asks_for_is_written_and_told_as_what_it_is(tmp_path: Path, capsys: Capture) -> None:
    root = repository(tmp_path / "r", {"portfolio.yaml": WITH_LOGIN})
    hostile = "Canarista. ${{ github.token }} $(touch pwned)\n### Weeks\n\n2"
    ran, reply = answer(capsys, root, coach_body("Excuse a week", Weeks="1", text=hostile))
    assert (ran.code, ran.out) == (0, f"Written: {FILE}\n")
    assert "Canarista" not in ran.said + reply
    assert "- Week 1 (1–7 Jun): short → excused\n" in reply
    text = (root / FILE).read_text("utf-8")
    assert "weeks: [2026-W23]\n" in text
    assert (
        "    by: Dana Coach\n    on: 2026-06-16\n    asked:\n      account: dana-coach\n      issue: 12\n"
        in text
    )
    # The same issue again, as when the run is started again.
    before = tree(root)
    ran, reply = answer(capsys, root, coach_body("Excuse a week", Weeks="1"))
    assert (ran.code, reply, tree(root)) == (0, "This issue has been answered already.\n", before)
    # Leave, and a note in a file of its own.
    leave = coach_body("Grant leave", first="2026-06-22", last="2026-06-28")
    _, reply = answer(capsys, root, leave, number=13)
    assert "- Nothing is asked from Monday 22 June to Sunday 28 June.\n" in reply
    _, reply = answer(capsys, root, coach_body("Write to the graduate", text="Hello\nAll well?"), number=14)
    assert "for the graduate to answer" in reply
    note = (root / "content/private/coaching/2026-W25-issue-14.yaml").read_text("utf-8")
    assert "title: Hello\n  notes: All well?\n" in note
    # The report says that it was asked for, and does not say that it was signed.
    made = report(root)
    decided, paused = (lines(made)[0].side for lines in (decisions, pauses))
    for side, number in ((decided, 12), (paused, 13)):
        assert (
            f"noted as asked for in issue {number} by @dana-coach, the coach's account, and written by"
            in side
        )
        assert (
            "the workflow; not signed: anyone who can write to this repository could have written it" in side
        )
    assert (
        "The workflow wrote what @dana-coach asked for in issues 12 and 13: look there who asked."
        in on_record(made)
    )
    data = json.loads(report_json(made))
    assert data["decisions"][0]["asked"] == {"account": "dana-coach", "issue": 12}
    assert (data["pauses"][0]["asked"]["issue"], data["pauses"][0]["signed_by"]) == (13, None)
    # An account that is not the coach's (any more) is told.
    write(root, {"portfolio.yaml": WITH_LOGIN.replace("Dana-Coach}", "somebody}")})
    assert (
        "@dana-coach, which is not the coach's account in the settings, and"
        in decisions(report(root))[0].side
    )


def report(root: Path) -> Report:
    judged = judge(request(root, dt.date(2026, 6, 16)))
    assert judged.verdict is not None
    return report_on(judged.verdict, judged.diagnostics, judged.compared)


def test_whoever_else_asks_gets_nothing(tmp_path: Path, capsys: Capture) -> None:
    text = coach_body("Excuse a week", Weeks="1", text="Canarista.")
    signed = f"{{name: Dana Coach, github: dana-coach, signing_keys: ['{public(key())}']}}"
    for settings, changes, said in (
        (WITH_LOGIN, {"author": "sam-example", "sender": "sam-example"}, "Only the account"),
        (WITH_LOGIN, {"sender": "sam-example"}, "Only the account"),
        (WITH_LOGIN, {"author": "sam-example"}, "Only the account"),
        (WITH_LOGIN, {"author": ["dana-coach"]}, "Only the account"),
        (WITH_LOGIN, {"action": "edited"}, "read when it is opened"),
        (WITH_LOGIN, {"number": None}, "read when it is opened"),
        (WITH_LOGIN, {"private": False}, "everybody can read its issues"),
        (WITH_LOGIN, {"private": None}, "everybody can read its issues"),
        (WITH_LOGIN, {"private": "true"}, "everybody can read its issues"),
        (SETTINGS, {}, "does not say yet which GitHub account"),
        (
            SETTINGS.replace("{name: Dana Coach}", "{name: D, github: SAM-example}"),
            {},
            "graduate's own account",
        ),
        (SETTINGS.replace("{name: Dana Coach}", signed), {}, "`weekproof coach decide … --waive"),
        ("graduate: [", {}, "has mistakes"),
    ):
        root = repository(tmp_path / "r", {"portfolio.yaml": settings})
        before = tree(root)
        ran, reply = answer(capsys, root, text, **changes)
        assert (ran.code, tree(root)) == (1, before), changes
        assert said in reply, changes
        assert "Canarista" not in ran.said + reply


def test_what_cannot_be_done_is_told_and_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    root = repository(tmp_path / "r", {"portfolio.yaml": WITH_LOGIN})
    before = tree(root)
    for text, said in (
        (coach_body("Excuse a week", Weeks="99"), 'I don\'t know the week "99"'),
        (coach_body("Excuse a week", Weeks="5"), "Week 5 (29 Jun – 5 Jul) has not begun."),
        (coach_body("Excuse a week", Weeks=""), "**Weeks**: an answer is required."),
        (coach_body("Make it all good", Weeks="1"), "**What you want to do**: an answer is required."),
        (coach_body("Excuse a week", Weeks="1", requirements="blgo"), "called `blgo`"),
        (coach_body("Grant leave", first="soon", last="2026-07-01"), "Nothing was written"),
        (coach_body("Grant leave", first="2026-07-02", last="2026-07-01"), "Nothing was written"),
        ("### Hello", "was not made with the form"),
    ):
        ran, reply = answer(capsys, root, text)
        assert (ran.code, tree(root)) == (1, before), text
        assert said in reply
        assert "Open a new issue to try again." in reply
