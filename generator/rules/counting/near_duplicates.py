"""Which posts are nearly the same as earlier ones.

After a change only the new texts are compared: what was found among the others is kept.
"""

from __future__ import annotations

import json
import math
from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from pathlib import Path

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint
from generator.model.commitment import Requirement
from generator.model.post import Post
from generator.rules.counting.words import fingerprint, text_key

_ROUNDING = 1e-9


def near_duplicates(posts: Sequence[Post], terms: Requirement) -> Mapping[int, int]:
    """Position of each post whose text is nearly that of an earlier one → position of the first such.

    The posts are sorted by date and path. Drafts and short texts are not compared.
    """
    marks_of = {
        position: text.marks
        for position, post in enumerate(posts)
        if not post.draft and (text := fingerprint(post.body, post.dialect)).number >= terms.min_words
    }
    if _cache is None or len(marks_of) < _FEWEST:
        return _among_all(marks_of, terms.similarity)
    keys = {position: text_key(posts[position].body, posts[position].dialect) for position in marks_of}
    made_for = repr((str(_root), terms.similarity)).encode("utf-8", "surrogatepass")
    note = cache_key(code_fingerprint(__name__), made_for)
    before = cache_read(_cache, _KIND, note, _read)
    copies = _with_new(marks_of, keys, terms.similarity, before) if before else None
    if copies is None:
        copies = _among_all(marks_of, terms.similarity)
    now = {keys[position]: keys.get(copies.get(position, -1)) for position in marks_of}
    if len(now) == len(keys) and [*now.items()] != [*(before or {}).items()]:
        cache_put(_cache, _KIND, note, json.dumps(now).encode())
    return copies


_KIND = "compared"
_FEWEST = 16  # texts; fewer are compared as quickly as looked up
_MOST_NEW = 8
_root: Path | None = None
_cache: Path | None = None


def know_compared(root: Path, cache: Path | None) -> None:
    """Say where to keep what was found of the posts of a portfolio."""
    global _root, _cache
    _root, _cache = root, cache


def _read(data: bytes) -> dict[str, str | None]:
    """The texts of an earlier run in their order, each with the first earlier one that is nearly the same."""
    return {str(text): None if copy is None else str(copy) for text, copy in json.loads(data).items()}


def _with_new(
    marks_of: Mapping[int, array[int]],
    keys: Mapping[int, str],
    similarity: float,
    before: Mapping[str, str | None],
) -> Mapping[int, int] | None:
    """The copies, where nearly all texts were compared before: then only the new ones are, with all others.

    None where that is not enough: many are new, the order is another, one that others were copies of is gone.
    """
    position_of = {key: position for position, key in keys.items()}
    new = [position for position, key in keys.items() if key not in before]
    in_order = [position_of[key] for key in before if key in position_of]
    gone = {copy for key, copy in before.items() if key in position_of and copy and copy not in position_of}
    if len(new) > _MOST_NEW or gone or len(position_of) < len(keys) or in_order != sorted(in_order):
        return None
    copies: dict[int, int] = {}
    for key, copy in before.items():
        if copy and key in position_of:
            copies[position_of[key]] = position_of[copy]
    for position in new:
        mine = set(marks_of[position])
        for other in marks_of:
            first, later = min(position, other), max(position, other)
            if first == later or copies.get(later, later) <= first:
                continue
            if _is_similar(mine, marks_of[other], similarity):
                copies[later] = first
    return copies


def _is_similar(one: Set[int], other: Collection[int], similarity: float) -> bool:
    fewer, more = sorted((len(one), len(other)))
    if not fewer or fewer / more < similarity:  # even if all of them were shared
        return False
    shared = sum(map(one.__contains__, other))
    return shared > 0 and shared / (fewer + more - shared) >= similarity


def _among_all(marks_of: Mapping[int, array[int]], similarity: float) -> Mapping[int, int]:
    """The position of each text that is nearly that of an earlier one → the position of the first such.

    Two texts that are similar share one of the rarest fingerprints of each: of `n` fingerprints any
    `n - similarity * n + 1` are enough. So only these are looked up in an index of earlier posts, and what
    all posts share (a footer, say) makes no pairs. Each pair that is found is compared in full.
    """
    posts_with = _shared(marks_of.values())
    index: dict[int, list[int]] = {}
    copies: dict[int, int] = {}
    for position, marks in marks_of.items():
        enough = len(marks) - math.ceil(similarity * len(marks) - _ROUNDING) + 1
        shared = sorted((posts_with[mark], mark) for mark in marks if mark in posts_with)
        # The rarest are those of this post alone, which lead to no other.
        rarest = [mark for _, mark in shared[: max(enough - len(marks) + len(shared), 0)]]
        earlier = {other for mark in rarest for other in index.get(mark, ())}
        mine = set(marks) if earlier else set()
        for other in sorted(earlier):
            if _similarity(mine, marks_of[other]) >= similarity:
                copies[position] = other
                break
        for mark in rarest:
            index.setdefault(mark, []).append(position)
    return copies


def _shared(texts: Collection[array[int]]) -> Mapping[int, int]:
    """Each fingerprint of more than one text → of how many.

    Nearly all are of one text alone. A small table, in which several may have the same place, tells most of
    these, so that only the others are counted one by one.
    """
    places = 1 << min(max(sum(map(len, texts)) * 4, 1).bit_length(), _MOST_BITS)
    seen = bytearray(places)
    for marks in texts:
        for mark in marks:
            at = mark % places
            if seen[at] < 2:
                seen[at] += 1
    counts = Counter(mark for marks in texts for mark in marks if seen[mark % places] > 1)
    return {mark: number for mark, number in counts.items() if number > 1}


_MOST_BITS = 26


def _similarity(one: Set[int], other: Collection[int]) -> float:
    shared = len(one & set(other))
    return shared / (len(one) + len(other) - shared)
