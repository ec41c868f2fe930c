"""A text as HTML while it is written: converted and sanitized as for the site, without its theme."""

from __future__ import annotations

import html
from urllib.parse import quote

from generator.core.text import Dialect
from generator.markdown.convert import convert
from generator.markdown.sanitize import sanitize

_NOT_SHOWN = "<p><em>This text cannot be shown yet: it is too long, too deeply nested or too slow.</em></p>"


def preview_html(body: str, base: str, dialect: Dialect) -> str:
    """The text as safe HTML; its pictures come from the desk at the address `base`."""
    converted = convert(body, None, dialect)
    if converted.html is None:
        return _NOT_SHOWN

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute in ("id", "name"):
            return None  # nothing in a text may be taken for a part of the desk
        if attribute == "srcset":
            return None
        if tag in ("img", "source", "video", "audio") and attribute in ("src", "poster"):
            return _picture(value, base)
        return value

    return sanitize(converted.html, kept)


def _picture(address: str, base: str) -> str | None:
    """The address of a picture of the portfolio here; None if it is elsewhere."""
    path = html.unescape(address).partition("?")[0]
    if ":" in path or path.startswith("//"):
        return None
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    if parts[:1] == ["content"]:
        parts = parts[1:]
    if parts[:1] == ["images"]:
        parts = parts[1:]
    return f"{base}picture/{quote('/'.join(parts))}" if parts else None
