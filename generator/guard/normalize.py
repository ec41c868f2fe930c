"""Normalize texts for comparison: decode escapes and split words; `core.text.fold` folds spellings."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from generator.core.text import is_unspaced_letter

# A letter that no name or note contains: put between two texts, it keeps their words apart.
BREAK = " \ua66e "
# Replaces tags: no escape decodes to it, and it separates words as a space does.
SEAM = "\0"

_ROUNDS = 4  # HTML in JSON in an attribute, and one more
_WORD_BYTES = bytes(
    c + 32 if 65 <= c <= 90 else c if c >= 128 or 48 <= c <= 57 or 97 <= c <= 122 else 32 for c in range(256)
)

# The most frequent entities. `html.unescape` calls a function for each match, so it gets only the others.
_FREQUENT = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_ENTITY = re.compile(r"&(?!(?:lt|gt|quot|amp|#34|#39);)#?[0-9A-Za-z]")
# Both begin with a fixed character: that makes the search fast.
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_UNIT = r"u[0-9A-Fa-f]{4}"
_BACKSLASH = re.compile(rf"\\(?:({_UNIT}(?:\\{_UNIT})*)|x([0-9A-Fa-f]{{2}})|([\"\\/bfnrt]))")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


# Letters of Cyrillic and Greek that look like Latin ones.
_ALIKE = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјкморсухԁԛԝһ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυχ",
    "ABESIJKMHOPCTYXaesijkmopcyxdqwh" + "ABEZHIKMNOPTYXaivopux",
)
_OTHER = r"[\u0370-\u03ff\u0400-\u052f]"
_LOOKS_ALIKE = re.compile(_OTHER)
_MIXED = re.compile(rf"(?<![^\W\d_])[^\W\d_]*(?:[A-Za-z]{_OTHER}|{_OTHER}[A-Za-z])[^\W\d_]*")


def latin_letters(text: str) -> str:
    """The text with Latin letters in words that mix them with letters that look like them."""
    if text.isascii() or not _LOOKS_ALIKE.search(text):
        return text
    return _MIXED.sub(lambda word: word[0].translate(_ALIKE), text)


def words(folded: str) -> list[bytes]:
    """The words of a folded text: runs of letters, marks and digits."""
    return folded.encode("utf-8", "replace").translate(_WORD_BYTES).split()


def is_unspaced(word: bytes) -> bool:
    """Whether it is a letter of a script without spaces."""
    return word >= b"\xe0" and is_unspaced_letter(word.decode()[0])


def decode(text: str) -> str:
    """The text with HTML, URL and JSON escapes decoded, also nested ones."""
    for _ in range(_ROUNDS):
        plain = _decode_once(text)
        if plain == text:
            break
        text = plain
    return text


def _decode_once(text: str) -> str:
    if "&" in text:
        for entity, char in _FREQUENT:
            text = text.replace(entity, char)
        if _ENTITY.search(text):
            text = html.unescape(text)
    if "%" in text:
        text = _PERCENT.sub(_from_percent, text)
    if "\\" in text:
        text = _BACKSLASH.sub(_from_backslash, text)
    return text


def _from_percent(match: re.Match[str]) -> str:
    return unquote(match[0], errors="replace")


def _from_backslash(match: re.Match[str]) -> str:
    units, byte, short = match.groups()
    if units:
        codes = bytes.fromhex(units.replace("\\", "").replace("u", ""))
        return codes.decode("utf-16-be", "replace")
    return chr(int(byte, 16)) if byte else _SHORT.get(short, short)
