"""A written post has something to say."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.model.post import Post
from generator.rules.rule import Rule

RULE = Rule(
    name="post-too-short",
    severity=Severity.WARNING,
    title="This post does not count: it has too few words outside code.",
    what="A written post counts with at least 150 words outside code (`min_words`). Video posts and link "
    "posts (a `published_url` and no body) have no minimum.",
    why="The school asks for a post with thoughts of one's own; it names no length. 150 words is about a "
    "minute of reading.",
    applies_to="blog-post",
    ours=True,
    hint="Say what you tried, what happened and what you would do next.",
    failing="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
---
It works.
""",
    mended="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server, as a video
date: 2026-06-02
video: https://video.example/maps
---
It works, and here you can see how.
""",
)


def fails(post: Post, words: int, terms: Requirement) -> bool:
    """Whether a written post has fewer than `min_words` words outside code."""
    if post.video or post.is_link_post:
        return False
    return words < terms.min_words
