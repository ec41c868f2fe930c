"""Characters that nobody sees and that change what is read: told, and taken out before the parser looks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from generator.core.messages import Message

MAX_REPORTED = 100
"""So many are told of one file; mending those shows the rest."""

# Direction overrides make text read other than it is written ("Trojan Source").
_BIDI = "\u202a-\u202e\u2066-\u2069"
# YAML 1.1, 5.1: what may stand in a file. The rest is refused by the parser, which names no line.
_ALLOWED = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_FORBIDDEN = re.compile(f"[{_BIDI}]|[^{_ALLOWED}]")
# YAML 1.1 ends a line at these and editors do not: every place below would be told wrongly.
_ODD_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


class InvisibleCharacter(NamedTuple):
    """One such character; `at` counts from 0."""

    text: Message
    at: int


def find_invisible(text: str) -> Iterator[InvisibleCharacter]:
    """The first hundred characters that should not be there, in order."""
    for match in islice(_FORBIDDEN.finditer(text), MAX_REPORTED):
        sign = match[0]
        if re.match(f"[{_BIDI}]", sign):
            yield InvisibleCharacter(Message("bidi-control-character.here"), match.start())
        else:
            yield InvisibleCharacter(Message("yaml-syntax.invisible", code=ord(sign)), match.start())


def replace_invisible(text: str) -> str:
    """The text with a space for each character that the parser would stop or stumble at.

    Of the same length, so that every place stays where it was.
    """
    return _ODD_LINE_ENDS.sub(" ", _FORBIDDEN.sub(" ", text))
