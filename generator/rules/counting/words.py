"""Count the words of Markdown outside code in every script, and fingerprint texts for comparison."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from generator.core.text import Dialect
from generator.markdown.convert import prose_of

# Scripts without spaces between words: Chinese and Japanese; Thai, Lao, Burmese and Khmer. Their words have
# about so many letters.
_EAST, _EAST_LETTERS = (
    "\u3005\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    2,
)
_SOUTH, _SOUTH_LETTERS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0ece\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17d3",
    4,
)


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{_EAST}{_SOUTH}]")


@cache
def _runs() -> re.Pattern[str]:
    return re.compile(f"([{_EAST}]+)|([{_SOUTH}]+)|([^{_EAST}{_SOUTH}]+)")


class Words(NamedTuple):
    """The words of a text: what is compared of it, and how many they are.

    Of a script without spaces each sign is compared, as only a dictionary knows where its words end.
    """

    units: tuple[str, ...]
    number: int


class Fingerprint(NamedTuple):
    """The number of words of a text, and the fingerprints of its runs of words, each once."""

    number: int
    marks: array[int]


def read_words(body: str, dialect: Dialect = "github") -> Words:
    """The words that readers read, case-folded: no code, comments, formulas or addresses of links."""
    return split_words(prose_of(body, dialect).text)


@lru_cache(maxsize=8192)
def fingerprint(body: str, dialect: Dialect = "github") -> Fingerprint:
    """What is kept of a text to count its words and to compare it: a hundredth of the memory of its words."""
    words = read_words(body, dialect)
    return Fingerprint(words.number, array("q", shingles(words.units)))


def words_of(body: str, dialect: Dialect = "github") -> tuple[str, ...]:
    """What is compared of a text: its words, or the signs of a script without spaces."""
    return read_words(body, dialect).units


def count_words(body: str, dialect: Dialect = "github") -> int:
    """The number of words."""
    return fingerprint(body, dialect).number


def split_words(text: str) -> Words:
    """The words of a plain text, as a reader of its script would count them.

    Combining marks belong to their letter, however they are encoded. Letters, marks and digits are a word,
    with apostrophes and hyphens inside.
    """
    units: list[str] = []
    count = 0
    normal = unicodedata.normalize("NFKC", text)
    for match in _pattern(_marks_in(normal)).finditer(normal):
        word = match[0].casefold()
        if word.isascii() or not _unspaced().search(word):
            units.append(word)
            count += 1
            continue
        for part, words in _split_unspaced(word):
            units += part
            count += words
    return Words(tuple(units), count)


def _split_unspaced(word: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The runs of one script in a word: what is compared, and how many words it is."""
    for east, south, other in (run.groups() for run in _runs().finditer(word)):
        if east:
            yield tuple(east), -(-len(east) // _EAST_LETTERS)
        elif south:
            letters = sum(not unicodedata.category(sign).startswith("M") for sign in south)
            yield tuple(south), -(-letters // _SOUTH_LETTERS)
        elif any(sign.isalnum() for sign in other):
            yield (other.strip("'’-"),), 1


def _marks_in(text: str) -> str:
    """The combining marks and joiners of a text, which belong to the letters before them."""
    if text.isascii():
        return ""
    signs = (sign for sign in set(text) if sign > "\u02ff")
    return "".join(sorted(s for s in signs if s in "\u200c\u200d" or unicodedata.category(s).startswith("M")))


@lru_cache(maxsize=256)
def _pattern(marks: str) -> re.Pattern[str]:
    letter = f"[^\\W_][{re.escape(marks)}]*" if marks else "[^\\W_]"
    return re.compile(f"(?:{letter})+(?:['’\\-](?:{letter})+)*")


def shingles(words: tuple[str, ...], size: int = 5) -> frozenset[int]:
    """Fingerprints of all runs of `size` words, or of the whole text if it is shorter.

    They are Python hashes, so valid only within one process.
    """
    if len(words) < size:
        return frozenset({hash(words)}) if words else frozenset()
    return frozenset(hash(words[n : n + size]) for n in range(len(words) - size + 1))
