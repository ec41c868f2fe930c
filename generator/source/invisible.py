"""Invisible characters that change how text is read: reported, and replaced before parsing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from generator.core.messages import Message
from generator.source.quoting import ODD_SPACES

MAX_REPORTED = 100
"""Reported per file; fixing those shows the rest."""

# Direction overrides make text read other than it is written ("Trojan Source").
_BIDI = "\u202a-\u202e\u2066-\u2069"
# YAML 1.1, 5.1: what is not allowed. The parser refuses it without naming a line.
_NOT_YAML = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_BIDI}{_NOT_YAML}]")
# YAML 1.1 ends a line at these and editors do not: all positions below would be wrong.
_ODD_LINE_ENDS = re.compile("[\r\x85\u2028\u2029]")

_ODD = re.compile(f"[{ODD_SPACES}]")
_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
# Where YAML needs spaces: before a line's text, behind the dash of an entry, around the colon of a key.
_STRUCTURE = re.compile(
    rf"(?P<head>[\s{ODD_SPACES}]*(?:-[\s{ODD_SPACES}]+)*)"
    rf"(?:(?P<key>[a-z_$][\w-]*)(?P<colon>[\s{ODD_SPACES}]*:(?:[\s{ODD_SPACES}]+|$)))?"
)
_BLOCK = re.compile(r"( *(?:- +)*)([^\s#:][^:]*:\s+)?[|>][+-]?\d?[+-]?\s*(?:#.*)?")


class OddSpace(NamedTuple):
    """A character that only looks like a space, where YAML needs one.

    `line` counts from 0, `column` from 1.
    """

    text: Message
    line: int
    column: int


def replace_odd_spaces(text: str) -> tuple[str, list[OddSpace]]:
    """The text with ordinary spaces where YAML needs them, and what was replaced, a finding for each line.

    Inside texts such characters stay: French typography has them, and a block may have any.
    """
    if not _ODD.search(text):
        return text, []
    found: list[OddSpace] = []
    lines = text.split("\n")
    block: int | None = None
    for n, line in enumerate(lines):
        if block is not None and (not line.strip() or len(line) - len(line.lstrip(" ")) > block):
            continue
        lines[n], odd = _with_spaces(line)
        if odd is not None and len(found) < MAX_REPORTED:
            char, column = odd
            how = Message("yaml-syntax.odd-space-key", line=lines[n].strip())
            found.append(OddSpace(Message("yaml-syntax.odd-space", code=ord(char), how=how), n, column))
        opens = _BLOCK.fullmatch(lines[n])
        block = (len(opens[1]) if opens[2] else opens[1].find("-")) if opens else None
    return "\n".join(lines), found


def _with_spaces(line: str) -> tuple[str, tuple[str, int] | None]:
    """The line with ordinary spaces in its structure, and the first character replaced with its column."""
    match = _STRUCTURE.match(line)
    if match is None or not (match["key"] or "-" in match["head"]):
        return line, None
    head, key, colon = (match[name] or "" for name in ("head", "key", "colon"))
    odd = _ODD.search(head) or _ODD.search(line, len(head + key), match.end())
    if odd is None:
        return line, None
    head, colon = (_ODD.sub(" ", _ZERO_WIDTH.sub("", part)) for part in (head, colon))
    if colon.endswith(":") and match.end() < len(line):
        colon += " "
    return head + key + colon + line[match.end() :], (odd[0], odd.start() + 1)


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
