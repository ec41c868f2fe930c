"""Sanitizer: the only way for HTML made from Markdown to reach a page.

Everything that is not on the lists below is dropped: tags, attributes, classes, schemes. No style,
handler, frame or form. What passes goes through an attribute filter, which rewrites links and ids (see
`postprocess`); it may drop or replace a value, and cannot restore what was refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.markdown import mathml

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
    "div": {"footnote", "wide", "formula", "alert", *ALERTS},
    "li": {"task"},
    "p": {"alert-title"},
    "span": {"formula"},
    "td": _SIDES,
    "th": _SIDES,
}
_TABLE = re.compile(r"<table\b[^>]*>", re.IGNORECASE)
_REL = "noopener noreferrer"
# A link whose address was dropped needs no `rel`. No attribute value has a bare `"` or `>` at this point.
_LINK_WITHOUT_HREF = re.compile(rf'<a((?: (?!href=)[a-z]+="[^">]*")*?) rel="{_REL}">')


def sanitize(html: str, attribute_filter: AttributeFilter) -> str:
    """`html` with only allowed tags and attributes; each attribute has passed `attribute_filter`.

    Wide tables and long lines of code get a box of their own that scrolls and takes keyboard focus.
    """
    import nh3  # by those who sanitize: others only ask what is allowed

    from generator.markdown.highlight import CLASSES

    boxed = _TABLE.sub('<div class="wide" tabindex="0"><table>', html)
    cleaned = nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        attributes=_ATTRIBUTES,
        attribute_filter=attribute_filter,
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
    ).clean(boxed.replace("</table>", "</table></div>"))
    return _LINK_WITHOUT_HREF.sub(r"<a\1>", cleaned)


def is_allowed(tag: str) -> bool:
    """Whether a page keeps such a tag when somebody writes it; the boxes of task lists are ours alone."""
    return tag in _TAGS and tag != "input"


def allowed_attributes(tag: str) -> frozenset[str]:
    """The attributes that a page keeps of such a tag."""
    return frozenset(_ATTRIBUTES.get(tag, ()))
