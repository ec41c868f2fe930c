"""The leak guard reads what a PDF shows: glyphs by number, on pages that are packed."""

from __future__ import annotations

from generator.guard.extract_text import pdf_text
from generator.site.typst import Typesetter
from tests.support.guard import JANE, told

TEMPLATE = b"""\
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title, date: none)
#data.first #strong(data.last)
#data.words
"""


def paper(first: str, last: str, title: str = "Paper") -> bytes:
    words = "Long words that fill a line up to its end, one after the other. " * 5
    return Typesetter(None).pdf(TEMPLATE, {"first": first, "last": last, "title": title, "words": words})


def test_a_name_on_a_page_is_found_though_two_fonts_set_it() -> None:
    assert b"Jane" not in paper("Jane", "Doe")
    assert told(paper("Jane", "Doe"), JANE)
    assert not told(paper("Jane", "Roe"), JANE)


def test_a_name_in_the_title_is_found() -> None:
    assert told(paper("A", "B", "Jane Doe"), JANE)


def test_what_is_no_pdf_is_no_text() -> None:
    assert pdf_text(b"%PDF-1.7\nnothing else") == ""
    assert pdf_text(paper("Jane", "Doe")[:900]) == ""
