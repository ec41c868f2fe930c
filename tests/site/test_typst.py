"""Setting type: the same bytes every time, nothing of the data run, no letter left out unseen."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from generator.core.cache import cache_get, cache_put
from generator.core.worker import Crew, Worker
from generator.site import typst as typst_module
from generator.site.typst import MissingLettersError, Typesetter
from tests.support.hypothesis_profile import examples
from tests.support.tiny_font import tiny_font

PAPER = b"""\
#set document(title: "Paper", date: none)
#let data = json(bytes(sys.inputs.data))
= #data.title
#data.text
"""
SQUARES = b"""\
#for item in json(bytes(sys.inputs.data)) {
  page(width: item.size * 1pt, height: item.size * 1pt, margin: 0pt, item.text)
}
"""
HOSTILE = (
    '#read("/etc/passwd") #panic() $x^2$ *bold* _slanted_ <label> @label // gone \\u{41} `raw` #eval("1")'
)


def text_of(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_data_is_text_and_nothing_else() -> None:
    paper = Typesetter(None).pdf(PAPER, {"title": "Title", "text": HOSTILE})
    assert "".join(HOSTILE.split()) in "".join(text_of(paper).split()).replace("“", '"').replace("”", '"')


def test_the_same_data_makes_the_same_bytes() -> None:
    data = {"title": "Title", "text": "Text"}
    assert Typesetter(None).pdf(PAPER, data) == Typesetter(None).pdf(PAPER, dict(reversed(data.items())))
    assert Typesetter(None).pngs(SQUARES, [{"size": 9, "text": ""}]) == Typesetter(None).pngs(
        SQUARES, [{"size": 9, "text": ""}]
    )


def test_a_letter_that_no_font_has_is_told_and_not_left_out() -> None:
    with pytest.raises(MissingLettersError) as told:
        Typesetter(None).pdf(PAPER, {"title": "東京", "text": "京 and 😀"})
    assert told.value.letters == ("東", "京", "😀")
    assert Typesetter(None).missing("A 京 in 東京, 😀 and Łódź") == ("京", "東", "😀")
    assert Typesetter(None).missing("Ọlá, Ærøskøbing, Ελλάδα, Київ") == ()


def test_what_is_no_letter_is_taken_out() -> None:
    paper = Typesetter(None).pdf(PAPER, {"title": "Title", "text": "a\x07b\u202ec\ud800d\ufdd0\ufeffe"})
    assert "a bcde" in text_of(paper)


@examples(60)
@given(st.text(st.characters(), max_size=12))
def test_whatever_is_written_it_is_set_or_the_letters_are_told(text: str) -> None:
    try:
        paper = Typesetter(None).pdf(PAPER, {"title": "Title", "text": text})
    except MissingLettersError as told:
        paper = b"%PDF-" if told.letters else b""
    assert paper.startswith(b"%PDF-")


def test_one_picture_for_each_item_at_its_size() -> None:
    items = [{"size": size, "text": "x"} for size in (192, 16, 512)]
    made = Typesetter(None).pngs(SQUARES, items)
    assert [Image.open(io.BytesIO(data)).size for data in made] == [(192, 192), (16, 16), (512, 512)]


def test_an_item_that_runs_over_its_page_has_its_first_page() -> None:
    items = [{"size": 40, "text": "word " * 200}, {"size": 50, "text": ""}]
    made = Typesetter(None).pngs(SQUARES, items)
    assert [Image.open(io.BytesIO(data)).size for data in made] == [(40, 40), (50, 50)]


def test_what_was_drawn_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [{"size": 16, "text": "a"}, {"size": 16, "text": "b"}]
    first = Typesetter(tmp_path).pngs(SQUARES, items)
    paper = Typesetter(tmp_path).pdf(PAPER, {"title": "T", "text": "t"})
    monkeypatch.setattr(Typesetter, "_compile", None)  # whoever calls it now fails
    assert Typesetter(tmp_path).pngs(SQUARES, items[::-1]) == first[::-1]
    assert Typesetter(tmp_path).pdf(PAPER, {"title": "T", "text": "t"}) == paper
    with pytest.raises(TypeError):
        Typesetter(tmp_path).pngs(SQUARES, [{"size": 16, "text": "c"}])
    with pytest.raises(TypeError):
        Typesetter(tmp_path).pdf(PAPER + b"\n", {"title": "T", "text": "t"})


@pytest.mark.parametrize("helpers", ["none", "one", "failing"])
def test_many_pictures_are_the_same_whoever_draws_them(helpers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    items = [{"size": 16, "text": str(number)} for number in range(40)]
    made = None if helpers == "none" else Crew(1)
    if helpers == "failing":
        monkeypatch.setattr(Worker, "ask", lambda *_: None)
    monkeypatch.setattr(typst_module, "crew", lambda: made)
    try:
        pictures = Typesetter(None).pngs(SQUARES, items)
    finally:
        if made:
            made.stop()
    assert pictures == tuple(Typesetter(None).pngs(SQUARES, [item])[0] for item in items)


def test_a_picture_that_the_cache_has_lost_is_drawn_again(tmp_path: Path) -> None:
    item = {"size": 16, "text": "a"}
    first = Typesetter(tmp_path).pngs(SQUARES, [item])
    digest = hashlib.sha256(first[0]).hexdigest()
    cache_put(tmp_path, "typeset", digest, b"other bytes")
    assert Typesetter(tmp_path).pngs(SQUARES, [item]) == first
    assert cache_get(tmp_path, "typeset", digest) == first[0]


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert Typesetter(tmp_path / "file").pngs(SQUARES, [{"size": 16, "text": ""}])


def test_a_font_that_is_given_has_its_letters() -> None:
    data = {"title": "Title", "text": "東"}
    paper = Typesetter(None, {"Tiny.ttf": tiny_font("東京")}).pdf(PAPER, data)
    assert "東" in text_of(paper)
    assert Typesetter(None, {"Tiny.ttf": tiny_font("東京")}).missing("東京都") == ("都",)


def test_a_file_that_is_no_font_is_as_none() -> None:
    assert Typesetter(None, {"Tiny.ttf": b"not a font"}).missing("東") == ("東",)
