"""What a dialect makes of a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal[
    "link",
    "picture",
    "bare-picture",
    "shown",
    "video",
    "removed",
    "scheme",
    "user",
    "tag",
    "attributes",
    "comment",
    "heading",
    "comment-unclosed",
    "note-unused",
    "maths",
    "cells",
    "other",
    "output",
    "diagram",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Something in a text that a finding may be about.

    `text` is what it is: the address of a link or a picture as it is in the HTML, else what was written.
    `more` is what a hint needs: of a link how it was written, of HTML the text as code. `line` counts from
    the first line of the text, 0-based; `column` is 1-based.
    """

    kind: PlaceKind
    text: str
    line: int
    column: int
    more: str = ""


@dataclass(frozen=True, slots=True)
class Converted:
    """`html` is not sanitized yet; it is None if `problem`, the name of a rule, says why.

    `places` are in the order of the text.
    """

    html: str | None
    places: tuple[Place, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """The text that readers read: without code, formulas, comments, tags and addresses of links.

    `quotes` tells whether it has a block quotation, `links` whether it has a link.
    """

    text: str
    quotes: bool = False
    links: bool = False


def position(lines: list[str], first: int, content: str, offset: int, at_least: int = 0) -> tuple[int, int]:
    """The 0-based line and 1-based column of `offset` in `content`, whose lines are parts of `lines`.

    `content` begins in the line `first`. `at_least` is a column before which it cannot begin.
    """
    row = content.count("\n", 0, offset)
    begins = content.rfind("\n", 0, offset) + 1
    part = content[begins:].partition("\n")[0]
    number = min(first + row, len(lines) - 1)
    base = lines[number].find(part.rstrip(), at_least if row == 0 else 0) if lines else 0
    return max(number, 0), max(base, 0) + offset - begins + 1
