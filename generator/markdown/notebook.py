"""Notebooks to HTML: their Markdown as one text, code cells and what they showed between it.

The text of a notebook is JSON that `reading/documents.py` made of its cells: without metadata, folders and
pictures, with the line of the file for each line of Markdown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import quote

from generator.markdown import github
from generator.markdown.converted import Converted, Place, PlaceKind, Prose
from generator.markdown.mathml import UnreadableFormulaError, formula_html
from generator.markdown.sanitize import clean

_OPENED_BY_NOTEBOOK = re.compile(r"\$+\s*(.*?)\s*\$+\Z", re.DOTALL)
_ANYTHING = re.compile(r"[^\s<>]")
_IMG = re.compile(r"<img[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def to_html(source: str) -> Converted:
    """Convert a text. Raises `RecursionError` if it is nested too deeply."""
    notebook = json.loads(source)
    parts: list[str | github.Made] = []
    lines: list[int] = []
    places: list[Place] = []
    for cell in notebook["cells"]:
        if cell["kind"] == "markdown":
            parts.append(cell["source"])
            lines += cell["lines"]
            continue
        html = _Cell(cell, notebook["language"])
        if cell["kind"] == "code":
            parts.append(github.Made("\n".join(html.parts())))
        places += html.places
    converted = github.parts_to_html(parts)
    moved = (replace(place, line=_line(lines, place.line)) for place in converted.places)
    all_places = sorted((*moved, *places), key=lambda place: (place.line, place.column))
    return Converted(converted.html, tuple(all_places))


def prose_of(source: str) -> Prose:
    """The prose of the Markdown cells. Raises `RecursionError` if it is nested too deeply."""
    cells = json.loads(source)["cells"]
    found = [github.prose_of(cell["source"]) for cell in cells if cell["kind"] == "markdown"]
    text = "\n\n".join(prose.text for prose in found)
    return Prose(text, any(prose.quotes for prose in found), any(prose.links for prose in found))


def _line(lines: list[int], number: int) -> int:
    return lines[min(number, len(lines) - 1)] if lines else 0


class _Cell:
    """The HTML of a code cell, and what is to tell about it."""

    def __init__(self, cell: dict[str, Any], language: str) -> None:
        self.cell = cell
        self.language = language
        self.line = cell["lines"][0]
        self.places = [
            Place("output", why, self.line, 1, str(cell["number"])) for why in cell.get("told", ())
        ]

    def parts(self) -> Iterator[str]:
        """The code, and what it showed in a box."""
        source = self.cell["source"]
        if source.strip():
            yield f'<pre><code class="language-{escape(self.language)}">{escape(source)}\n</code></pre>'
        shown = [html for kind, text in self.cell["outputs"] if (html := self._output(kind, text))]
        if shown:
            yield '<div class="output">'
            yield from shown
            yield "</div>"

    def _output(self, kind: str, text: str) -> str:
        match kind:
            case "text" | "error":
                return f"<pre><code>{escape(text)}\n</code></pre>"
            case "more":
                return f"<p><small>… {int(text)} more lines …</small></p>"
            case "picture":
                return self._picture(text)
            case "html":
                return self._html(text)
            case "latex":
                return self._latex(text)
        return github.to_html(text).html or ""

    def _picture(self, name: str) -> str:
        alt = f' alt="{escape(self.cell["alt"])}"' if self.cell["alt"] else ""
        address = quote(name)
        kind: PlaceKind = "picture" if self.cell["alt"] else "bare-picture"
        self.places.append(Place(kind, address, self.line, 1, f"![]({name})"))
        return f'<p><img src="{address}"{alt}></p>'

    def _html(self, html: str) -> str:
        """What a library showed as HTML, such as a table: cleaned alone, so that it closes what it opens."""
        cleaned = _IMG.sub("", clean(html, _kept))
        if _ANYTHING.search(_TAG.sub("", cleaned)):
            return cleaned
        self.places.append(Place("output", "interactive", self.line, 1, str(self.cell["number"])))
        return ""

    def _latex(self, text: str) -> str:
        """A formula, as libraries for algebra show them."""
        inside = _OPENED_BY_NOTEBOOK.match(text.strip())
        try:
            return formula_html(inside[1] if inside else text, display=True)
        except UnreadableFormulaError:
            return github.to_html(text).html or ""


def _kept(_tag: str, name: str, value: str) -> str | None:
    """Of the attributes of an output: no ids, which two outputs may share, and no pictures from elsewhere."""
    if name in ("id", "src"):
        return None
    return value if name != "href" or value.startswith(("https://", "http://")) else None
