"""Sanitizer: the only way for HTML made from Markdown to reach a page.

Everything that is not on the lists below is dropped: tags, attributes, classes, schemes. No style,
handler, frame or form. What passes goes through an attribute filter, which rewrites links and ids (see
`postprocess`); it may drop or replace a value, and cannot restore what was refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

from generator.site.markdown.highlight import CLASSES

AttributeFilter = Callable[[str, str, str], str | None]

SCHEMES = {"http", "https", "mailto"}
_TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "dfn",
    "div", "dl", "dt", "em", "figcaption", "figure", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img",
    "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
_DROPPED_WITH_CONTENT = {
    "script",
    "style",
    "template",
    "noscript",
    "title",
    "iframe",
    "object",
    "svg",
    "math",
}
_IDENTIFIED = ("h2", "h3", "h4", "h5", "h6", "li", "sup")
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "dfn": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    **{tag: {"id"} for tag in _IDENTIFIED},
}
_SIDES = {"left", "center", "right"}
_CLASSES: dict[str, set[str]] = {
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote", "wide"},
    "span": set(CLASSES),
    "td": _SIDES,
    "th": _SIDES,
}
_REL = "noopener noreferrer"
# A link whose address was dropped needs no `rel`. No attribute value has a bare `"` or `>` at this point.
_LINK_WITHOUT_HREF = re.compile(rf'<a((?: (?!href=)[a-z]+="[^">]*")*?) rel="{_REL}">')


def sanitize(html: str, attribute_filter: AttributeFilter) -> str:
    """`html` with only allowed tags and attributes; each attribute has passed `attribute_filter`.

    Wide tables and long lines of code get a box of their own that scrolls and takes keyboard focus.
    """
    boxed = html.replace("<table>", '<div class="wide" tabindex="0"><table>')
    cleaned = nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute_filter,
        link_rel=_REL,
        url_schemes=SCHEMES,
        allowed_classes=_CLASSES,
        tag_attribute_values={"div": {"tabindex": {"0"}}},
        set_tag_attribute_values={"pre": {"tabindex": "0"}},
    ).clean(boxed.replace("</table>", "</table></div>"))
    return _LINK_WITHOUT_HREF.sub(r"<a\1>", cleaned)
