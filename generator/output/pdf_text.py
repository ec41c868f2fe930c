"""The text that a PDF shows: its pages draw glyphs by number, and only its fonts know their letters."""

from __future__ import annotations

import io
from contextlib import suppress


def pdf_text(data: bytes) -> str:
    """What is said of the PDF, and the text of all its pages; empty of what is no sound PDF.

    Empty too where pypdf is not there: then no PDF is made either.
    """
    with suppress(ImportError):
        import logging

        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of a broken file helps nobody
        with suppress(Exception):  # a broken file is broken in any way; its strings are read all the same
            reader = PdfReader(io.BytesIO(data))
            notes = [str(value) for value in (reader.metadata or {}).values()]
            return "\n".join((*notes, *(page.extract_text() for page in reader.pages)))
    return ""
