"""The leak guard reads what a PDF shows: glyphs by number, on pages that are packed."""

from __future__ import annotations

import io
import zipfile

import pytest

from generator.guard import extract_text
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


def archive(files: dict[str, str | bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return data.getvalue()


DOCUMENTS: dict[str, dict[str, str | bytes]] = {
    "a document in two runs": {
        "word/document.xml": "<w:p><w:r><w:t>Jane</w:t></w:r><w:r><w:t> Doe</w:t></w:r></w:p>"
    },
    "a name cut in two": {
        "word/document.xml": "<w:p><w:r><w:t>Ja</w:t></w:r><w:r><w:t>ne Doe</w:t></w:r></w:p>"
    },
    "a slide": {"ppt/slides/slide1.xml": "<a:p><a:r><a:t>Jane</a:t></a:r><a:r><a:t> Doe</a:t></a:r></a:p>"},
    "a cell": {"xl/sharedStrings.xml": "<si><t>Jane Doe</t></si>"},
    "an author": {"docProps/core.xml": "<dc:creator>Jane Doe</dc:creator>"},
    "an entity": {"content.xml": "<text:p>Jane&#32;Doe</text:p>"},
    "a file's name": {"notes/Jane Doe.txt": ""},
    "a text": {"a.txt": "With Jane Doe."},
    "an archive in an archive": {"a.zip": archive({"b.txt": "With Jane Doe."})},
    "a document in an archive": {"a.docx": archive({"word/document.xml": "<w:t>Jane</w:t><w:t> Doe</w:t>"})},
}


def test_what_is_in_archives_and_documents_of_offices_is_found() -> None:
    for name, files in DOCUMENTS.items():
        assert told(archive(files), JANE), name
    assert not told(archive({"a.txt": "With John Roe."}), JANE)


def test_an_archive_that_cannot_be_read_to_its_end_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = archive({"a.txt": "x"})
    for _ in range(5):
        nested = archive({"a.zip": nested})
    locked = bytearray(archive({"a.txt": "secret"}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + offset] |= 1  # the mark of a password
    assert not extract_text.extract_text(nested).is_whole
    assert not extract_text.extract_text(bytes(locked)).is_whole
    whole = archive({"a.txt": "x" * 5000})
    assert extract_text.extract_text(whole).is_whole
    monkeypatch.setattr(extract_text, "_MAX_UNPACKED", 4000)
    assert not extract_text.extract_text(whole).is_whole
