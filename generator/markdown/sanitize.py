"""Sanitizer: the only way for HTML made from Markdown to reach a page.

Everything that is not on the lists below is dropped: tags, attributes, classes, schemes. No style,
handler, frame or form. What passes goes through an attribute filter, which rewrites links and ids (see
`postprocess`); it may drop or replace a value, and cannot restore what was refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from html import escape, unescape
from itertools import count
from typing import TYPE_CHECKING

from generator.markdown import mathml

if TYPE_CHECKING:
    from nh3 import Cleaner

AttributeFilter = Callable[[str, str, str], str | None]

SCHEMES = {"http", "https", "mailto"}
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    *mathml.ELEMENTS,
}  # fmt: skip
DROPPED_WITH_CONTENT = frozenset(
    {"script", "style", "template", "noscript", "title", "iframe", "object", "svg"}
)
_IDENTIFIED = ("a", "h2", "h3", "h4", "h5", "h6", "li", "p", "span", "sup")
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "aria-label"},
    "abbr": {"title"},
    "dfn": {"title"},
    "img": {"src", "alt", "title"},
    "input": {"aria-label"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "details": {"open"},
}
_ATTRIBUTES |= {tag: _ATTRIBUTES.get(tag, set()) | {"id"} for tag in _IDENTIFIED} | mathml.ATTRIBUTES
ALERTS = ("note", "tip", "important", "warning", "caution")
_SIDES = {"left", "center", "right"}
_CLASSES: dict[str, set[str]] = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote", "wide", "formula", "output", "diagram", "paper", "alert", *ALERTS},
    "li": {"task"},
    "p": {"alert-title"},
    "span": {"formula"},
    "td": _SIDES,
    "th": _SIDES,
}
_REL = "noopener noreferrer"
# A link whose address was dropped needs no `rel`. No attribute value has a bare `"` or `>` at this point.
_LINK_WITHOUT_HREF = re.compile(rf'<a((?: (?!href=)[a-z]+="[^">]*")*?) rel="{_REL}">')


def sanitize(html: str, attribute_filter: AttributeFilter, table: str = "Table") -> str:
    """`html` with only allowed tags and attributes; each attribute has passed `attribute_filter`.

    Tables, wherever they come from, and long lines of code get a box of their own that scrolls and takes
    keyboard focus; the box of a table is called by its caption, or `table`. Columns of numbers are set to the
    right. A formula is kept on one line with the signs around it.
    """
    cleaned = clean(html, attribute_filter)
    if "<table>" in cleaned:
        cleaned = _boxed(cleaned, table)
    return _UNBROKEN.sub(_unbroken, cleaned) if "<math" in cleaned else cleaned


def clean(html: str, attribute_filter: AttributeFilter) -> str:
    """`html` with only allowed tags and attributes, and no box of ours."""
    asked = _filter.set(attribute_filter)
    try:
        cleaned = _cleaner().clean(html)
    finally:
        _filter.reset(asked)
    return _LINK_WITHOUT_HREF.sub(r"<a\1>", cleaned)


_filter: ContextVar[AttributeFilter] = ContextVar("attribute_filter")


@cache
def _cleaner() -> Cleaner:
    """The one cleaner of this process: to make it takes as long as to clean a text."""
    import nh3  # by those who sanitize: others only ask what is allowed

    from generator.markdown.highlight import CLASSES

    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=lambda tag, name, value: _filter.get()(tag, name, value),
        link_rel=_REL,
        url_schemes=SCHEMES,
        allowed_classes=_CLASSES | {"span": _CLASSES["span"] | CLASSES},
        tag_attribute_values={
            "div": {"tabindex": {"0"}},
            "span": {"tabindex": {"0"}},
            "input": {"checked": {""}},
        },
        # whatever else somebody writes as <input> becomes a box that cannot be ticked
        set_tag_attribute_values={
            "pre": {"tabindex": "0"},
            "input": {"type": "checkbox", "disabled": ""},
        },
    )


_TABLES = re.compile(r"<table>|</table>")
_CAPTION = re.compile(r"\s*<caption>(.*?)</caption>", re.DOTALL)
_ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL = re.compile(r'<(t[hd])((?: [a-z]+="[^"]*")*)>(.*?)</\1>', re.DOTALL)
_NUMBER = re.compile(
    r"[-+\u2212±~≈<>≤≥]?\s*[$€£]?\s*\d[\d.,'\u2009\u202f\u00a0]*(?:[eE][-+]?\d+)?\s*[%‰xk×]?"
)
_NO_VALUE = frozenset({"", "-", "–", "—", "nan", "n/a", "none", "null", "<na>", "nat", "inf", "…", "..."})
_TAG = re.compile(r"<[^>]*>")


def _boxed(html: str, name: str) -> str:
    """Each table in a box; of tables in a table, the outermost. Cleaned HTML closes what it opens."""
    parts: list[str] = []
    at = depth = begins = 0
    for match in _TABLES.finditer(html):
        depth += 1 if match[0] == "<table>" else -1
        if depth == 1 and match[0] == "<table>":
            parts.append(html[at : match.start()])
            begins = match.end()
        elif depth == 0:
            at = match.end()
            parts.append(_box(html[begins : match.start()], name))
    return "".join((*parts, html[at:]))


# An empty corner heads nothing; spanning several columns it stays as it is.
_NO_HEADER = re.compile(r'<th(?: (?:class|scope)="[^"]*")*>\s*</th>')


def _box(rows: str, name: str) -> str:
    caption = _CAPTION.match(rows)
    called = " ".join(unescape(_TAG.sub(" ", caption[1])).split()) if caption else ""
    if "<table>" not in rows:
        rows = _with_numbers(rows)
    rows = _NO_HEADER.sub("<td></td>", rows)
    label = escape(called or name)
    return f'<div class="wide" role="group" aria-label="{label}" tabindex="0"><table>{rows}</table></div>'


def _with_numbers(rows: str) -> str:
    """The rows with `right` at the cells of each column of numbers; as they are if the author set a side."""
    if 'class="' in rows or "span=" in rows:
        return rows
    table = [list(_CELL.finditer(row[1])) for row in _ROW.finditer(rows)]
    body = [cells for cells in table if any(cell[1] == "td" for cell in cells)]
    right = {
        column
        for column in range(max(map(len, body), default=0))
        if _is_of_numbers(cells[column] for cells in body if column < len(cells))
    }

    def row(match: re.Match[str]) -> str:
        columns = count()
        return f"<tr>{_CELL.sub(lambda cell: _aligned(cell, next(columns) in right), match[1])}</tr>"

    return _ROW.sub(row, rows) if right else rows


def _is_of_numbers(cells: Iterable[re.Match[str]]) -> bool:
    texts = [unescape(_TAG.sub("", cell[3])).strip() for cell in cells if cell[1] == "td"]
    values = [text for text in texts if text.lower() not in _NO_VALUE]
    return bool(values) and all(_NUMBER.fullmatch(text) for text in values)


def _aligned(cell: re.Match[str], is_right: bool) -> str:
    return f'<{cell[1]}{cell[2]} class="right">{cell[3]}</{cell[1]}>' if is_right else cell[0]


# A formula with what no line may part from it: an opening bracket, signs behind it, and the rest of a word
# (`$k$-means`). Chromium breaks lines around `<math>`, also at a U+2060.
_UNBROKEN = re.compile(
    r"""([(\[{“‘«„"'¿¡]*)(<math (?:alttext="[^"]*" )?display="inline"[^>]*>.*?</math>)"""
    r"""((?:&(?:quot|\#39);|[-–‑']\w+|[)\]}.,;:!?…”’»"'])*)""",
    re.DOTALL,
)


def _unbroken(match: re.Match[str]) -> str:
    return f'<span class="unbroken">{match[0]}</span>' if match[1] or match[3] else match[0]


def is_allowed(tag: str) -> bool:
    """Whether a page keeps such a tag when somebody writes it; the boxes of task lists are ours alone."""
    return tag in _TAGS and tag != "input"


def allowed_attributes(tag: str) -> frozenset[str]:
    """The attributes that a page keeps of such a tag."""
    return frozenset(_ATTRIBUTES.get(tag, ()))
