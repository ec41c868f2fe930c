"""Texts folded, counted, listed, cut and quoted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core import text
from generator.core.text import (
    closest_match,
    count,
    display_width,
    first_few,
    fold_line,
    isolate,
    join_words,
    quote,
    replace_unprintable,
    truncate,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann  Bee", "ann bee"),
        ("\uff21nn", "Ann"),
        ("STRASSE", "Straße"),
        (" Ann\u00a0", "ANN"),
        ("José", "Jose"),
        ("Łuk", "luk"),
        ("An\u200bna", "anna"),
        ("Cafe\u0301", "Café"),
    ],
)
def test_texts_that_are_one(one: str, other: str) -> None:
    assert fold_line(one) == fold_line(other)


def test_a_text_of_signs_alone_is_itself() -> None:
    assert fold_line("★") == "★" != fold_line("♥")
    assert fold_line("C++") != fold_line("C")
    assert fold_line(None) == fold_line("") == fold_line(" \t") == ""


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_line(fold_line(text)).split() == fold_line(text).split()


def test_counts() -> None:
    assert count(1, "week") == "1 week"
    assert count(0, "week") == "0 weeks"
    assert count(1204, "person", "people") == "1,204 people"


def test_lists() -> None:
    assert join_words([]) == ""
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert join_words(list("abcdefghi")) == "a, b, c, d, e, f, g and 2 more"
    assert join_words(list("abcdefghi"), None) == "a, b, c, d, e, f, g, h and i"
    assert join_words(list("abcdefghij"), 4) == "a, b, c and 7 more"


def test_foreign_words_keep_their_direction_to_themselves() -> None:
    assert isolate("Amara") == "Amara"
    assert isolate("a\u202eb\u2069") == "\u2068ab\u2069"


@given(st.text(), st.integers(min_value=10, max_value=80))
def test_clipped_text_is_one_line_and_short(text: str, most: int) -> None:
    line = truncate(text, most)
    assert len(line) <= most + 2
    assert len(line.splitlines()) <= 1


def test_a_quotation_is_one_short_line_in_which_everything_can_be_seen() -> None:
    assert quote("a\n b\u202e") == "`a b�`"
    assert quote("x" * 61) == f"`{'x' * 59}…`"


def test_what_may_have_been_meant() -> None:
    assert closest_match("accnt", ["accent", "ink"]) == "accent"
    assert closest_match("zzz", ["accent"]) is None


def test_the_first_of_many() -> None:
    assert first_few(["a", "b"], 2) == "a, b"
    assert first_few(["a", "b", "c", "d"], 2) == "a, b and 2 more"


def test_columns_of_a_terminal() -> None:
    assert display_width("ab") == 2
    assert display_width("東京") == 4
    assert display_width("e\u0301") == 1


def test_what_no_document_may_hold_is_shown_as_such() -> None:
    forbidden = "\0\x01\x0b\x1f\x7f\x9f\ud800\udfff\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"
    assert replace_unprintable(forbidden) == "\ufffd" * len(forbidden)
    assert replace_unprintable("a\tb\r\nc é 東京 \U0001f600 \ufeff") == "a\tb\r\nc é 東京 \U0001f600 \ufeff"


def test_similar_words_are_those_that_comparing_all_would_find(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(2)  # noqa: S311 - the same words each time
    parts = ("river", "window", "copper", "lantern", "meadow", "station", "ticket", "garden", "violet")
    words = [f"2026-{n % 12 + 1:02}-{chance.choice(parts)}-{chance.choice(parts)}.md" for n in range(300)]
    similar, compared = text.SimilarWords(words), []
    real = text.closest_match

    def counted(typo: str, likely: list[str], cutoff: float) -> str | None:
        compared.append(len(likely))
        return real(typo, likely, cutoff)

    monkeypatch.setattr(text, "closest_match", counted)
    for _ in range(25):
        letters = list(chance.choice(words))
        letters[chance.randrange(len(letters))] = chance.choice("abc-")
        assert similar.closest("".join(letters)) == real("".join(letters), words)
    assert similar.closest("quite something else") is None
    assert similar.closest("x" * 100_000) is None
    assert 0 < max(compared) <= 24
