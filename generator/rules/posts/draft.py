"""A draft is not posted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.rule import Rule

RULE = Rule(name="post-draft", severity=Severity.NOTE, applies_to="posts", points_at="draft")


def fails(post: Post) -> bool:
    """Whether it is not finished."""
    return post.draft
