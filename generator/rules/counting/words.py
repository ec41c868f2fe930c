"""Count the words of Markdown outside code, and fingerprint texts for comparison."""

from __future__ import annotations

import re
from functools import lru_cache

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_CODE_INDENT = re.compile(r" {4}|\t")
_LIST_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,9}[.)]|\[\^[^\]]+\]:)\s")
_INLINE = re.compile(r"(`+)(?!`)[^\n]{0,1000}?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,500}>")
_TARGET = re.compile(r"\]\([^()\n]{0,500}\)|^\[[^\]\n]{1,200}\]:[^\n]*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
# Scripts without spaces between words: each character counts as half a word, as translators count.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def prose_of(body: str) -> str:
    """A Markdown text without its code blocks, fenced or indented."""
    lines: list[str] = []
    fence: str | None = None
    in_list, after_blank = False, True
    for line in body.split("\n"):
        opened = _FENCE.match(line)
        if fence is not None:
            if opened and opened[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = None
            continue
        if opened:
            fence = opened[1]
            continue
        indented = _CODE_INDENT.match(line) is not None
        if indented and after_blank and not in_list:
            continue
        if line.strip():
            # Indented text below a list item or footnote belongs to it and is prose.
            in_list = _LIST_ITEM.match(line) is not None or (in_list and indented)
        after_blank = not line.strip()
        lines.append(line)
    return "\n".join(lines)


@lru_cache(maxsize=2048)
def words_of(body: str) -> tuple[str, ...]:
    """The words of a Markdown text outside code, comments, tags and link targets, case-folded."""
    text = _COMMENT.sub(" ", _INLINE.sub(" ", prose_of(body)))
    text = _TAG.sub(" ", _TARGET.sub("]", text))
    return tuple(word.casefold() for word in _WORD.findall(text))


@lru_cache(maxsize=2048)
def count_words(body: str) -> int:
    """The number of words; in scripts without spaces each character is half a word."""
    total = 0
    for word in words_of(body):
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
