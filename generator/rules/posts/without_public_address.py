"""A post counts at a public address."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(name="post-without-public-address", severity=Severity.WARNING, applies_to="posts")


def fails(post: Post, case: Case) -> bool:
    """Whether nobody outside can read it."""
    has_page = case.journal.portfolio.site.url is not None
    return not (has_page or post.published_url or post.video)
