"""Somebody's words as other programs take them, and the names by which they know a thing again."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import uuid

from generator.render.report.text import clean, clipped
from generator.views.coach import ReportView

LINE_LENGTH = 200

# Made once, by chance; what it names is named so for good.
_OURS = uuid.UUID("7c9a5b1e-3f0d-4a55-9d2e-51c0a2f7e6b4")
_DIRECTION_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def text(words: str) -> str:
    """`words` without what no document may hold: control characters, halves of pairs, other line ends."""
    return str(clean(words.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(words: str, most: int = LINE_LENGTH) -> str:
    """`words` on one line of at most `most` characters, steering no writing direction but their own."""
    return clipped(_DIRECTION_MARKS.sub("", text(words)), most)


def folded(words: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def uid(view: ReportView, *parts: object) -> str:
    """The name of one thing of this graduate's: the same in every export, another in anybody else's."""
    told = "\0".join((folded(view.name), folded(view.github or ""), *map(str, parts)))
    return str(uuid.uuid5(_OURS, told.encode("utf-8", "replace").decode("utf-8")))


def midnight(day: dt.date) -> dt.datetime:
    """The first moment of `day` in UTC: the moment at which an export as of that day was made."""
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
