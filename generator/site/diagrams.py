"""Diagrams: fences of ```mermaid drawn when the site is built, so that pages need no script.

The library runs the real Mermaid in a small JavaScript engine without files and network. A text may keep
it busy for minutes, so it runs in a worker process, which is killed when its time is up. What comes out is
cleaned as every drawing is.
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint
from generator.core.messages import Message
from generator.core.text import truncate
from generator.core.worker import worker
from generator.site.images.svg import clean_svg

SECONDS = 20.0
LONGEST = 10_000  # characters
_LIBRARY = "mermaidx"
_DESCRIBED = re.compile(
    r"^\s*(?:(accDescr|accTitle)\s*:\s*(.+)|(title)\s+(.+)|accDescr\s*\{\s*([^}]*)\})", re.MULTILINE
)
_TEXTS = re.compile(r"<text\b[^>]*>(.*?)</text>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_CONFIG = {
    "htmlLabels": False,  # else its labels are HTML, which is no part of a picture
    "flowchart": {"htmlLabels": False},
    "class": {"htmlLabels": False},
    "state": {"htmlLabels": False},
    "textPlacement": "tspan",
    "fontFamily": "sans-serif",
    "deterministicIds": True,
    "securityLevel": "strict",
}

Why = Literal["missing", "slow", "unreadable", "too-long"]


class Diagram(NamedTuple):
    """A diagram as a drawing, and what it shows, in words."""

    svg: bytes
    alt: str


def draw(source: str, cache: Path | None) -> Diagram | Why:
    """The drawing of a diagram, from the cache if it is there; or why there is none."""
    if len(source) > LONGEST:
        return "too-long"
    if find_spec(_LIBRARY) is None:
        return "missing"
    key = cache_key(_version(), source.encode("utf-8", "replace"))
    known = cache_read(cache, "diagrams", key, lambda data: data) if cache else None
    if known is None:
        answer = worker(__name__, answer_of.__name__).ask(source, SECONDS)
        if answer is None:
            return "slow"
        svg = answer[0]
        if svg is None:
            return "unreadable"
        known = svg.encode("utf-8", "replace")
        if cache:
            cache_put(cache, "diagrams", key, known)
    cleaned = clean_svg(known)
    if isinstance(cleaned, Message):
        return "unreadable"
    return Diagram(known, _alt(source, cleaned[0].decode("utf-8", "replace")))


def answer_of(source: str) -> list[str | None]:
    """The SVG of a diagram, however long it takes: for the worker. None if it cannot be read."""
    import mermaidx

    try:
        return [mermaidx.render(source, theme="neutral", config=_CONFIG).svg()]
    except Exception:  # whatever the library and its engine raise for a text that is no diagram
        return [None]


@lru_cache(maxsize=1)
def _version() -> bytes:
    return code_fingerprint(_LIBRARY, "generator.site.diagrams") + json.dumps(_CONFIG).encode()


def _alt(source: str, svg: str) -> str:
    """What its author says that it shows (`accDescr`, `accTitle`, `title`), else the words in it."""
    found = {
        match[1] or match[3] or "accDescr": match[2] or match[4] or match[5]
        for match in _DESCRIBED.finditer(source)
    }
    for name in ("accDescr", "accTitle", "title"):
        if name in found:
            return " ".join(found[name].split())
    words = (" ".join(unescape(_TAG.sub(" ", text)).split()) for text in _TEXTS.findall(svg))
    return truncate(", ".join(dict.fromkeys(word for word in words if word)), 300)
