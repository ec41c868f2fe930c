"""A post counts in the programme's field of study."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="post-in-other-field",
    severity=Severity.NOTE,
    title="This post does not count: its topic is in another field.",
    what="A post counts if `field` is absent, or is the programme's field of study. It is published all "
    "the same.",
    why="The school asks for a topic in the field of study.",
    applies_to="blog-post",
    points_at="field",
    hint="Leave `field` out where the topic is in your field.",
    failing="""\
# file: content/blog/2026-06-02-bread.md
---
title: A slow loaf
date: 2026-06-02
field: baking
published_url: https://writing.example/bread
---
""",
    mended="""\
# file: content/blog/2026-06-02-bread.md
---
title: What a slow loaf taught me about queues
date: 2026-06-02
published_url: https://writing.example/bread
---
""",
)


def fails(post: Post, case: Case) -> bool:
    """Whether the topic is outside the programme's field."""
    return not case.is_own_field(post.field)
