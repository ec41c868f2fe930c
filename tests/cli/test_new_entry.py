"""`weekproof new contact` and its like at a terminal: what is asked, in which order, and how one leaves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.cli.new_record import new_record
from generator.cli.options import asked as options_of
from generator.cli.options import output, request
from generator.intake.question import Ask
from generator.writing.emit import Value
from tests.support.command import tree
from tests.support.repositories import repository
from tests.support.user_input import Somebody

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
    given: Mapping[str, Value] | None = None,
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
    somebody = Somebody("Ada Byron", "", "", "2", "", "", "Again.", "x.png", "n", "n")
    assert asked(root, somebody) == 0
    said = capsys.readouterr().out
    assert "Does not count: This person has already been counted, at content/" in said
    assert said.endswith("Nothing was written.\n")
    assert "Save anyway? [y/N], or e to edit: " in somebody.heard
    assert tree(root) == before


def test_what_would_not_count_is_not_saved_unless_one_says_so(root: Path, capsys: Capture) -> None:
    before = tree(root)
    somebody = Somebody("Ada Byron", "", "", "2", "", "", "Again.", "x.png", "", "n")
    assert asked(root, somebody) == 0
    assert capsys.readouterr().out.endswith("Nothing was written.\n")
    assert tree(root) == before
    assert asked(root, Somebody("Ada Byron", "", "", "2", "", "", "Again.", "x.png", "y", "n")) == 0
    assert "  first_name: Ada\n" in added(root)


def test_a_meeting_of_today_is_saved_with_enter_and_does_not_count_yet(root: Path, capsys: Capture) -> None:
    answers = ("Cleo Marsh", "Wren", "Editor", "net", "", "", "We spoke about atlases.", "", "", "n")
    somebody = Somebody(*answers)
    assert asked(root, somebody) == 0
    said = capsys.readouterr().out
    assert "Does not count yet: A meeting at an event needs a follow-up message." in said
    assert "Save? [Y/n], or e to edit: " in somebody.heard
    assert "  first_name: Cleo\n" in added(root)


def test_answers_can_be_edited_before_they_are_saved(root: Path, capsys: Capture) -> None:
    somebody = Somebody(
        *(
            "Mary Jane van der Berg",
            "van der Berg",
            "Wren",
            "CTO",
            "net",
            "mon",
            "",
            "Met her.",
            "https://m.example/1",
        ),
        "e",
        *("", "", "Wren Labs", "", "", "", "tue", "", "https://m.example/2", "n"),
    )
    assert asked(root, somebody) == 0
    assert somebody.lines == []
    assert added(root) == (
        "\n- date: 2026-06-08\n  kind: networking\n  first_name: Mary Jane\n  last_name: van der Berg\n"
        "  title: CTO\n  employer: Wren Labs\n  summary: Met her.\n  follow_up: 2026-06-09\n"
        "  evidence: [https://m.example/2]\n"
    )
    said = capsys.readouterr().out
    assert said.count("Does not count yet: ") == said.count("Saved: ") == 1
    assert "Nothing was written." not in said


def test_a_flag_can_be_edited_and_what_is_never_asked_stays(root: Path) -> None:
    given = {"kind": "networking", "date": "2026-06-09", "person": "bea-lund"}
    first = ("Bea Lund", "Wren", "CTO", "", "Met her.", "x.png")
    somebody = Somebody(*first, "e", "", "", "", "cold", "", "", "", "n")
    assert asked(root, somebody, given=given) == 0
    assert somebody.lines == []
    assert "- date: 2026-06-09\n  kind: cold-outreach\n" in added(root)
    assert "  person: bea-lund\n" in added(root)


def test_every_form_can_be_edited(root: Path) -> None:
    somebody = Somebody(
        *("Wren", "CTO", "2026-07-01", "", "y", "n", "Remote."), "e", *("", "", "mon", "", "", "", "", "n")
    )
    assert asked(root, somebody, "offers") == 0
    assert somebody.lines == []
    assert (root / "content/private/offers/2026.yaml").read_text("utf-8") == (
        "- employer: Wren\n  title: CTO\n  received: 2026-06-08\n  in_field: true\n  full_time: false\n"
        "  terms: Remote.\n"
    )


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
    somebody = Somebody(*typed, "Wren", "CTO", "4", "", "Wrote.", "x.png", "n")
    assert asked(root, somebody) == 0
    assert lines in added(root)
    assert ("single_name: true" in added(root)) == (typed == ("Pelé", ""))


def test_a_wrong_answer_is_asked_again(root: Path) -> None:
    somebody = Somebody(
        "Bea Lund", "Wren", "CTO", "coffee", "4", "2026-06-31", "2026-06-09", "Wrote.", "x.png", "n"
    )
    asked(root, somebody)
    assert "June has 30 days. Its last day is 2026-06-30." in somebody.heard
    assert "- date: 2026-06-09\n" in added(root)


@pytest.mark.parametrize("count", range(9))
def test_leaving_in_the_middle_writes_nothing(root: Path, count: int) -> None:
    before = tree(root)
    lines = ("Bea Lund", "Wren", "CTO", "4", "", "Wrote.", "x.png")[:count]
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


def test_a_name_of_which_the_mail_lost_a_letter_is_asked_for(root: Path) -> None:
    begun = {"lost_name": "Jos? Ray", "email": "j@w.example", "date": "2026-06-09", "channel": "email"}
    somebody = Somebody("José Ray", "Wren", "CTO", "warm", "", "Wrote.", "", "n")
    assert asked(root, somebody, begun=begun) == 0
    assert somebody.heard[0].startswith("Full name (the mail has lost a letter of it: Jos? Ray)")
    assert "  first_name: José\n  last_name: Ray\n" in added(root)
    assert "Jos?" not in added(root)


@pytest.mark.parametrize(
    ("lines", "first", "last"),
    [
        (("Dr. Bea Lund, PhD (she/her)",), "Bea", "Lund"),
        (("Lund, Bea",), "Bea", "Lund"),
        (("Dr. Lund", "", "Bea"), "Bea", "Lund"),
        (("Bea Lund, Senior Recruiter", "", ""), "Bea", "Lund"),
    ],
)
def test_titles_degrees_and_pronouns_are_no_part_of_a_name(
    root: Path, lines: tuple[str, ...], first: str, last: str
) -> None:
    assert asked(root, Somebody(*lines, "Wren", "CTO", "4", "", "Wrote.", "x.png", "n")) == 0
    assert f"  first_name: {first}\n  last_name: {last}\n" in added(root)


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
    assert said.startswith("Saved, but never counted: external-recruiter.\n")
    assert "Does not count" not in said
    assert "Save anyway? [y/N], or e to edit: " not in somebody.heard
    assert "kind: external-recruiter" in added(root)


def test_a_meeting_is_asked_for_its_follow_up(root: Path, capsys: Capture) -> None:
    somebody = Somebody("Bea Lund", "Wren", "CTO", "net", "mon", "tue", "Met at the meetup.", "x.png", "n")
    assert asked(root, somebody) == 0
    assert "  follow_up: 2026-06-09\n" in added(root)
    assert "2 of 8 this week" in capsys.readouterr().out


def test_what_was_given_is_not_asked_again(root: Path) -> None:
    given = {"kind": "interview", "first_name": "Bea", "date": "2026-06-09"}
    somebody = Somebody("Lund", "Wren", "CTO", "", "Talked.", "x.png", "y", "Ann Lee", *("",) * 5, "n", "n")
    assert asked(root, somebody, given=given) == 0
    assert "  first_name: Bea\n  last_name: Lund\n" in added(root)
    assert not [
        prompt for prompt in somebody.heard if prompt.startswith(("Kind of contact", "Date", "First name"))
    ]
    assert "Full name: " in somebody.heard  # of the next one


def test_proof_that_was_given_is_not_asked_for(root: Path) -> None:
    given: dict[str, Value] = {"evidence": ("https://m.example/1", "https://m.example/2")}
    somebody = Somebody("Bea Lund", "Wren", "CTO", "cold", "", "Wrote.", "n")
    assert asked(root, somebody, given=given) == 0
    assert somebody.lines == []
    assert "  evidence: [https://m.example/1, https://m.example/2]\n" in added(root)


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
    assert "`many` isn't a number. Use digits only: 8 or 7.5." in somebody.heard
    assert (root / "content/private/goals.yaml").read_text("utf-8").endswith("  target: 60\n")
