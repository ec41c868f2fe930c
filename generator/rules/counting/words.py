"""Count the words of Markdown outside code, and fingerprint texts for comparison."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.core.text import Dialect
from generator.markdown.convert import prose_of

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Scripts without spaces between words: each character counts as half a word, as translators count.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


@lru_cache(maxsize=2048)
def words_of(body: str, dialect: Dialect = "github") -> tuple[str, ...]:
    """The words that readers read, case-folded: no code, comments, formulas or addresses of links."""
    return tuple(word.casefold() for word in _WORD.findall(prose_of(body, dialect).text))


@lru_cache(maxsize=2048)
def count_words(body: str, dialect: Dialect = "github") -> int:
    """The number of words; in scripts without spaces each character is half a word."""
    total = 0
    for word in words_of(body, dialect):
        chars = len(_UNSPACED.findall(word))
        total += 1 if chars < 2 else (chars + 1) // 2
    return total


@lru_cache(maxsize=2048)
def shingles(words: tuple[str, ...], size: int = 5) -> frozenset[int]:
    """Fingerprints of all runs of `size` words, or of the whole text if it is shorter.

    They are Python hashes, so valid only within one process.
    """
    if len(words) < size:
        return frozenset({hash(words)}) if words else frozenset()
    return frozenset(hash(words[n : n + size]) for n in range(len(words) - size + 1))
