"""Python-Markdown's dialect, for texts that come from MkDocs, Pelican or Nikola.

With the extensions that are usual there: tables, footnotes, attribute lists, definition lists, abbreviations,
admonitions, and pymdown-extensions for code, task lists, ~~strikethrough~~, ==marks== and formulas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from html import escape, unescape
from typing import Any
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.toc import TocExtension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from generator.markdown.converted import Converted, Place, PlaceKind, Prose
from generator.markdown.mathml import UnreadableFormulaError, formula_html, is_sentence, source_html
from generator.markdown.other_markup import other_markup
from generator.markdown.raw_html import (
    HtmlCleaner,
    Piece,
    names_a_user,
    pieces,
    refused_scheme,
    unpaired_tags,
    visible_text,
)

_HEADING = re.compile(r"h[1-6]\Z")
_ALIGNED = re.compile(r"text-align: (left|center|right);\Z")
_TOP_LEVEL = 2  # the page's title is its h1
_FORMULA = re.compile(r'<(span|div) class="arithmatex">(?:\\\((.*?)\\\)|\\\[(.*?)\\\])</\1>', re.DOTALL)
_CHECKBOX = re.compile(
    r'(<li)( class="task-list-item")?(>(?:\s*<p>)?)<input type="checkbox" disabled( checked)?\s*/?>'
)
_LIST_OF_TASKS = re.compile(r'<(ul|ol) class="task-list">')
_OURS = re.compile(
    r"""<pre(?: class="highlight")?><code|<div class="highlight"|<input type="checkbox" disabled"""
)
_KINDS = {"note": "note", "tip": "tip", "important": "important", "warning": "warning", "caution": "caution"}
_KINDS |= {"hint": "tip", "success": "tip", "attention": "warning", "danger": "caution", "error": "caution"}
_KINDS |= {"failure": "caution", "bug": "caution"}
_EXTENSIONS = (
    "tables", "attr_list", "def_list", "abbr", "admonition", "md_in_html", "sane_lists",
    "pymdownx.superfences", "pymdownx.tasklist", "pymdownx.tilde", "pymdownx.mark",
    "pymdownx.details", "pymdownx.arithmatex",
)  # fmt: skip
_FENCE = re.compile(r"([ \t]*(?:>[ \t]*)*)(`{3,}|~{3,})[ \t]*([^`]*)\Z")
_LANGUAGE = re.compile(r"[{.\s]*([A-Za-z0-9_+#.-]+)")

_FIRST_LINE = re.compile(r"(?:::+|#!)([A-Za-z0-9_+#.-]+)(?:[ \t]+hl_lines=.*)?[ \t]*(?:\n|\Z)")


def _fenced(source: str, language: str, *_: object, **__: object) -> str:
    return f'<pre><code class="language-{escape(language)}">{escape(source)}\n</code></pre>'


_SETTINGS: dict[str, dict[str, Any]] = {
    "pymdownx.superfences": {
        "custom_fences": [
            {"name": "*", "class": "", "format": _fenced, "validator": lambda *_: True},
        ]
    },
    "pymdownx.arithmatex": {"generic": True},
}


def to_html(source: str) -> Converted:
    """Convert a text. Raises `RecursionError` if it is nested too deeply."""
    parser, cleaner = _parser()
    parser.reset()
    cleaner.begin(source)
    try:
        html = parser.convert(source)
    except RecursionError:
        _parser.cache_clear()  # its state is still inside a list, which would spoil the next text
        raise
    html = _CHECKBOX.sub(_task, _LIST_OF_TASKS.sub(r"<\1>", html))
    html = _FORMULA.sub(lambda match: _formula(match, cleaner), html)
    places = [*cleaner.html.places, *_addresses(html, source), *_other_markup(html, source)]
    return Converted(html, tuple(sorted(dict.fromkeys(places), key=lambda place: (place.line, place.column))))


def prose_of(source: str) -> Prose:
    """The prose of a text. Raises `RecursionError` if it is nested too deeply."""
    html = to_html(source).html or ""
    return Prose(visible_text(html), "<blockquote" in html, "<a href=" in html)


def occurrences(text: str, source: str) -> Iterator[tuple[int, int]]:
    """Each occurrence of a link or a tag in `source`: 0-based line and 1-based column; at least one.

    Occurrences in code only count if there is no other.
    """
    is_found = False
    fence = ""
    for number, line in enumerate(source.split("\n")):
        delimiter = line.lstrip()[:3]
        if delimiter in ("```", "~~~") and fence in ("", delimiter):
            fence = "" if fence else delimiter
        column = -1 if fence else _column(text, line)
        if column >= 0:
            is_found = True
            yield number, column + 1
    if not is_found:
        at = source.find(text) if text else -1
        yield (source.count("\n", 0, at), at - source.rfind("\n", 0, at)) if at >= 0 else (0, 1)


def _column(text: str, line: str) -> int:
    """The 0-based column of `text` in `line`, delimited as a link is; -1 if it is not there."""
    if text.startswith("<"):
        return line.find(text)
    match = re.search(r"""(?<=[(<"'=\s])""" + re.escape(text) + r"""(?=[)>"'\s]|\Z)""", line)
    return match.start() if match else -1


def _addresses(html: str, source: str) -> Iterator[Place]:
    """The places of links and pictures: wherever the text has their address."""
    found: dict[tuple[PlaceKind, str], None] = {}
    for piece in pieces(html):
        values = {name: value for name, value, _ in piece.attributes}
        if piece.name == "a" and "href" in values and "footnote" not in values.get("class", ""):
            found["link", values["href"]] = None
        elif piece.name == "img" and "src" in values:
            found["picture", values["src"]] = None
    for kind, address in found:
        for line, column in occurrences(address, source):
            text = source.split("\n")[line]
            is_bare = kind == "picture" and re.search(r"!\[\s*\]\(\s*<?\Z", text[: column - 1])
            yield Place("bare-picture" if is_bare else kind, address, line, column, address)
            if kind == "link" and (scheme := refused_scheme(address)):
                yield Place("scheme", address, line, column, scheme)
            if kind == "link" and names_a_user(address):
                yield Place("user", address, line, column, "")


_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|^( *)(```|~~~).*?^\2\3", re.DOTALL | re.MULTILINE)


def _other_markup(html: str, source: str) -> Iterator[Place]:
    """The places of what was written for another program and is shown as text."""
    hidden = _CODE.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), source)
    found = list(other_markup(hidden, "python-markdown"))
    shown = " ".join(visible_text(html).split()) if found else ""
    for each in found:
        if each.text.startswith("{%") or each.text.rstrip("…") in shown:  # lists of attributes are not shown
            line = source.count("\n", 0, each.start)
            yield Place(
                "other", each.text, line, each.start - source.rfind("\n", 0, each.start), each.instead
            )


@cache
def _parser() -> tuple[Markdown, _Cleaner]:
    footnotes = FootnoteExtension(BACKLINK_TITLE="Back to note {} in the text")
    parser = Markdown(
        extensions=[*_EXTENSIONS, footnotes, TocExtension(marker="")], extension_configs=_SETTINGS
    )
    cleaner = _Cleaner(parser)
    _TidyExtension(cleaner).extendMarkdown(parser)
    return parser, cleaner


class _TidyExtension(Extension):
    def __init__(self, cleaner: _Cleaner) -> None:
        super().__init__()
        self.cleaner = cleaner

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        # after the inline patterns (20), before the table of contents (5) reads the headings
        # before fences are read (25)
        md.preprocessors.register(_Fences(md), "languages", 26)
        md.treeprocessors.register(_Tidy(md), "tidy", 8)
        # before raw HTML is put back (30)
        md.postprocessors.register(self.cleaner, "clean", 31)


class _Fences(Preprocessor):
    """Leaves only the language behind the fence of a block of code, and puts `text` where there is none."""

    def run(self, lines: list[str]) -> list[str]:
        fence = ""
        changed = []
        for line in lines:
            match = _FENCE.match(line)
            if match and not fence:
                fence = match[2]
                language = _LANGUAGE.match(match[3])
                line = f"{match[1]}{fence}{language[1].lstrip('.') if language else 'text'}"
            elif match and match[2].startswith(fence) and not match[3].strip():
                line, fence = f"{match[1]}{fence}", ""
            changed.append(line)
        return changed


class _Cleaner(Postprocessor):
    """Cleans the HTML that a text has, and notes what there is to tell."""

    source = ""
    html = HtmlCleaner()

    def begin(self, source: str) -> None:
        """Get ready for another text."""
        self.source = source
        self.html = HtmlCleaner()
        self.used: dict[str, int] = {}
        self.cleaned = 0

    def run(self, text: str) -> str:
        """Clean each stored piece of HTML, once: headings and notes are put together before the text is."""
        stored = self.md.htmlStash.rawHtmlBlocks
        blocks = [block for block in stored if isinstance(block, str)]
        closed = {piece.name for block in blocks for piece in pieces(block) if piece.closes and piece.name}
        self.html.closed |= closed
        for number, block in enumerate(stored):
            if number >= self.cleaned and isinstance(block, str) and not _OURS.match(block):
                stored[number] = self._clean(block)
        self.cleaned = len(stored)
        return text

    def _clean(self, block: str) -> str:
        """The block as it goes on; a tag that is never closed is text."""
        at = self._next(block)
        found = list(pieces(block))
        alone = frozenset(piece.start for piece in found if len(found) == 1 and self._is_text(piece, at))
        self.html.before = self.source[max(0, at - 80) : at]
        return self.html.block(block, lambda offset: self._located(at + offset), alone)

    def _is_text(self, piece: Piece, at: int) -> bool:
        if piece.written.isupper() and len(piece.written) == 1 and self.source[at - 1 : at].isalnum():
            return True
        return bool(unpaired_tags((piece,))) and not piece.closes and piece.name not in self.html.closed

    def _next(self, block: str) -> int:
        """Where the block is in the text, after the same text's last place."""
        first = block.strip().partition("\n")[0]
        at = self.source.find(first, self.used.get(first, 0))
        self.used[first] = at + len(first)
        return max(at, 0)

    def _located(self, at: int) -> tuple[int, int]:
        return self.source.count("\n", 0, at), at - self.source.rfind("\n", 0, at)


def _task(match: re.Match[str]) -> str:
    state = 'aria-label="done" checked=""' if match[4] else 'aria-label="to do"'
    return f'{match[1]} class="task"{match[3]}<input type="checkbox" disabled="" {state}>'


def _formula(match: re.Match[str], cleaner: _Cleaner) -> str:
    tex, display = unescape(match[2] or match[3] or ""), match[3] is not None
    around = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    if not display and (is_sentence(tex) or any(letter.isalnum() for letter in around)):
        return f"${escape(tex, quote=False)}$"  # US$5, US$6
    try:
        return formula_html(tex, display=display, box=match[1])
    except UnreadableFormulaError as error:
        part = str(error)
        shown = part or tex.strip().partition("\n")[0]
        line, column = next(occurrences_of_formula(shown, cleaner.source))
        cleaner.html.places.append(Place("maths", part, line, column))
        return source_html(tex, display=display)


def occurrences_of_formula(tex: str, source: str) -> Iterator[tuple[int, int]]:
    """Where a formula is written."""
    at = max(source.find(tex), 0)
    yield source.count("\n", 0, at), at - source.rfind("\n", 0, at)


class _Tidy(Treeprocessor):
    """Makes headings start at level 2 without gaps, and classes of what themes have no style for.

    Pictures without a description lose their empty `alt`, which tells them from decorative ones.
    """

    def run(self, root: ElementTree.Element) -> None:
        headings = [element for element in root.iter() if _is_heading(element)]
        _renumber(headings)
        for element in root.iter():
            if element.tag == "img" and not element.get("alt", "").strip():
                element.attrib.pop("alt", None)  # `![](…)` says nothing; alt="" in HTML says: nothing to say
            match = _ALIGNED.match(element.get("style", "")) if element.tag in ("th", "td") else None
            if match:
                del element.attrib["style"]
                element.set("class", match[1])
            if element.tag == "pre" and len(element) == 1 and element[0].tag == "code":
                _take_language(element[0])
            names = element.get("class", "").split()
            if "admonition" in names:
                kind = next((_KINDS[name] for name in names if name in _KINDS), "note")
                element.set("class", f"alert {kind}")
            elif "admonition-title" in names:
                element.set("class", "alert-title")


def _take_language(code: ElementTree.Element) -> None:
    """An indented block of code may name its language in its first line: `:::python` or `#!python`."""
    if match := _FIRST_LINE.match(code.text or ""):
        code.set("class", f"language-{match[1].lower()}")
        code.text = AtomicString((code.text or "")[match.end() :])


def _is_heading(element: ElementTree.Element) -> bool:
    return isinstance(element.tag, str) and _HEADING.match(element.tag) is not None


def _renumber(headings: list[ElementTree.Element]) -> None:
    """Renumber the headings from level 2: a deeper one is one level down, equal ones stay equal."""
    open_levels: list[int] = []
    for heading in headings:
        level = int(heading.tag[1])
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        heading.tag = f"h{min(_TOP_LEVEL + len(open_levels) - 1, 6)}"
