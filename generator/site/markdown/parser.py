"""The Markdown parser: Markdown to raw HTML, which `sanitize` makes safe.

One parser serves all texts of a run. Ids, classes and links come out as Markdown makes them; what a
page may keep of them is decided later, in one place, for Markdown and raw HTML alike.
"""

from __future__ import annotations

import re
from functools import cache
from xml.etree import ElementTree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

_HEADING = re.compile(r"h[1-6]\Z")
_ALIGNED = re.compile(r"text-align: (left|center|right);\Z")
_TOP_LEVEL = 2  # the page's title is its h1


def to_html(source: str) -> str:
    """The HTML of `source`, with code highlighted by classes, not sanitized.

    Raises `RecursionError` for text that is nested too deeply. Hostile text can take minutes: see `timeout`.
    """
    parser = _parser()
    parser.reset()
    try:
        html = parser.convert(source)
    except RecursionError:
        _parser.cache_clear()  # its state is still inside a list, which would spoil the next text
        raise
    if '<code class="language-' in html:
        from generator.site.markdown.highlight import highlight  # needs Pygments, which most texts do not

        html = highlight(html)
    return html


@cache
def _parser() -> Markdown:
    return Markdown(
        extensions=[
            FencedCodeExtension(),
            TableExtension(),
            FootnoteExtension(BACKLINK_TITLE="Back to note {} in the text"),
            TocExtension(marker=""),
            SaneListExtension(),
            _TidyExtension(),
        ]
    )


class _TidyExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        # after the inline patterns (20), before the table of contents (5) reads the headings
        md.treeprocessors.register(_Tidy(md), "tidy", 8)


class _Tidy(Treeprocessor):
    """Makes headings start at level 2 without gaps, and a table's alignment a class instead of a style.

    Pictures without a description lose their empty `alt`, which tells them from decorative ones.
    """

    def run(self, root: ElementTree.Element) -> None:
        headings = [element for element in root.iter() if _is_heading(element)]
        _renumber(headings)
        for picture in root.iter("img"):
            if not picture.get("alt", "").strip():
                picture.attrib.pop("alt", None)  # `![](…)` says nothing; alt="" in HTML says: nothing to say
        for cell in root.iter():
            match = _ALIGNED.match(cell.get("style", "")) if cell.tag in ("th", "td") else None
            if match:
                del cell.attrib["style"]
                cell.set("class", match[1])


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
