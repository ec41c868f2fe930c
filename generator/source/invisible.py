"""Invisible characters that change how text is read: reported, and replaced before parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from generator.core.messages import Message

MAX_REPORTED = 100
"""Reported per file; fixing those shows the rest."""

# Direction overrides make text read other than it is written ("Trojan Source").
_BIDI = "\u202a-\u202e\u2066-\u2069"
# YAML 1.1, 5.1: the allowed characters. The parser refuses all others without naming a line.
_ALLOWED = "\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff"
_FORBIDDEN = re.compile(f"[{_BIDI}]|[^{_ALLOWED}]")
# YAML 1.1 ends a line at these and editors do not: all positions below would be wrong.
_ODD_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")


class InvisibleCharacter(NamedTuple):
    """One such character and its 0-based offset in the text."""

    text: Message
    offset: int


def find_invisible(text: str) -> Iterator[InvisibleCharacter]:
    """The first hundred forbidden characters, in order."""
    for match in islice(_FORBIDDEN.finditer(text), MAX_REPORTED):
        char = match[0]
        if re.match(f"[{_BIDI}]", char):
            yield InvisibleCharacter(Message("bidi-control-character.here"), match.start())
        else:
            yield InvisibleCharacter(Message("yaml-syntax.invisible", code=ord(char)), match.start())


def replace_invisible(text: str) -> str:
    """The text with spaces for the characters that the parser refuses or takes for line ends.

    It has the same length, so that positions stay valid.
    """
    return _ODD_LINE_ENDS.sub(" ", _FORBIDDEN.sub(" ", text))
