"""A quotation names its source."""

from __future__ import annotations

import re

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.posts.words import prose_of
from generator.rules.rule import Rule

RULE = Rule(name="post-quotation-without-source", severity=Severity.WARNING, applies_to="posts")

_QUOTE = re.compile(r"^ {0,3}>[ \t]*\S", re.MULTILINE)
_LINK = re.compile(r"\]\(|https?://|^\[[^\]\n]+\]:", re.MULTILINE)


def warns(post: Post) -> bool:
    """Whether it has a block quotation and neither citation nor link."""
    if post.citations:
        return False
    prose = prose_of(post.body)
    return bool(_QUOTE.search(prose)) and not _LINK.search(prose)
