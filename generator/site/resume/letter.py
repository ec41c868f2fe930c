"""Letters to employers as PDFs, in the style of the résumé. Nothing of them is on the site."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from html.parser import HTMLParser
from typing import Literal

from generator.public.view import ResumeView
from generator.site.filters import outward
from generator.site.resume.outline import Fact, contact_facts
from generator.site.resume.pdf import PdfOptions, fitted, paper_data, template_of
from generator.site.typst import Typesetter

_SIZES = (11.0, 10.5, 10.0, 9.5)  # points
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_BLOCKS = _HEADINGS | {"p", "li", "blockquote", "pre", "tr", "dt", "dd", "div", "ul", "ol", "table", "hr"}
_UNSEEN = frozenset({"script", "style", "template", "title"})


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of one look. A text of one line break is a break."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str | None = None


Kind = Literal["paragraph", "heading", "list", "enum"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or heading, which has one item, or a list."""

    kind: Kind
    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter: who writes, as the head of the résumé says it, the day, to whom, and the text."""

    name: str
    label: str | None
    contact: tuple[Fact, ...]
    date: str
    recipient: tuple[str, ...]
    subject: str | None
    blocks: tuple[Block, ...]


def make_letter(letter: LetterText, options: PdfOptions, typesetter: Typesetter) -> bytes:
    """The letter as PDF/UA-1, in the largest font size that saves a page. Raises `MissingLettersError`."""
    data = {
        **asdict(letter),
        **paper_data(options),
        "title": f"{letter.name} – {letter.subject or letter.recipient[0]}",
        "description": f"Letter of {letter.name}.",
    }
    return fitted(template_of("letter.typ"), data, typesetter, _SIZES)


def head_of(resume: ResumeView) -> tuple[str, str | None, tuple[Fact, ...]]:
    """Name, label and contact facts of the résumé, for the head of a letter."""
    return resume.name, resume.label, tuple(contact_facts(resume))


def blocks_of(html: str) -> tuple[Block, ...]:
    """The paragraphs, headings and lists of a text that was converted from Markdown.

    Pictures are their descriptions, and rows of tables paragraphs: a letter has no others.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    """Collects blocks. Whatever stands in the text stays text: only http, https and mailto become links."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.flush()
        elif tag in ("td", "th") and any(run.text.strip() for run in self._runs):
            self._runs.append(Run(" · "))
        given = dict(attrs)
        if tag == "br":
            self._runs.append(Run("\n"))
        elif tag == "img":
            self._add(given.get("alt") or "")
        elif tag not in ("hr", "input", "wbr"):
            self._open.append((tag, given.get("href")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.flush()
        at = next((at for at in reversed(range(len(self._open))) if self._open[at][0] == tag), None)
        if at is not None:
            del self._open[at:]

    def handle_data(self, data: str) -> None:
        # Of a formula what was written: a letter is words.
        if not self._has(*_UNSEEN) and (self._has("annotation") or not self._has("math")):
            self._add(data)

    def _add(self, text: str) -> None:
        lines = text.split("\n") if self._has("pre") else [re.sub(r"\s+", " ", text)]
        link = next((href for tag, href in reversed(self._open) if tag == "a" and href), None)
        look = Run("", self._has("strong", "b", "th"), self._has("em", "i", "blockquote"), outward(link))
        for number, line in enumerate(lines):
            if number:
                self._runs.append(Run("\n"))
            if self._runs and self._runs[-1].text == "\n" and not self._has("pre"):
                line = line.lstrip()
            if line:
                self._runs.append(replace(look, text=line))

    def _has(self, *tags: str) -> bool:
        return any(tag in tags for tag, _ in self._open)

    def flush(self) -> None:
        """End the block that is open."""
        runs, self._runs = _trimmed(self._runs), []
        if not runs:
            return
        kind = self._kind()
        last = self.blocks[-1] if self.blocks else None
        if kind in ("list", "enum") and last is not None and last.kind == kind:
            self.blocks[-1] = replace(last, items=(*last.items, runs))
        else:
            self.blocks.append(Block(kind, (runs,)))

    def _kind(self) -> Kind:
        for tag, _ in reversed(self._open):
            if tag in ("ul", "ol") and self._has("li"):
                return "list" if tag == "ul" else "enum"
            if tag in _HEADINGS:
                return "heading"
        return "paragraph"


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """The runs without spaces and breaks at the ends."""
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
