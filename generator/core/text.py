"""Texts: one spelling for all spellings, counted and listed things, and texts cut short or quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from textwrap import wrap

LONGEST_QUOTED = 60
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
_LAST_TWO = "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NOT_TEXT = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_TWO}]")
_DIRECTION_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


# One spelling. `fold_name` tells whether two names are one; `fold` finds a name in a page whatever was done
# to it on the way.


def fold_name(text: str | None) -> str:
    """A name in NFKC, case folded, with single spaces; empty for None.

    Two names that come out the same are one, to counting and to whoever groups, suggests or exports.
    Accents, apostrophes and what cannot be seen still tell names apart, unlike in `fold`.
    """
    if not text:
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_path(path: str) -> str:
    """A path as a file system sees it that takes no heed of case and of how accents are typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


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


def is_unspaced_letter(letter: str) -> bool:
    """Whether it is a letter of a script that writes no spaces."""
    return any(ord(letter) in script for script in _UNSPACED)


class _Letters(dict[int, str]):
    """What each code point beyond ASCII becomes, worked out at its first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


_LETTERS = _Letters()


def _fold_run(match: re.Match[str]) -> str:
    # Composed first: a syllable of Hangul, a kana with its mark are one letter however they are typed.
    return unicodedata.normalize("NFC", match[0]).translate(_LETTERS)


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
    if is_unspaced_letter(letter):
        return f" {letter} "
    return _STROKES.get(letter, letter)


# Counted and listed things.


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 record`, `1,204 records`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], most: int | None = 8) -> str:
    """`a, b and c`; what exceeds `most`, where that is not None, is counted: `a, b and 7 more`."""
    if most is not None and len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def some(words: Sequence[str], most: int) -> str:
    """`a, b, c`; of more than `most` the first of them: `a, b, c and 4 more`."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


# What somebody wrote, in words of ours.


def readable(text: str) -> str:
    """`text` with U+FFFD for what no page and no document may hold: controls, and what Unicode calls none."""
    return _NOT_TEXT.sub("\ufffd", text)


def is_wide(letter: str) -> bool:
    """Whether a letter is as wide as two, as those of Chinese, Japanese and Korean are."""
    return unicodedata.east_asian_width(letter) in "WF"


def columns(text: str) -> int:
    """Columns on a terminal: wide letters take two, accents over another letter none."""
    marks = sum(unicodedata.category(letter) in ("Mn", "Me") for letter in text)
    return len(text) + sum(map(is_wide, text)) - marks


def quoted(text: str) -> str:
    """The text in backquotes: in one line, cut to sixty characters, what cannot be seen shown as `�`."""
    start = text[: 10 * LONGEST_QUOTED]
    line = "".join(sign if sign.isprintable() else "�" for sign in " ".join(start.split()))
    is_whole = len(line) <= LONGEST_QUOTED and start == text
    return f"`{line}`" if is_whole else f"`{line[: LONGEST_QUOTED - 1]}…`"


def clipped(text: str, most: int, ellipsis: str = " …") -> str:
    """`text` on one line, cut between words to at most `most` characters and an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = line[:most]
    words = head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head
    return words.rstrip(" ,;:.–") + ellipsis


def wrap_line(line: str, width: int, indent: str = "") -> list[str]:
    """`line` in lines of at most `width` columns, those after the first after `indent`; whole at width 0."""
    if not width:
        return [line]
    return wrap(line, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False) or [""]


def isolate(text: str) -> str:
    """Somebody's own words for the middle of a sentence: their writing direction stays inside them."""
    return text if text.isascii() else f"\u2068{without_direction_marks(text)}\u2069"


def without_direction_marks(text: str) -> str:
    """`text` without the characters that steer the writing direction of what follows them."""
    return _DIRECTION_MARKS.sub("", text)


def nearest(text: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The one of `words` that `text` may be a slip of, if any is near enough (0 to 1)."""
    import difflib

    return next(iter(difflib.get_close_matches(text, list(words), n=1, cutoff=cutoff)), None)
