"""A written post has something to say."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.model.post import Post
from generator.rules.rule import Rule

RULE = Rule(name="post-too-short", severity=Severity.WARNING, applies_to="posts", ours=True)


def fails(post: Post, words: int, terms: Requirement) -> bool:
    """Whether a written post has fewer than `min_words` words outside code."""
    if post.video or post.is_link_post:
        return False
    return words < terms.min_words
