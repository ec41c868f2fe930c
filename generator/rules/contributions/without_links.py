"""Contributions written by hand need links."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contribution import Contribution
from generator.rules.rule import Rule

RULE = Rule(
    name="contributions-without-links",
    severity=Severity.WARNING,
    title="These contributions do not count: written by hand, they need links.",
    what="A record of source `by-hand` counts with at least one link under `links`.",
    why="Anybody can write a number. A link lets the coach look.",
    applies_to="github-contributions",
    points_at="source",
    ours=True,
    hint="Add `links:` with the addresses of the commits or pull requests.",
    failing="""\
# file: content/contributions/2026-06.yaml
- {date: 2026-06-02, source: by-hand, login: sam-example, commits: 3}
""",
    mended="""\
# file: content/contributions/2026-06.yaml
- date: 2026-06-02
  source: by-hand
  login: sam-example
  commits: 1
  links: ["https://github.com/sam-example/maps/commit/4f2a9c1"]
""",
)


def fails(record: Contribution) -> bool:
    """Whether it was written by hand without a link."""
    return record.source == "by-hand" and not record.links
