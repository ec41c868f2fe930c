"""Count the words of Markdown outside code in every script, and fingerprint texts for comparison."""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint, pack, unpack
from generator.core.text import Dialect
from generator.markdown.convert import convert_ahead, converter_version, found_prose, prose_of

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
    """What is kept of a text to count its words and to compare it: a hundredth of the memory of its words.

    `number` is that of its words, `marks` are the fingerprints of its runs of words, each once. `quotes` and
    `links` are those of its `Prose`.
    """

    number: int
    marks: array[int]
    quotes: bool
    links: bool


def read_words(body: str, dialect: Dialect = "github") -> Words:
    """The words that readers read, case-folded: no code, comments, formulas or addresses of links."""
    return split_words(prose_of(body, dialect).text)


def fingerprint(body: str, dialect: Dialect = "github") -> Fingerprint:
    """The fingerprint of a text."""
    return _known.get((body, dialect)) or _new_fingerprint(body, dialect)


@lru_cache(maxsize=8192)
def _new_fingerprint(body: str, dialect: Dialect) -> Fingerprint:
    prose = prose_of(body, dialect)
    words = split_words(prose.text)
    return Fingerprint(words.number, array("q", shingles(words.units)), prose.quotes, prose.links)


_KIND = "words"
_known: dict[tuple[str, Dialect], Fingerprint] = {}
_keys: dict[tuple[str, Dialect], str] = {}


def know_words(texts: Iterable[tuple[str, Dialect]], cache: Path | None, *, with_pages: bool = False) -> None:
    """Get the fingerprints of these texts from the cache, or find them and keep them there.

    With `with_pages`, other processes begin to convert what is new: it will be asked for.
    """
    known: dict[tuple[str, Dialect], Fingerprint] = {}
    new: list[tuple[str, Dialect]] = []
    _keys.clear()
    for text in texts:
        _keys[text] = text_key(*text)
        kept = cache_read(cache, _KIND, _keys[text], _read)
        if kept is None:
            new.append(text)
        else:
            known[text] = kept
    convert_ahead(new if with_pages else ())
    for text in new:
        known[text] = _new_fingerprint(*text)
        if found_prose(*text) is not None:
            cache_put(cache, _KIND, _keys[text], _written(known[text]))
    _known.clear()
    _known.update(known)


def text_key(body: str, dialect: Dialect) -> str:
    """What a text is known by, and what this version makes of it."""
    known = _keys.get((body, dialect))
    return known or cache_key(_version(dialect), body.encode("utf-8", "surrogatepass"))


@cache
def _version(dialect: Dialect) -> bytes:
    ours = code_fingerprint(__name__, "generator.markdown.convert")
    return b"\n".join((converter_version(dialect), ours, sys.version.encode()))


def _written(made: Fingerprint) -> bytes:
    return pack((made.number, made.quotes, made.links, sys.byteorder), (made.marks.tobytes(),))


def _read(data: bytes) -> Fingerprint:
    about: Any
    about, (marks,) = unpack(data)
    number, quotes, links, order = about
    if order != sys.byteorder:
        raise ValueError("from another machine")
    return Fingerprint(int(number), array("q", marks), bool(quotes), bool(links))


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
    if normal.isascii() or not _unspaced().search(normal):
        units = [word.casefold() for word in _pattern(_marks_in(normal)).findall(normal)]
        return Words(tuple(units), len(units))
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

    The same version of Python makes the same of them: its hash of a tuple of numbers is no chance.
    """
    numbers = tuple(map(_number_of, words))
    if len(words) < size:
        return frozenset({hash(numbers)}) if words else frozenset()
    return frozenset(map(hash, zip(*(numbers[n:] for n in range(size)), strict=False)))


@lru_cache(maxsize=65_536)
def _number_of(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=7).digest(), "big")
