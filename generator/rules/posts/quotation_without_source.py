"""A quotation names its source."""

from __future__ import annotations

import re

from generator.diagnostics import Severity
from generator.model.post import Post
from generator.rules.posts.words import prose_of
from generator.rules.rule import Rule

RULE = Rule(
    name="post-quotation-without-source",
    severity=Severity.WARNING,
    title="This post quotes and names no source.",
    what="The text has a block quotation, and neither `citations` nor a link anywhere. It counts.",
    why="The school asks for citations of what others wrote.",
    applies_to="blog-post",
    hint="Add `citations:` with title and url, or link to the source.",
    failing="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
---
> The map is not the territory.

{words: 200}
""",
    mended="""\
# file: content/blog/2026-06-02-maps.md
---
title: Maps without a server
date: 2026-06-02
citations:
  - {title: Science and Sanity, url: "https://library.example/science-and-sanity"}
---
> The map is not the territory.

{words: 200}
""",
)

_QUOTE = re.compile(r"^ {0,3}>[ \t]*\S", re.MULTILINE)
_LINK = re.compile(r"\]\(|https?://|^\[[^\]\n]+\]:", re.MULTILINE)


def warns(post: Post) -> bool:
    """Whether it has a block quotation and neither citation nor link."""
    if post.citations:
        return False
    prose = prose_of(post.body)
    return bool(_QUOTE.search(prose)) and not _LINK.search(prose)
