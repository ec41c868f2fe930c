"""A draft is not posted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.rule import Rule

RULE = Rule(
    name="post-draft",
    severity=Severity.NOTE,
    title="This post does not count: it is a draft.",
    applies_to="posts",
    points_at="draft",
    hint="Remove `draft: true` when it is finished; its date decides the week.",
)


def fails(post: Post) -> bool:
    """Whether it is not finished."""
    return post.draft
