"""The table of contents of a long text, from the headings that are in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

_LONG = 700  # words from which a reader is helped
_FEW = 3  # headings from which there is something to choose
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading to jump to: `id` is its own on the page, `words` what it says."""

    id: str
    words: str


def contents(html: str, words: int) -> tuple[Heading, ...]:
    """The main headings of clean HTML; none where the text is short or has few of them."""
    if words < _LONG:
        return ()
    headings = tuple(Heading(unescape(name), _plain(inner)) for name, inner in _HEADING.findall(html))
    shown = tuple(heading for heading in headings if heading.words)
    return shown if len(shown) >= _FEW else ()


def _plain(inner: str) -> str:
    """What is read of a heading: no tags, and no mark of a footnote."""
    return " ".join(unescape(_TAG.sub("", _NOTE.sub("", inner))).split())
