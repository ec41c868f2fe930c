"""Text helpers: name normalization, plurals and lists, quoting, truncation and display width."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Literal

WrittenDialect = Literal["github", "python-markdown"]
"""How the Markdown files of a portfolio are written."""
Dialect = Literal["github", "python-markdown", "notebook"]
"""How a text is written. Of a notebook it is what `reading/documents.py` makes of its cells, as JSON."""

MAX_QUOTED = 60
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_TYPOGRAPHY = "’“”—–…·"
# Letters to Unicode, apostrophes to readers: O’Brien is also written with one of these.
_APOSTROPHES = "\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\ua78b\ua78c\u05f3\u07f4"
_ACCENTS = range(0x0300, 0x0370)
_INVISIBLE = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x115F, 0x1160, 0x3164, 0xFFA0)
# Letters that Unicode does not decompose, spelled as in e-mail addresses.
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


# Normalization. `fold` is the only one: who is one individual, what is one employer, tag or job, and what the
# leak guard finds on a page, all compare folded texts.


@functools.lru_cache(maxsize=4096)  # tags and employers come again and again
def fold_line(text: str | None) -> str:
    """A folded text on one line, with single spaces; empty for None.

    Of a text of signs alone, of which folding leaves nothing, the text itself.
    """
    if not text:
        return ""
    return " ".join(fold(text).split()) or " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def fold_path(path: str) -> str:
    """A path as compared by a file system that ignores case and Unicode normalization."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def fold(text: str) -> str:
    """The text in lower case, without compatibility forms, accents and invisible characters.

    Any other character outside ASCII than letters, marks and digits becomes a space. Letters of scripts
    without spaces get spaces around them. Line breaks stay.
    """
    if text.isascii():
        return text.lower()
    for char in _TYPOGRAPHY:
        text = text.replace(char, " ")
    return _FOREIGN.sub(_fold_run, text).lower()


def is_unspaced_letter(letter: str) -> bool:
    """Whether `letter` belongs to a script without spaces between words."""
    return any(ord(letter) in script for script in _UNSPACED)


class _Letters(dict[int, str]):
    """Code point → folded text, computed at first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


_LETTERS = _Letters()


def _fold_run(match: re.Match[str]) -> str:
    # Compose first: a Hangul syllable or a kana with its mark is one letter, however it was typed.
    return unicodedata.normalize("NFC", match[0]).translate(_LETTERS)


def _fold_letter(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    bare = "".join(map(_without_accent, unicodedata.normalize("NFKD", letter)))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", bare).casefold())
    return "".join(map(_fold_char, folded))


def _without_accent(letter: str) -> str:
    is_gone = ord(letter) in _ACCENTS or ord(letter) in _INVISIBLE or unicodedata.category(letter) == "Cf"
    return "" if is_gone else letter


def _fold_char(letter: str) -> str:
    if letter.isascii():
        return letter
    if letter in _APOSTROPHES or (not letter.isalnum() and not unicodedata.category(letter).startswith("M")):
        return " "
    if is_unspaced_letter(letter):
        return f" {letter} "
    return _STROKES.get(letter, letter)


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 record`, `1,204 records`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def join_words(words: Sequence[str], most: int | None = 8) -> str:
    """`a, b and c`; at most `most` items, None for all: `a, b and 7 more`."""
    if most is not None and len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def first_few(words: Sequence[str], most: int) -> str:
    """`a, b, c`; with more than `most` items `a, b, c and 4 more`."""
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(words[:most]) + more


def replace_unprintable(text: str) -> str:
    """`text` with U+FFFD for control characters and noncharacters, which HTML and PDF do not allow."""
    if (
        text.replace("\n", " ").replace("\t", " ").isprintable()
    ):  # a tenth of the time, and nearly all texts are
        return text
    return _NOT_TEXT.sub("\ufffd", text)


def is_wide(letter: str) -> bool:
    """Whether a letter takes two columns, as in Chinese, Japanese and Korean."""
    return unicodedata.east_asian_width(letter) in "WF"


def display_width(text: str) -> int:
    """Columns on a terminal: wide letters take two, combining marks none."""
    marks = sum(unicodedata.category(letter) in ("Mn", "Me") for letter in text)
    return len(text) + sum(map(is_wide, text)) - marks


def quote(text: str) -> str:
    """The text in backquotes, on one line, cut to sixty characters, with `�` for unprintable ones."""
    start = text[: 10 * MAX_QUOTED]
    line = "".join(char if char.isprintable() else "�" for char in " ".join(start.split()))
    is_whole = len(line) <= MAX_QUOTED and start == text
    return f"`{line}`" if is_whole else f"`{line[: MAX_QUOTED - 1]}…`"


def capitalized(text: str) -> str:
    """The text with its first letter as a capital: the start of a sentence."""
    return text[:1].upper() + text[1:]


def truncate(text: str, most: int, ellipsis: str = " …") -> str:
    """`text` on one line, cut between words to at most `most` characters plus the ellipsis."""
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
    """`text` in Unicode isolates: its writing direction does not affect the sentence around it."""
    return text if text.isascii() else f"\u2068{without_direction_marks(text)}\u2069"


def without_direction_marks(text: str) -> str:
    """`text` without the characters that change the writing direction."""
    return _DIRECTION_MARKS.sub("", text)


def closest_match(text: str, words: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The one of `words` that `text` may be a typo of; `cutoff` is the least similarity, 0 to 1."""
    return _closest(text, tuple(words), cutoff)


@functools.lru_cache(maxsize=1024)
def _closest(text: str, words: tuple[str, ...], cutoff: float) -> str | None:
    """Of names of folders and keys, which are the same in file after file."""
    import difflib

    return next(iter(difflib.get_close_matches(text, words, n=1, cutoff=cutoff)), None)


class SimilarWords:
    """Finds the one of many words that a text may be a typo of, in a time that does not grow with them.

    Words are found by the groups of three letters that they share with the text, the rare groups first; only
    the few that share most are compared letter by letter.
    """

    _LOOKED_AT = 1_000
    _COMPARED = 24
    _LONGEST = 300

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(dict.fromkeys(words))
        self._having: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            for group in _groups_of_three(word):
                self._having.setdefault(group, []).append(number)

    def closest(self, text: str, cutoff: float = 0.6) -> str | None:
        """As `closest_match` among all words."""
        if len(text) > self._LONGEST:
            return None
        shared: Counter[int] = Counter()
        looked_at = 0
        for having in sorted((self._having.get(group, []) for group in _groups_of_three(text)), key=len):
            shared.update(having[: self._LOOKED_AT])
            looked_at += len(having)
            if looked_at > self._LOOKED_AT:
                break
        likely = [self._words[number] for number, _ in shared.most_common(self._COMPARED)]
        return closest_match(text, likely, cutoff)


def _groups_of_three(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
