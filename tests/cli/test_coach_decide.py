"""`weekproof coach decide|pause|note`: the coach's answers as text, judged before they are written."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.support.command import Ran, run, tree
from tests.support.repositories import SETTINGS, repository, write
from tests.support.ssh_keys import key, public, signed

Capture = pytest.CaptureFixture[str]
DECISIONS = "content/private/coach-decisions.yaml"
needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """Two weeks without any record, judged in the third."""
    return repository(tmp_path / "sam")


def coach(capsys: Capture, root: Path, *words: str) -> Ran:
    return run(capsys, "coach", *words, "--root", str(root), "--as-of", "2026-06-16")


def decide(capsys: Capture, root: Path, *words: str) -> Ran:
    return coach(capsys, root, "decide", *words)


def text(root: Path) -> str:
    return (root / DECISIONS).read_bytes().decode()


FIRST = """\
graduate: Sam Example

decisions:
  - weeks: [2026-W23]
    decision: waived
    reason: "Ill: all week."
    by: Dana Coach
    on: 2026-06-16
"""


def test_a_first_decision_makes_the_file(root: Path, capsys: Capture) -> None:
    ran = decide(capsys, root, "2026-w23", "--waive", "--reason", "Ill: all week.")
    assert (ran.code, ran.out, ran.err) == (
        0,
        f"Written: {DECISIONS}. Commit it.\nWeek 1 (1–7 Jun): short → excused\n",
        "",
    )
    assert text(root) == FIRST


def test_a_next_one_stands_behind_it_and_says_what_it_changed(root: Path, capsys: Capture) -> None:
    before = "# mine\r\n" + FIRST.replace("\n", "\r\n") + "pauses: []  # none\r\n"
    write(root, {DECISIONS: before})
    ran = decide(
        capsys, root, "2026-W24", "--acknowledge", "--requirement", "contacts", "--reason", "Seen.",
        *("--by", "Eve", "--until", "2026-12-31"),
    )  # fmt: skip
    assert ran.code == 0
    new = (
        "\n  - weeks: [2026-W24]\n    requirements: [contacts]\n    decision: acknowledged\n"
        "    reason: Seen.\n    by: Eve\n    on: 2026-06-16\n    until: 2026-12-31\n"
    )
    assert text(root) == before.replace("pauses", new.replace("\n", "\r\n") + "pauses")
    ran = decide(capsys, root, "2026-W24", "--waive", "--reason", "Better.")
    assert ran.out.endswith("Week 2 (8–14 Jun): short → excused\nStanding: off-track → on-track\n")


def test_an_open_week_may_be_waived(root: Path, capsys: Capture) -> None:
    ran = decide(capsys, root, "this", "--waive", "--reason", "Moving house.")
    assert ran.code == 0, ran.err
    assert ran.out.endswith("Week 3 (15–21 Jun) is still open: it is excused if it ends short.\n")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("2026-W25", "--acknowledge"), "Week 3 (15–21 Jun) is not over yet."),
        (("2026-W30", "--waive"), "Week 8 (20–26 Jul) has not begun."),
        (("2026-W22", "--waive"), 'I don\'t know the week "2026-W22".'),
        (
            ("2026-W23", "--waive", "--requirement", "contact"),
            "no requirement or obligation called `contact`",
        ),
        (("2026-W23", "--waive", "--until", "2026-06-01"), "This decision ends before it is made."),
        (("2026-W23", "--waive", "--until", "soon"), "`soon` isn't a date."),
        (
            ("2026-W23", "--waive", "--requirement", "offer-answer"),
            "nothing that it covers is short",
        ),
        (("2026-W23", "--waive", "--reason", " "), "`reason` is empty."),
        (("2026-W23",), "Give --waive or --acknowledge."),
    ],
)
def test_what_needs_no_answer_gets_none(
    root: Path, capsys: Capture, words: tuple[str, ...], why: str
) -> None:
    before = tree(root)
    reason = () if "--reason" in words else ("--reason", "x")
    ran = decide(capsys, root, *words, *reason)
    assert (ran.code, ran.out, why in ran.err) == (2, "", True)
    assert tree(root) == before


def test_a_week_is_answered_once_the_same_way(root: Path, capsys: Capture) -> None:
    decide(capsys, root, "2026-W23", "--acknowledge", "--reason", "x")
    ran = decide(capsys, root, "2026-W23", "--acknowledge", "--reason", "x")
    assert "Week 1 (1–7 Jun) is already acknowledged." in ran.err
    decide(capsys, root, "2026-W23", "--waive", "--reason", "x")
    ran = decide(capsys, root, "2026-W23", "--waive", "--reason", "x")
    assert "Week 1 (1–7 Jun) is already excused: contacts 0 of 8" in ran.err
    assert text(root).count("weeks:") == 2


def test_a_met_week_needs_no_answer(root: Path, capsys: Capture) -> None:
    write(
        root,
        {
            "content/contributions/2026-06.yaml": (
                "- {date: 2026-06-02, source: github-graphql, login: sam-example, commits: 12}\n"
            )
        },
    )
    ran = decide(
        capsys, root, "2026-W23", "--requirement", "github-contributions", "--waive", "--reason", "x"
    )
    assert "Week 1 (1–7 Jun) needs no decision: github-contributions 12 of 5." in ran.err


def test_a_broken_file_is_left_alone(root: Path, capsys: Capture) -> None:
    write(root, {DECISIONS: "decisions: [\n"})
    ran = decide(capsys, root, "2026-W23", "--waive", "--reason", "x")
    assert (ran.code, "Fix line 1 first" in ran.err) == (2, True)
    assert text(root) == "decisions: [\n"


def test_leave_is_a_pause(root: Path, capsys: Capture) -> None:
    words = ("pause", "--from", "2026-06-15", "--to", "2026-06-21", "--reason", "Away.")
    ran = coach(capsys, root, *words)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"Written: {DECISIONS}. Commit it.\nNothing is asked from Monday 15 June to Sunday 21 June.\n"
        "Week 3 (15–21 Jun): open → paused\n"
    )
    assert text(root).endswith(
        "pauses:\n  - from: 2026-06-15\n    to: 2026-06-21\n    reason: Away.\n"
        "    by: Dana Coach\n    on: 2026-06-16\n"
    )
    ran = coach(capsys, root, "pause", "--from", "2026-06-21", "--to", "2026-06-15", "--reason", "Away.")
    assert (ran.code, "This pause ends before it starts." in ran.err) == (2, True)


def test_a_note_is_a_coaching_record(root: Path, capsys: Capture) -> None:
    ran = coach(capsys, root, "note", "message", "How did it go?", "--notes", "Ring me.")
    assert ran.out == "Answer by Friday 19 June.\nSaved: content/private/coaching/2026-06.yaml:1\n"
    ran = coach(capsys, root, "note", "check-in", "Second", "--on", "2026-06-20")
    assert (ran.code, ran.out) == (0, "Saved: content/private/coaching/2026-06.yaml:6\n")
    assert (root / "content/private/coaching/2026-06.yaml").read_text("utf-8") == (
        "- kind: message\n  date: 2026-06-16\n  title: How did it go?\n  notes: Ring me.\n\n"
        "- kind: check-in\n  date: 2026-06-20\n  title: Second\n"
    )


def with_keys(root: Path, *keys: Path) -> None:
    lines = "".join(f'    - "{public(one)}"\n' for one in keys)
    settings = SETTINGS.replace(
        "coach: {name: Dana Coach}", f"coach:\n  name: Dana Coach\n  signing_keys:\n{lines}"
    )
    write(root, {"portfolio.yaml": settings})


def rules(capsys: Capture, root: Path) -> list[str]:
    ran = run(capsys, "check", "--root", str(root), "--as-of", "2026-06-16", "--format", "json")
    found = [one["rule"] for one in json.loads(ran.out)["diagnostics"]]
    return [name for name in found if name.startswith("decision-")]


@needs_ssh
def test_where_keys_are_set_the_decision_is_signed(root: Path, capsys: Capture) -> None:
    with_keys(root, key())
    ran = decide(capsys, root, "2026-W23", "--waive", "--reason", "Ill: all week.", "--key", str(key()))
    assert ran.out.startswith(f"Written and signed: {DECISIONS} and {DECISIONS}.sig. Commit both.\n")
    assert (text(root), rules(capsys, root)) == (FIRST, [])
    ran = decide(capsys, root, "2026-W24", "--waive", "--reason", "Ill.", "--key", str(key()))
    assert (ran.code, rules(capsys, root)) == (0, [])
    assert "Standing: off-track → on-track" in ran.out


@needs_ssh
@pytest.mark.parametrize("case", ["other key", "no key", "changed", "unsigned", "crlf", "no graduate"])
def test_nobody_signs_what_would_be_void_or_is_not_theirs(root: Path, capsys: Capture, case: str) -> None:
    with_keys(root, key())
    data = FIRST.encode()
    laid = {
        "changed": data.replace(b"Ill", b"Very ill"),
        "unsigned": data,
        "crlf": data.replace(b"\n", b"\r\n"),
        "no graduate": data.replace(b"graduate: Sam Example\n", b""),
    }.get(case)
    if laid is not None:
        write(root, {DECISIONS: laid})
    if case in ("changed", "no graduate"):
        write(root, {f"{DECISIONS}.sig": signed(laid if case == "no graduate" and laid else data, key())})
    before = tree(root)
    used = {"other key": key("rsa", "other"), "no key": root / "nowhere"}.get(case, key())
    ran = decide(capsys, root, "2026-W24", "--waive", "--reason", "x", "--key", str(used))
    why = {
        "other key": "This key is not in `coach.signing_keys`",
        "no key": "There is no key",
        "changed": "was changed after it was signed",
        "unsigned": "is not signed",
        "crlf": "has CRLF line endings",
        "no graduate": "do not say which graduate they are for",
    }[case]
    assert (ran.code, ran.out, why in ran.err) == (2, "", True)
    assert tree(root) == before


@needs_ssh
def test_a_signature_that_cannot_be_made_leaves_the_file_as_it_was(
    root: Path, capsys: Capture, tmp_path: Path
) -> None:
    with_keys(root, key())
    broken = tmp_path / "broken"
    broken.write_text("no key\n")
    broken.chmod(0o600)
    before = tree(root)
    assert decide(capsys, root, "2026-W23", "--waive", "--reason", "x", "--key", str(broken)).code == 3
    assert tree(root) == before


def test_without_a_start_or_with_wrong_settings_nothing_is_decided(root: Path, capsys: Capture) -> None:
    write(root, {"portfolio.yaml": SETTINGS.replace("start: 2026-06-01, ", "")})
    assert (
        "The search has no first day yet." in decide(capsys, root, "2026-W23", "--waive", "--reason", "x").err
    )
    write(root, {"portfolio.yaml": "graduate: [\n"})
    ran = decide(capsys, root, "2026-W23", "--waive", "--reason", "x")
    assert (ran.code, "yaml-syntax" in ran.out) == (2, True)
    assert not (root / DECISIONS).exists()
