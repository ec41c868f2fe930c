"""What stands in the way of comparing: escapes are undone here, spellings by `core.text.fold`."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from generator.core.text import is_unspaced_letter

# A letter that no name and no note has. Between two texts it keeps their words apart.
BREAK = " \ua66e "
# Stands where tags were taken out: no escape yields it and it parts words as a space does.
SEAM = "\0"

_ROUNDS = 4  # HTML in JSON in an attribute, and one to spare
_WORD_BYTES = bytes(
    c + 32 if 65 <= c <= 90 else c if c >= 128 or 48 <= c <= 57 or 97 <= c <= 122 else 32 for c in range(256)
)

# By far the most of all entities. `html.unescape` calls a function for each, so it gets the others.
_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#34;", '"'), ("&#39;", "'"), ("&amp;", "&"))
_ENTITY = re.compile(r"&(?!(?:lt|gt|quot|amp|#34|#39);)#?[0-9A-Za-z]")
# Both begin with the sign itself: that makes the search for it fast.
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*")
_UNIT = r"u[0-9A-Fa-f]{4}"
_BACKSLASH = re.compile(rf"\\(?:({_UNIT}(?:\\{_UNIT})*)|x([0-9A-Fa-f]{{2}})|([\"\\/bfnrt]))")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def words(folded: str) -> list[bytes]:
    """The words of a folded text: runs of letters, marks and digits. All else only parts them."""
    return folded.encode("utf-8", "replace").translate(_WORD_BYTES).split()


def is_unspaced(word: bytes) -> bool:
    """Whether it is a letter of a script that writes no spaces."""
    return word >= b"\xe0" and is_unspaced_letter(word.decode()[0])


def decode(text: str) -> str:
    """The text with HTML, URL and JSON escapes undone, also where one is wrapped in another."""
    for _ in range(_ROUNDS):
        plain = _decode_once(text)
        if plain == text:
            break
        text = plain
    return text


def _decode_once(text: str) -> str:
    if "&" in text:
        for entity, sign in _SIGNS:
            text = text.replace(entity, sign)
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
