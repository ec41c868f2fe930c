"""A post counts at a public address."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="post-without-public-address",
    severity=Severity.WARNING,
    title="This post does not count: it has no public address.",
    what="A post's public address is its page here when `site.url` is set, or its `published_url`, or its "
    "`video`.",
    why="The school verifies each post at a public address.",
    applies_to="blog-post",
    hint="Set `site.url` in portfolio.yaml, or say where it was posted with `published_url`.",
    failing="""\
# file: portfolio.yaml
graduate: {name: Sam Example}
search: {programme: ux-ui-design, specialization: ux, start: 2026-06-01, time_zone: America/Chicago}
coach: {name: Dana Coach}
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
---
Nobody can find these words.
""",
    mended="""\
# file: portfolio.yaml
graduate: {name: Sam Example}
search: {programme: ux-ui-design, specialization: ux, start: 2026-06-01, time_zone: America/Chicago}
coach: {name: Dana Coach}
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
published_url: https://writing.example/maps
---
""",
)


def fails(post: Post, case: Case) -> bool:
    """Whether nobody outside can read it."""
    has_page = case.journal.portfolio.site.url is not None
    return not (has_page or post.published_url or post.video)
