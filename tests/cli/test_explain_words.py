"""`explain` with a word that Weekproof prints, and with a week by any of its names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from generator.cli.explain import MEANINGS
from generator.model import verdict
from generator.model.activity import ActivityKind
from generator.model.coaching import CoachingKind
from generator.model.contact import ContactKind
from generator.model.decision import DecisionKind
from generator.model.kinds import KINDS
from generator.rules.kinds import OBLIGATION, REQUIREMENT
from generator.rules.registry import RULES
from tests.support.command import run
from tests.support.repositories import repository, write

Capture = pytest.CaptureFixture[str]
VERDICTS = (verdict.WeekVerdict, verdict.RequirementVerdict, verdict.ObligationVerdict, verdict.Standing)
KIND_WORDS = (DecisionKind, ContactKind, ActivityKind, CoachingKind)
CONTACT = "- {date: 2026-06-09, kind: application, first_name: Kanari}\n"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    return repository(tmp_path / "sam", {"content/private/contacts/2026-W24.yaml": CONTACT})


def explained(capsys: Capture, root: Path, *words: str, day: str = "2026-06-16") -> str:
    ran = run(capsys, "explain", *words, "--root", str(root), "--as-of", day)
    assert (ran.code, ran.err) == (0, ""), words
    return ran.out


def test_every_word_of_a_verdict_is_in_the_table() -> None:
    words = {word for literal in VERDICTS for word in get_args(literal)}
    assert len(words) > 15
    assert words <= MEANINGS.keys()
    assert {word for literal in KIND_WORDS for word in get_args(literal)} <= MEANINGS.keys() | RULES.keys()
    assert OBLIGATION.keys() <= RULES.keys()


@pytest.mark.parametrize("word", MEANINGS)
def test_a_meaning_is_two_to_four_plain_sentences(word: str) -> None:
    assert 2 <= len(re.findall(r"[.!?](?= |$)", MEANINGS[word])) <= 4
    assert word not in RULES, "explain would show the rule"


@pytest.mark.parametrize("word", [*MEANINGS, *REQUIREMENT, *(kind.command for kind in KINDS if kind.command)])
def test_a_word_is_explained(root: Path, capsys: Capture, word: str) -> None:
    assert explained(capsys, root, word.upper()).startswith(f"{word}: ")


@pytest.mark.parametrize("word", ["contacts", "blog-post", "github-contributions", "design-activity"])
def test_a_requirement_is_explained_with_its_clause(root: Path, capsys: Capture, word: str) -> None:
    said = explained(capsys, root, word)
    assert said.startswith(f"{word}: ")
    assert "Every week," in said


def test_off_track_says_why_just_now_and_what_to_do(root: Path, capsys: Capture) -> None:
    said = " ".join(explained(capsys, root, "off-track").split())
    assert "- Week 1 (1–7 Jun) was short: Individuals contacted 0 of 8, Blog post 0 of 1" in said
    assert "- Week 2 (8–14 Jun) was short" in said
    assert "If you did more in week 1 and week 2, log it with its date." in said
    assert "What to do:" not in explained(capsys, root, "off-track", day="2026-06-02"), "not off track yet"


def test_off_track_names_a_late_obligation_and_in_a_public_log_only_its_place(
    root: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = "- {received: 2026-06-01, employer: Kanari, title: Developer, in_field: true, full_time: true}\n"
    write(root, {"content/private/offers/2026.yaml": offer})
    assert "Kanari" in explained(capsys, root, "off-track")
    monkeypatch.setenv("CI", "true")
    said = explained(capsys, root, "off-track")
    assert "Kanari" not in said
    assert "Offers answered in time, due 8 June 2026: late, content/private/offers/2026.yaml:1." in " ".join(
        said.split()
    )


@pytest.mark.parametrize(
    "week", [("2",), ("week", "2"), ("week 2",), ("W24",), ("w24",), ("2026-W24",), ("last",), ("LAST",)]
)
def test_a_week_by_any_of_its_names(root: Path, capsys: Capture, week: tuple[str, ...]) -> None:
    assert explained(capsys, root, *week).startswith("Week 2 (8–14 Jun), 2026-W24, is short.\n")


@pytest.mark.parametrize("word", ["W60", "27", "week 0", "2025-W24"])
def test_an_unknown_week_says_what_to_type(root: Path, capsys: Capture, word: str) -> None:
    ran = run(capsys, "explain", word, "--root", str(root), "--as-of", "2026-06-16")
    assert ran.code == 2
    assert f'I don\'t know the week "{word}".' in ran.err
    assert "Your search has weeks 1 to 26: type 9, W31, this or last." in ran.err


def test_an_unknown_word_says_what_can_be_asked(root: Path, capsys: Capture) -> None:
    ran = run(capsys, "explain", "of-track", "--root", str(root))
    assert (ran.code, "Did you mean `off-track`?" in ran.err) == (2, True)
    ran = run(capsys, "explain", "xyzzy", "--root", str(root))
    assert (ran.code, 'I don\'t know "xyzzy".' in ran.err, "a week (9, W31, this)" in ran.err) == (
        2,
        True,
        True,
    )
