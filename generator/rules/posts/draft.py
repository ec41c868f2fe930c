"""A draft is not posted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.rule import Rule

RULE = Rule(
    name="post-draft",
    severity=Severity.NOTE,
    title="This post does not count: it is a draft.",
    what="A post with `draft: true` is shown nowhere, in no list, feed or search, and does not count.",
    why="The school asks for posts that anybody can read.",
    applies_to="blog-post",
    points_at="draft",
    hint="Remove `draft: true` when it is finished; its date decides the week.",
    failing="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
draft: true
---
Words to come.
""",
    mended="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
published_url: https://writing.example/maps
---
""",
)


def fails(post: Post) -> bool:
    """Whether it is not finished."""
    return post.draft
