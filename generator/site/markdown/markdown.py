"""Markdown to HTML that nobody has cleaned yet: see `hygiene` for the half that makes it safe.

One parser serves all texts of a run. Ids, classes and links come out as Markdown makes them; what a
page may keep of them is decided afterwards, in one place, for Markdown and raw HTML alike.
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
    """The HTML of `source`, code highlighted by classes, not cleaned.

    Raises `RecursionError` for text that is nested too deeply. May take very long for text that was
    made to: see `budget`.
    """
    parser = _parser()
    parser.reset()
    try:
        made = parser.convert(source)
    except RecursionError:
        _parser.cache_clear()  # it still believes itself inside a list, whatever text comes next
        raise
    if '<code class="language-' in made:
        from generator.site.markdown.highlight import highlighted  # needs Pygments, which most texts do not

        made = highlighted(made)
    return made


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
    """Headings below the page's own without gaps; a table's alignment as a class, not as a style.

    Pictures that nobody described lose their empty `alt`, so that they differ from those that only decorate.
    """

    def run(self, root: ElementTree.Element) -> None:
        headings = [element for element in root.iter() if _is_heading(element)]
        _order([*headings])
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


def _order(headings: list[ElementTree.Element]) -> None:
    """Give the headings levels from 2 down: deeper ones step down by one, equal ones stay equal."""
    open_levels: list[int] = []
    for heading in headings:
        asked = int(heading.tag[1])
        while open_levels and open_levels[-1] >= asked:
            open_levels.pop()
        open_levels.append(asked)
        heading.tag = f"h{min(_TOP_LEVEL + len(open_levels) - 1, 6)}"
