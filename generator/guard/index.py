"""All secrets in one index, so that a text is read once however many there are.

The pairs of neighbouring words of all secrets are laid out in one long row. A text gives its own
pairs; those that are in the row mark positions there, and a secret may stand in the text only where
all of its positions are marked. What remains is then looked at exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.core.text import fold
from generator.guard.folding import SEAM, is_unspaced, words
from generator.guard.patterns import SHORTEST_PHONE, Search, Secret, Words, search_for, sequence

Pair = tuple[bytes, ...]

RUN = 8  # words of a private text in a row that count as told
_DIGITS = bytes(c if 48 <= c <= 57 else 32 for c in range(256))
_DIGIT_SEPARATORS = b"\0 \t\r\n().-/+_"


@dataclass(frozen=True, slots=True)
class Hit:
    """A secret that a text tells. `told` are the words of a passage that it has in a row, else empty."""

    secret: Secret
    pattern: str
    told: Words = ()


@dataclass(frozen=True, slots=True)
class _Marked:
    """The words `start` to `stop` of a private text, of which another text has every pair."""

    secret: Secret
    row: Words
    start: int
    stop: int


class Index:
    """Finds the secrets that a text tells."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._rows: list[tuple[int, Words, Secret]] = []
        self._places: dict[Pair, list[int]] = {}
        self._phrases: dict[Pair, list[tuple[Words, Search]]] = {}
        self._single: dict[bytes, list[Search]] = {}
        self._together: list[tuple[frozenset[bytes], Search]] = []
        self._phones: list[Search] = []
        self._length = 0
        for secret in secrets:
            if secret.kind == "passage":
                self._add_passage(secret)
            elif search := search_for(secret):
                self._add(search)
        pairs = (pair for found in self._phrases.values() for phrase, _ in found for pair in pairwise(phrase))
        self._pairs = frozenset((*self._places, *pairs))
        self._scattered = frozenset(word for need, _ in self._together for word in need)

    def _add_passage(self, secret: Secret) -> None:
        row = tuple(words(fold(secret.parts[0])))
        if len(row) < RUN:
            return
        self._rows.append((self._length, row, secret))
        for at, pair in enumerate(pairwise(row), self._length):
            self._places.setdefault(pair, []).append(at)
        self._length += len(row)

    def _add(self, search: Search) -> None:
        for phrase in search.phrases:
            if len(phrase) > 1:
                self._phrases.setdefault(phrase[:2], []).append((phrase, search))
            else:
                self._single.setdefault(phrase[0], []).append(search)
        self._together += [(frozenset(need), search) for need in search.together]
        self._phones += [search] if search.digits else []

    def search(self, text: str) -> tuple[Hit, ...]:
        """What a folded text tells: each secret once, and the same run of words once."""
        own = words(text)
        pairs = self._pairs.intersection(pairwise(own))
        found = {
            search.secret: Hit(search.secret, search.pattern)
            for search in self._possible(text, own, pairs)
            if re.search(search.pattern, text) or re.search(search.pattern, text.replace(SEAM, ""))
        }
        return (*found.values(), *_passages(self._marked(pairs), own))

    def _possible(self, text: str, own: list[bytes], pairs: frozenset[Pair]) -> Iterator[Search]:
        for pair in self._phrases.keys() & pairs:
            for phrase, search in self._phrases[pair]:
                if pairs.issuperset(pairwise(phrase)):
                    yield search
        if self._single:
            for word in self._single.keys() & own:
                yield from self._single[word]
        if self._scattered:
            there = self._scattered.intersection(own)
            yield from (search for need, search in self._together if need <= there)
        if self._phones:
            digits = text.encode("utf-8", "replace").translate(_DIGITS, _DIGIT_SEPARATORS)
            long = b" ".join(run for run in set(digits.split()) if len(run) >= SHORTEST_PHONE)
            yield from (search for search in self._phones if search.digits in long)

    def _marked(self, pairs: frozenset[Pair]) -> Iterator[_Marked]:
        """The stretches of the row of which every position is marked, where they are long enough."""
        places = {location for pair in pairs for location in self._places.get(pair, ())}
        far = RUN - 2
        for location in sorted(at for at in places if at + far in places and at - 1 not in places):
            end = location
            while end + 1 in places:
                end += 1
            if end - location < far:
                continue
            offset, row, secret = self._rows[bisect_right(self._rows, location, key=_offset) - 1]
            yield _Marked(secret, row, location - offset, end - offset + 2)


def _offset(row: tuple[int, Words, Secret]) -> int:
    return row[0]


def _passages(marked: Iterable[_Marked], own: list[bytes]) -> Iterator[Hit]:
    """The longest run that the text has of each private text, unless another has told all of it."""
    text = b""
    told: set[Words] = set()
    longest: dict[Secret, Words] = {}
    for mark in marked:
        text = text or b" %b " % b" ".join(own)
        for run in _told(mark, text, told):
            longest[mark.secret] = max(longest.get(mark.secret, ()), run, key=len)
    for secret, run in longest.items():
        yield Hit(secret, sequence(run), run)


def _told(mark: _Marked, text: bytes, told: set[Words]) -> Iterator[Words]:
    """The runs of the marked words that the text has, each as long as it goes on."""
    begin = end = mark.start
    for start in range(mark.start, mark.stop):
        window = _window(mark.row, start, mark.stop)
        if not window or window in told or not _has(text, window):
            continue
        told.add(window)
        goes_on = start <= end and _has(text, mark.row[begin : start + len(window)])
        if not goes_on:
            if end > begin:
                yield mark.row[begin:end]
            begin = start
        end = start + len(window)
    if end > begin:
        yield mark.row[begin:end]


def _has(text: bytes, run: Words) -> bool:
    return b" %b " % b" ".join(run) in text


def _window(row: Words, start: int, stop: int) -> Words:
    """The shortest run from `start` that counts as told; a letter that is a word counts half."""
    weight = 0.0
    for end in range(start, stop):
        weight += 0.5 if is_unspaced(row[end]) else 1.0
        if weight >= RUN:
            return row[start : end + 1]
    return ()
