"""One spelling for all spellings: what the leak guard compares is folded first, on both sides."""

from __future__ import annotations

import html
import re
import unicodedata
from urllib.parse import unquote

# A letter that no name and no note has. Between two texts it keeps their words apart.
BREAK = " \ua66e "
# Stands where tags were taken out: no escape yields it and it parts words as a space does.
SEAM = "\0"

_ROUNDS = 4  # HTML in JSON in an attribute, and one to spare
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_TYPOGRAPHY = "’“”—–…·"
_ACCENTS = range(0x0300, 0x0370)
_INVISIBLE = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x115F, 0x1160, 0x3164, 0xFFA0)
# Letters that no rule of Unicode takes apart, as addresses spell them.
_STROKES = {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
# Scripts written without spaces between words: each letter is a word of its own.
_UNSPACED = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Myanmar
    range(0x1780, 0x1800),  # Khmer
    range(0x3040, 0x3200),  # kana, bopomofo
    range(0x3400, 0xA000),  # Han
    range(0xAC00, 0xD7B0),  # Hangul: particles follow a name without a space
    range(0x20000, 0x40000),  # Han
)
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


class _Letters(dict[int, str]):
    """What each code point beyond ASCII becomes, worked out at its first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


def fold(text: str) -> str:
    """The text in lower case, compatibility forms and accents undone, invisible characters gone.

    What is neither letter, mark nor digit becomes a space where it is not ASCII. Letters of scripts
    without spaces stand alone. Lines stay lines.
    """
    if text.isascii():
        return text.lower()
    for sign in _TYPOGRAPHY:
        text = text.replace(sign, " ")
    return _FOREIGN.sub(_fold_run, text).lower()


_LETTERS = _Letters()


def _fold_run(found: re.Match[str]) -> str:
    # Composed first: a syllable of Hangul, a kana with its mark are one letter however they are typed.
    return unicodedata.normalize("NFC", found[0]).translate(_LETTERS)


def _fold_letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    bare = "".join(map(_without_accent, unicodedata.normalize("NFKD", letter)))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())
    return "".join(map(_as_word, folded))


def _without_accent(letter: str) -> str:
    is_gone = ord(letter) in _ACCENTS or ord(letter) in _INVISIBLE or unicodedata.category(letter) == "Cf"
    return "" if is_gone else letter


def _as_word(letter: str) -> str:
    if letter.isascii():
        return letter
    if not letter.isalnum() and not unicodedata.category(letter).startswith("M"):
        return " "
    if any(ord(letter) in script for script in _UNSPACED):
        return f" {letter} "
    return _STROKES.get(letter, letter)


def words(folded: str) -> list[bytes]:
    """The words of a folded text: runs of letters, marks and digits. All else only parts them."""
    return folded.encode("utf-8", "replace").translate(_WORD_BYTES).split()


def is_unspaced(word: bytes) -> bool:
    """Whether it is a letter of a script that writes no spaces."""
    return word >= b"\xe0" and any(ord(word.decode()[0]) in script for script in _UNSPACED)


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


def _from_percent(found: re.Match[str]) -> str:
    return unquote(found[0], errors="replace")


def _from_backslash(found: re.Match[str]) -> str:
    units, byte, short = found.groups()
    if units:
        codes = bytes.fromhex(units.replace("\\", "").replace("u", ""))
        return codes.decode("utf-16-be", "replace")
    return chr(int(byte, 16)) if byte else _SHORT.get(short, short)
