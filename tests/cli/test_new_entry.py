"""`weekproof new contact` and its like at a terminal: what is asked, in which order, and how one leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.new_record import new_record
from generator.cli.options import asked as options_of
from generator.cli.options import output, request
from generator.intake.question import Ask
from tests.support.answering import Somebody
from tests.support.command import tree
from tests.support.repositories import repository

Capture = pytest.CaptureFixture[str]
FILE = "content/private/contacts/2026-W24.yaml"
ADA = """\
- date: 2026-06-08
  kind: interview
  first_name: Ada
  last_name: Byron
  title: Lead engineer
  employer: Harbour
  email: ada@harbour.example
  summary: First talk.
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    return repository(tmp_path / "sam", {FILE: ADA})


def added(root: Path) -> str:
    return (root / FILE).read_text("utf-8").removeprefix(ADA)


def asked(
    root: Path,
    ask: Ask,
    name: str = "contacts",
    begun: dict[str, str] | None = None,
    given: dict[str, str] | None = None,
) -> int:
    options = options_of(root, "2026-06-10")
    return new_record(name, given or {}, begun or {}, request(options), output(options), ask)


def test_several_in_a_row_with_what_was_typed_before_at_hand(root: Path, capsys: Capture) -> None:
    somebody = Somebody(
        *("Bea Lund", "Wren", "CTO", "4", "", "Wrote to her.", "https://m.example/1", "y"),
        *("bea lund", "", "", "interview", "mon", "phone", "Talked.", "", "n"),
    )
    assert asked(root, somebody) == 0
    assert somebody.lines == []
    said = capsys.readouterr().out
    assert "2 of 8 this week; 6 more by Sunday 14 June." in said
    assert "Employer [Wren]: " in somebody.heard
    assert "Job title [CTO]: " in somebody.heard
    assert added(root).count("- date:") == 2
    assert added(root).endswith(
        "- date: 2026-06-08\n  kind: interview\n  first_name: Bea\n  last_name: Lund\n"
        "  title: CTO\n  employer: Wren\n  summary: Talked.\n  stage: phone-screen\n"
    )


def test_a_record_that_would_not_count_is_asked_about_before_it_is_written(
    root: Path, capsys: Capture
) -> None:
    before = tree(root)
    somebody = Somebody("Ada Byron", "", "", "2", "", "", "Again.", "x", "n", "n")
    assert asked(root, somebody) == 0
    said = capsys.readouterr().out
    assert "Does not count: The individual was counted already." in said
    assert said.endswith("Nothing was written.\n")
    assert "Keep it all the same? [Y/n]: " in somebody.heard
    assert tree(root) == before


NAMES = [
    (("Bea Lund",), "  first_name: Bea\n  last_name: Lund\n"),
    (("Lund, Bea",), "  first_name: Bea\n  last_name: Lund\n"),
    (("Mary Jane van der Berg", "van der Berg"), "  first_name: Mary Jane\n  last_name: van der Berg\n"),
    (("Mary Jane Berg", ""), "  first_name: Mary Jane\n  last_name: Berg\n"),
    (("Pelé", ""), "  first_name: Pelé\n"),
]


@pytest.mark.parametrize(("typed", "lines"), NAMES)
def test_a_name_is_taken_apart_only_where_that_is_sure(
    root: Path, typed: tuple[str, ...], lines: str
) -> None:
    somebody = Somebody(*typed, "Wren", "CTO", "4", "", "Wrote.", "x", "n")
    assert asked(root, somebody) == 0
    assert lines in added(root)
    assert ("single_name: true" in added(root)) == (typed == ("Pelé", ""))


def test_a_wrong_answer_is_asked_again(root: Path) -> None:
    somebody = Somebody(
        "Bea Lund", "Wren", "CTO", "coffee", "4", "2026-06-31", "2026-06-09", "Wrote.", "x", "n"
    )
    asked(root, somebody)
    assert "June has 30 days. Write year, month and day: 2026-11-03." in somebody.heard
    assert "- date: 2026-06-09\n" in added(root)


@pytest.mark.parametrize("count", range(9))
def test_leaving_in_the_middle_writes_nothing(root: Path, count: int) -> None:
    before = tree(root)
    lines = ("Bea Lund", "Wren", "CTO", "4", "", "Wrote.", "x")[:count]
    if count < 7:
        with pytest.raises(KeyboardInterrupt):
            asked(root, Somebody(*lines))
        assert tree(root) == before


def test_what_a_mail_says_can_be_changed(root: Path) -> None:
    begun = {
        "name": "Bea Lund",
        "email": "b@w.example",
        "date": "2026-06-09",
        "summary": "Late buses",
        "channel": "email",
    }
    somebody = Somebody("", "Wren", "CTO", "warm", "", "Late buses, and mine.", "", "n")
    assert asked(root, somebody, begun=begun) == 0
    assert added(root).endswith(
        "- date: 2026-06-09\n  kind: warm-outreach\n  first_name: Bea\n  last_name: Lund\n  title: CTO\n"
        "  employer: Wren\n  channel: email\n  summary: Late buses, and mine.\n  email: b@w.example\n"
    )


def test_other_kinds_are_asked_for_too(root: Path) -> None:
    somebody = Somebody("mock", "", "Data modelling", "1", "Vague on locks.", "n")
    assert asked(root, somebody, "coaching") == 0
    text = (root / "content/private/coaching/2026-06.yaml").read_text("utf-8")
    assert text == (
        "- kind: mock-interview\n  date: 2026-06-10\n  title: Data modelling\n  notes: Vague on locks.\n"
        "  attended: on-time\n"
    )


def test_a_kind_that_never_counts_is_told_once_and_not_asked_about(root: Path, capsys: Capture) -> None:
    somebody = Somebody("Bea Lund", "BlueDoor", "Recruiter", "ext", "", "Rang.", "", "n")
    assert asked(root, somebody) == 0
    said = capsys.readouterr().out
    assert said.startswith("Logged and never counted: external-recruiter.\n")
    assert "Does not count" not in said
    assert "Keep it all the same? [Y/n]: " not in somebody.heard
    assert "kind: external-recruiter" in added(root)


def test_a_meeting_is_asked_for_its_follow_up(root: Path, capsys: Capture) -> None:
    somebody = Somebody("Bea Lund", "Wren", "CTO", "net", "mon", "tue", "Met at the meetup.", "x", "n")
    assert asked(root, somebody) == 0
    assert "  follow_up: 2026-06-09\n" in added(root)
    assert "2 of 8 this week" in capsys.readouterr().out


def test_what_was_given_is_not_asked_again(root: Path) -> None:
    given = {"kind": "interview", "first_name": "Bea", "date": "2026-06-09"}
    somebody = Somebody("Lund", "Wren", "CTO", "", "Talked.", "x", "y", "Ann Lee", *("",) * 5, "n", "n")
    assert asked(root, somebody, given=given) == 0
    assert "  first_name: Bea\n  last_name: Lund\n" in added(root)
    assert not [prompt for prompt in somebody.heard if prompt.startswith(("How", "When", "First name"))]
    assert "Who (full name): " in somebody.heard  # of the next one


def test_an_offer_is_asked_for_yes_or_no(root: Path) -> None:
    somebody = Somebody("Wren", "CTO", "", "2026-06-15", "y", "2", "Remote.", "n")
    assert asked(root, somebody, "offers") == 0
    assert (root / "content/private/offers/2026.yaml").read_text("utf-8") == (
        "- employer: Wren\n  title: CTO\n  received: 2026-06-10\n  deadline: 2026-06-15\n  in_field: true\n"
        "  full_time: false\n  terms: Remote.\n"
    )


def test_a_number_is_asked_for_until_it_is_one(root: Path) -> None:
    somebody = Somebody("Talk to people", "", "People", "many", "60", "", "n")
    assert asked(root, somebody, "goals") == 0
    assert "`many` is not a number. Write digits only: 8 or 7.5." in somebody.heard
    assert (root / "content/private/goals.yaml").read_text("utf-8").endswith("  target: 60\n")
