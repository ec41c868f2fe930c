"""A post counts in the programme's field of study."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(name="post-in-other-field", severity=Severity.NOTE, applies_to="posts", points_at="field")


def fails(post: Post, case: Case) -> bool:
    """Whether the topic is outside the programme's field."""
    return not case.is_own_field(post.field)
