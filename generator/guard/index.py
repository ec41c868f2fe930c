"""Index of all secrets, which searches a text once however many secrets there are.

The words of all passages form one long row; the index maps each pair of neighbouring words to its positions
in the row. The pairs of a text mark positions: only passages with enough marked positions in a row can be in
the text, and only these are compared exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from generator.core.text import fold
from generator.guard.normalize import SEAM, is_unspaced, words
from generator.guard.patterns import SHORTEST_PHONE, Search, Secret, Words, searches_for, sequence

Pair = tuple[bytes, ...]

RUN = 8  # words in a row of a private text that count as a leak
_DIGITS = bytes(c if 48 <= c <= 57 else 32 for c in range(256))
_DIGIT_SEPARATORS = b"\0 \t\r\n().-/+_"


class Hit(Struct, frozen=True):
    """A secret in a text. `words` are the words of a passage that are in the text in a row, else empty.

    It is one only if `meant` matches the text with its capitals.
    """

    secret: Secret
    pattern: str
    words: Words = ()
    meant: str = ""


class _Marked(Struct, frozen=True):
    """The words `start` to `stop` of a private text, all of whose pairs are in another text."""

    secret: Secret
    row: Words
    start: int
    stop: int


class Index:
    """Finds the secrets in a text."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._rows: list[tuple[int, Words, Secret]] = []
        self._positions: dict[Pair, list[int]] = {}
        self._phrases: dict[Pair, list[tuple[Words, Search]]] = {}
        self._single: dict[bytes, list[Search]] = {}
        self._together: dict[bytes, list[tuple[frozenset[bytes], Search]]] = {}
        self._phones: dict[bytes, list[Search]] = {}
        self._length = 0
        for secret in secrets:
            if secret.kind == "passage":
                self._add_passage(secret)
            else:
                for search in searches_for(secret):
                    self._add(search)
        pairs = (
            pair for searches in self._phrases.values() for phrase, _ in searches for pair in pairwise(phrase)
        )
        self._pairs = frozenset((*self._positions, *pairs))

    def _add_passage(self, secret: Secret) -> None:
        row = tuple(words(fold(secret.parts[0])))
        if len(row) < RUN:
            return
        self._rows.append((self._length, row, secret))
        for at, pair in enumerate(pairwise(row), self._length):
            self._positions.setdefault(pair, []).append(at)
        self._length += len(row)

    def _add(self, search: Search) -> None:
        for phrase in search.phrases:
            if len(phrase) > 1:
                self._phrases.setdefault(phrase[:2], []).append((phrase, search))
            else:
                self._single.setdefault(phrase[0], []).append(search)
        for need in search.together:
            rarest = max(need, key=len)
            self._together.setdefault(rarest, []).append((frozenset(need), search))
        if search.digits:
            self._phones.setdefault(search.digits[-SHORTEST_PHONE:], []).append(search)

    def search(self, text: str) -> tuple[Hit, ...]:
        """The secrets in a folded text: each once, and each run of words once."""
        text_words = words(text)
        pairs = self._pairs.intersection(pairwise(text_words))
        hits = {
            (search.secret, pattern): Hit(search.secret, pattern, meant=meant)
            for search in self._possible(text, text_words, pairs)
            for pattern, meant in (search.patterns(),)
            if re.search(pattern, text) or re.search(pattern, text.replace(SEAM, ""))
        }
        return (*hits.values(), *_passages(self._marked(pairs), text_words))

    def _possible(self, text: str, text_words: list[bytes], pairs: frozenset[Pair]) -> Iterator[Search]:
        for pair in self._phrases.keys() & pairs:
            for phrase, search in self._phrases[pair]:
                if pairs.issuperset(pairwise(phrase)):
                    yield search
        if self._single:
            for word in self._single.keys() & text_words:
                yield from self._single[word]
        if self._together:
            there = set(text_words)
            for word in self._together.keys() & there:
                yield from (search for need, search in self._together[word] if need <= there)
        if self._phones:
            digits = text.encode("utf-8", "replace").translate(_DIGITS, _DIGIT_SEPARATORS)
            runs = {run for run in digits.split() if len(run) >= SHORTEST_PHONE}
            ends = {
                run[at : at + SHORTEST_PHONE] for run in runs for at in range(len(run) - SHORTEST_PHONE + 1)
            }
            for end in self._phones.keys() & ends:
                yield from self._phones[end]

    def _marked(self, pairs: frozenset[Pair]) -> Iterator[_Marked]:
        """The stretches of marked positions in the row that are long enough."""
        marked = {position for pair in pairs for position in self._positions.get(pair, ())}
        far = RUN - 2
        for start in sorted(at for at in marked if at + far in marked and at - 1 not in marked):
            end = start
            while end + 1 in marked:
                end += 1
            if end - start < far:
                continue
            offset, row, secret = self._rows[bisect_right(self._rows, start, key=_offset) - 1]
            yield _Marked(secret, row, start - offset, end - offset + 2)


def _offset(row: tuple[int, Words, Secret]) -> int:
    return row[0]


def _passages(marked: Iterable[_Marked], text_words: list[bytes]) -> Iterator[Hit]:
    """The runs of each private text that are in the text, without words that another hit has.

    All of them, since a page may be allowed to show one and not the other.
    """
    text = b""
    reported: set[Words] = set()
    for mark in marked:
        text = text or b" %b " % b" ".join(text_words)
        for run in _runs(mark, text, reported):
            yield Hit(mark.secret, sequence(run), run)


def _runs(mark: _Marked, text: bytes, reported: set[Words]) -> Iterator[Words]:
    """The runs of the marked words that are in the text, each as long as possible."""
    begin = end = mark.start
    for start in range(mark.start, mark.stop):
        window = _window(mark.row, start, mark.stop)
        if not window or window in reported or not _has(text, window):
            continue
        reported.add(window)
        continues = start <= end and _has(text, mark.row[begin : start + len(window)])
        if not continues:
            if end > begin:
                yield mark.row[begin:end]
            begin = start
        end = start + len(window)
    if end > begin:
        yield mark.row[begin:end]


def _has(text: bytes, run: Words) -> bool:
    return b" %b " % b" ".join(run) in text


def _window(row: Words, start: int, stop: int) -> Words:
    """The shortest run from `start` that counts as a leak; a letter that is a word counts half."""
    weight = 0.0
    for end in range(start, stop):
        weight += 0.5 if is_unspaced(row[end]) else 1.0
        if weight >= RUN:
            return row[start : end + 1]
    return ()
