"""The same text twice is one post."""

from __future__ import annotations

from collections.abc import Sequence

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.model.post import Post
from generator.rules.posts.words import shingles, words_of
from generator.rules.rule import Rule

RULE = Rule(name="post-near-duplicate", severity=Severity.WARNING, applies_to="posts", ours=True)


def near_duplicates(posts: Sequence[Post], terms: Requirement) -> frozenset[int]:
    """Positions of posts, given by date and path, whose text is nearly that of an earlier one.

    An inverted index from fingerprint to posts finds the pairs that share anything, so that 500
    posts are compared in about the time of reading them.
    """
    index: dict[int, list[int]] = {}
    sizes: dict[int, int] = {}
    found: set[int] = set()
    for position, post in enumerate(posts):
        words = words_of(post.body)
        if post.draft or len(words) < terms.min_words:
            continue
        marks = shingles(words)
        shared: dict[int, int] = {}
        for mark in marks:
            for earlier in index.get(mark, ()):
                shared[earlier] = shared.get(earlier, 0) + 1
            index.setdefault(mark, []).append(position)
        sizes[position] = len(marks)
        if any(_similar(n, len(marks), sizes[e]) >= terms.similarity for e, n in shared.items()):
            found.add(position)
    return frozenset(found)


def _similar(shared: int, one: int, other: int) -> float:
    return shared / (one + other - shared)
