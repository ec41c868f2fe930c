"""Answers to questions: defaults, words by their number or first letters, days by their names."""

from __future__ import annotations

import datetime as dt
from typing import get_args

import pytest

from generator.intake.prompts import Line, ask_to_save, confirm, day_parser, form_of, question
from generator.intake.question import InvalidAnswer, Question, answer_to, prompt_of
from generator.model.application import Application, ApplicationStatus
from generator.model.contact import Contact
from tests.support.user_input import Somebody

FRIDAY = dt.date(2026, 11, 20)
KINDS = ("networking", "interview", "warm-outreach", "cold-outreach", "external-recruiter", "application")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("3", "warm-outreach"),
        ("w", "warm-outreach"),
        ("Cold outreach", "cold-outreach"),
        (" interview ", "interview"),
    ],
)
def test_a_word_by_number_or_first_letters(typed: str, answer: str) -> None:
    assert answer_to(Question(label="How", choices=KINDS), typed) == answer


@pytest.mark.parametrize("typed", ["0", "7", "x", "²", "e-mail"])
def test_other_words_will_not_do(typed: str) -> None:
    with pytest.raises(InvalidAnswer, match="Type one of the choices"):
        answer_to(Question(label="How", choices=KINDS), typed)


def test_an_empty_line_is_the_default_or_no_answer() -> None:
    assert answer_to(Question(label="What", default="it"), " ") == "it"
    assert answer_to(Question(label="What"), "") == ""
    with pytest.raises(InvalidAnswer, match="required"):
        answer_to(Question(label="What", required=True), "")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-20"),
        ("Yesterday", "2026-11-19"),
        ("tomorrow", "2026-11-21"),
        ("fri", "2026-11-20"),
        ("Sat", "2026-11-14"),
        ("monday", "2026-11-16"),
        ("2026-02-28", "2026-02-28"),
    ],
)
def test_days_by_name(typed: str, day: str) -> None:
    assert day_parser(FRIDAY)(typed) == day


def test_a_day_most_of_a_year_away_is_confirmed() -> None:
    parse = day_parser(FRIDAY)
    with pytest.raises(InvalidAnswer, match="2025-11-20 is 365 days ago"):
        parse("2025-11-20")
    assert parse("2026-11-19") == "2026-11-19"
    assert parse("2025-11-20") == "2025-11-20"  # typed again
    with pytest.raises(InvalidAnswer, match="365 days from now"):
        parse("2027-11-20")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.mail.example", "https://www.mail.example"),
        ("code.example/a/pull/1", "https://code.example/a/pull/1"),
        ("https://code.example", "https://code.example"),
        ("mail.png", "mail.png"),
        ("2026/mail.pdf", "2026/mail.pdf"),
    ],
)
def test_proof_is_a_link_or_a_file(typed: str, meant: str) -> None:
    assert question(Contact, Line("evidence", "Proof"), FRIDAY).parse(typed) == meant


@pytest.mark.parametrize("typed", ["see my inbox", "x", "ask her"])
def test_what_is_no_proof_is_told_at_once(typed: str) -> None:
    with pytest.raises(InvalidAnswer):
        question(Contact, Line("evidence", "Proof"), FRIDAY).parse(typed)


@pytest.mark.parametrize("typed", ["2026-02-30", "20.11.2026", "mo", "2026-11-20T10:00Z", "someday"])
def test_what_is_no_day_is_told_with_what_to_write(typed: str) -> None:
    with pytest.raises(InvalidAnswer):
        day_parser(FRIDAY)(typed)


@pytest.mark.parametrize(
    ("typed", "is_yes"), [("", False), ("Yes", True), ("y", True), ("n", False), ("NO", False)]
)
def test_yes_or_no(typed: str, is_yes: bool) -> None:
    somebody = Somebody("perhaps", "e", typed)
    assert confirm(somebody, "Sure?") is is_yes
    assert somebody.heard == ["Sure? [y/N]: ", "Type y or n.", "Type y or n."]


@pytest.mark.parametrize(
    ("typed", "decision"),
    [("", "discard"), ("n", "discard"), ("Y", "save"), ("yes", "save"), ("e", "edit"), ("Edit", "edit")],
)
def test_what_does_not_count_is_saved_only_on_request(typed: str, decision: str) -> None:
    somebody = Somebody("perhaps", typed)
    assert ask_to_save(somebody, is_waiting=False) == decision
    assert somebody.heard == ["Save anyway? [y/N], or e to edit: ", "Type y, n or e."]


def test_what_does_not_count_yet_is_saved_unless_one_says_no() -> None:
    for typed, decision in (("", "save"), ("n", "discard"), ("e", "edit"), ("y", "save")):
        somebody = Somebody(typed)
        assert ask_to_save(somebody, is_waiting=True) == decision
        assert somebody.heard == ["Save? [Y/n], or e to edit: "]


def test_a_choice_that_is_too_long_for_its_line_stands_above_it() -> None:
    assert (
        prompt_of(Question(label="Track", choices=("ux", "ui"), default="ux")) == "Track (1 ux, 2 ui) [ux]: "
    )
    assert prompt_of(Question(label="How", choices=KINDS)) == (
        "How:\n  1 networking   2 interview   3 warm-outreach   4 cold-outreach\n"
        "  5 external-recruiter   6 application\n> "
    )


def test_on_a_narrow_terminal_every_choice_is_seen() -> None:
    assert prompt_of(Question(label="How", choices=KINDS), 40) == (
        "How:\n  1 networking   2 interview\n  3 warm-outreach   4 cold-outreach\n"
        "  5 external-recruiter   6 application\n> "
    )
    narrow = prompt_of(Question(label="How", choices=KINDS), 20)
    assert narrow.count("\n") == len(KINDS) + 1
    label = "Proof, link or file (optional)"
    assert prompt_of(Question(label=label), 20) == f"{label}: "


def test_of_a_kind_without_a_form_each_key_is_asked_for_in_the_words_of_its_declaration() -> None:
    lines = {line.key: line for line in form_of("applications")}
    assert lines["date"] == Line(
        "date", "The day you applied, or saved the job", required=True, is_today=True
    )
    assert [key for key, line in lines.items() if line.required] == ["employer", "title", "date"]
    assert "next_step" not in lines
    assert question(Application, lines["status"], FRIDAY).choices == get_args(ApplicationStatus)
