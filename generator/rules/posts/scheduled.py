"""A post dated later than today waits for its day."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="post-scheduled",
    severity=Severity.NOTE,
    title="This post is scheduled: it is left out until its day comes.",
    what="A post dated after the day of the build stands on no page, in no feed and in no count.",
    why="Posts can be written ahead. This note says why one is not to be seen.",
    applies_to="blog-post",
    points_at="date",
    hint="Nothing to mend: the first build on that day publishes it.",
    failing="""\
# as-of: 2026-06-05
# file: content/blog/2026-06-06-maps.md
---
title: Maps without a server
date: 2026-06-06
published_url: https://writing.example/maps
---
""",
    mended="""\
# as-of: 2026-06-06
# file: content/blog/2026-06-06-maps.md
---
title: Maps without a server
date: 2026-06-06
published_url: https://writing.example/maps
---
""",
)
