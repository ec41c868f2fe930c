"""The guard against a naive one: nothing that is told is missed, nothing else is found."""

from __future__ import annotations

import html
import json
import unicodedata
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import event, example, given
from hypothesis import strategies as st

from generator.core.text import fold
from generator.guard.guard import leaks
from generator.guard.normalize import decode, words
from generator.guard.patterns import Secret
from tests.oracle import guard
from tests.support.guard import JANE, guarded, page, secret, site_of
from tests.support.hypothesis_profile import examples

NAMES = ["jane", "doe", "ann", "roe", "josé"]
# Names that are words: with capitals they are names, without them words.
ALIKE = frozenset(["will", "power", "max", "min"])
VOCABULARY = [*NAMES, "the", "a", "of", "was", "it", "team", "x"]
WORD = st.sampled_from(VOCABULARY)
NAME = st.sampled_from(NAMES)
WORD_OR_ALIKE = st.sampled_from([*VOCABULARY, *ALIKE, *map(str.title, ALIKE)])
NOTES = st.lists(WORD, min_size=8, max_size=30).map(" ".join)
SECRETS = st.lists(
    st.one_of(
        st.tuples(NAME, NAME).map(lambda parts: secret("name", *parts)),
        NOTES.map(lambda note: secret("passage", note)),
    ),
    min_size=1,
    max_size=5,
    unique=True,
)
# What stands between words, or in them.
BETWEEN = st.sampled_from(
    [
        " ", " ", " ", "\n", "-", "_", ".", ", ", "</p><p>", " <b>", "</b> ", "<b>", "</b>", "<wbr>",
        "&nbsp;", "&amp;", "&shy;", "\u00ad", "\u200b", "%20", "\\n", "\\u0020", "&#32;", "&lt;b&gt;",
        "&lt;/td&gt;", "<!-- -->",
        '<img alt="', '">', '<i title="a > b ', "’", "é", "&eacute;", "<", ">", "&",
        "%", "\\", '"', "=", "\u0301", "", "<br>", "&amp;shy;", "\0",
    ]
)  # fmt: skip
PLAIN = st.sampled_from([" ", " ", " ", "\n", "-", "_", ".", ", ", "; ", "\u00a0", "—", " x "])


@st.composite
def tellings(draw: st.DrawFn, between: st.SearchStrategy[str]) -> tuple[str, list[Secret]]:
    """Some secrets, and a text that tells parts of them, more or less."""
    secrets = draw(SECRETS)
    text = draw(st.lists(st.one_of(WORD, between), max_size=6))
    for hidden in draw(st.lists(st.sampled_from(secrets), max_size=3)):
        run = " ".join(hidden.parts).split()
        start = draw(st.integers(0, max(0, len(run) - 7)))
        stop = draw(st.integers(start + 2, min(len(run), start + 11)))
        for word in draw(st.sampled_from([run[start:stop], run[start:stop], run[start:stop][::-1]])):
            text += [word, draw(st.one_of(st.just(" "), between))]
        text += draw(st.lists(st.one_of(WORD, between), max_size=4))
    return "".join(text), secrets


def found(text: str, secrets: list[Secret], source: str | None = None) -> set[Secret]:
    """What the guard finds, one secret at a time, as the same words are told only once."""
    path = "content/blog/2026-11-16-a.md"
    site = site_of({"0/index.html": text}, {"0/index.html": (path,)})
    return {one for one in secrets if leaks(site, guarded(one), {} if source is None else {path: source})}


@examples(400)
@given(tellings(PLAIN))
def test_in_plain_text_both_find_the_same(telling: tuple[str, list[Secret]]) -> None:
    text, secrets = telling
    naive = {one for one in secrets if guard.tells(text, one)}
    event(f"{bool(naive)}")
    assert found(text, secrets) == naive


@examples(200)
@given(
    st.lists(st.one_of(WORD_OR_ALIKE, PLAIN), max_size=12),
    st.tuples(*[st.sampled_from(["Will", "Power", "Max", "Min"])] * 2),
)
@example(["Max", " ", "Will", ". ", "Min"], ("Max", "Min"))
@example(["Max", "Min"], ("Max", "Min"))
@example(["will", " ", "power", ". ", "Max", ", ", "Min"], ("Max", "Min"))
def test_names_that_are_words_need_capitals(parts: list[str], name: tuple[str, str]) -> None:
    text, hidden = "".join(parts), secret("name", *name)
    naive = guard.tells(text, hidden, ALIKE)
    event(f"{naive}")
    assert bool(found(text, [hidden], text)) == naive


@examples(500)
@given(tellings(BETWEEN))
@example(("<i>jane<b>\u00ad</b></i> doe", [JANE]))
@example(("janejane jane janejane jane<b>janejane&amp;shy;jane%20jane ", [secret("name", "jane", "jane")]))
@example(('<img alt="a > jane doe', [JANE]))
def test_in_markup_both_find_the_same(telling: tuple[str, list[Secret]]) -> None:
    text, secrets = page(telling[0]), telling[1]
    naive = {one for one in secrets if guard.tells(text, one)}
    event(f"{bool(naive)}")
    assert found(text, secrets) == naive


ESCAPES: dict[str, Callable[[str], str]] = {
    "html": html.escape,
    "attribute": lambda text: '<p title="' + html.escape(text) + '">x</p>',
    "json": json.dumps,
    "url": lambda text: quote(text, safe=""),
    "bold": lambda text: "".join(f"<b>{part}</b> " for part in text.split()),
    "numbers": lambda text: "".join(f"&#{ord(sign)};" if sign.isalpha() else sign for sign in text),
    "cells": lambda text: "<td>" + text.replace(" ", "</td><td>") + "</td>",
    "lines": lambda text: text.replace(" ", "\n"),
    "context": lambda text: f"Well, {text}; so it is.",
}


@examples(300)
@given(
    st.sampled_from(["Jane Doe", "José Muñoz", "it was the team of the x that"]),
    st.lists(st.sampled_from(sorted(ESCAPES)), max_size=3),
)
def test_three_escapes_deep(text: str, escapes: list[str]) -> None:
    hidden = secret("passage", text) if text.startswith("it") else secret("name", *text.split())
    wrapped = text
    for name in escapes:
        wrapped = ESCAPES[name](wrapped)
    assert found(page(wrapped), [hidden]), wrapped
    assert found(wrapped, [hidden]), wrapped


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert words(fold(once)) == words(once)
    assert once.count("\n") == text.count("\n")


@given(st.text(), st.text())
def test_folding_knows_no_neighbours(one: str, other: str) -> None:
    assert words(fold(f"{one} {other}")) == words(fold(one)) + words(fold(other))


@given(st.text(st.characters(codec="utf-8")))
def test_case_and_composition_do_not_matter(text: str) -> None:
    plain = words(fold(text))
    assert words(fold(unicodedata.normalize("NFC", text))) == plain
    assert words(fold(unicodedata.normalize("NFD", text))) == plain
    assert words(fold(unicodedata.normalize("NFKC", text))) == plain
    assert words(fold(unicodedata.normalize("NFKD", text))) == plain


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\\&%")),
    st.lists(st.sampled_from(["html", "json", "url", "numbers"]), max_size=3),
)
def test_decoding_undoes_all_escapes(text: str, escapes: list[str]) -> None:
    wrapped = text
    for name in escapes:
        wrapped = ESCAPES[name](wrapped)
    assert words(fold(decode(wrapped))) == words(fold(text))


@examples(300)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x1f\x8b\x08", b"%PDF-", b"RIFF0000WEBP"]),
)
def test_no_bytes_break_the_guard(data: bytes, head: bytes) -> None:
    leaks(site_of({"a": head + data}), guarded(secret("name", "Jane", "Doe")), {})


@pytest.mark.parametrize(
    "word", ["straße", "İstanbul", "ﬁne", "ǅ", "ſ", "Σίσυφος", "ё", "½", "２", "٢", "が", "각", "ไทย"]
)
def test_words_in_upper_case_are_the_same(word: str) -> None:
    assert words(fold(word.upper())) == words(fold(word))
