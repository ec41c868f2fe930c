"""Records whose values can each be read and do not fit together."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

EXCEED_TOTAL = Rule(
    name="contributions-exceed-total",
    severity=Severity.ERROR,
    title="A day's contributions by repository are more than the day had.",
    what="`by_repository` may name some of a day's repositories and leave others out. It cannot add up to "
    "more than the day's commits, pull requests, issues, reviews and new repositories together.",
    why="One of the two figures is wrong, and the share of the portfolio's own repository is taken off.",
    hint="Correct the figure that is wrong.",
    failing="""\
# file: content/contributions/2026-06.yaml
- date: 2026-06-02
  source: github-graphql
  login: sam-example
  commits: 2
  by_repository: {sam-example/maps: 3}
""",
    mended="""\
# file: content/contributions/2026-06.yaml
- date: 2026-06-02
  source: github-graphql
  login: sam-example
  commits: 3
  by_repository: {sam-example/maps: 3}
""",
)
_DECISION = """\
# as-of: 2026-06-12
# file: content/private/coach-decisions.yaml
decisions:
  - weeks: [2026-W23]
    decision: waived
    reason: Ill.
    by: Dana Coach
    on: 2026-06-08
"""
UNTIL_BEFORE_ON = Rule(
    name="decision-until-before-on",
    severity=Severity.ERROR,
    title="A decision ends before it is made, so it is void.",
    what="`until` of a decision is not before its `on`.",
    why="One of the two days is a slip. Until it is mended nobody knows how long the decision holds.",
    hint="Correct one of the two days.",
    failing=_DECISION + "    until: 2026-06-01\n",
    mended=_DECISION + "    until: 2026-07-01\n",
)
_PAUSE = """\
# file: content/private/coach-decisions.yaml
pauses:
  - {reason: Surgery., by: Dana Coach, on: 2026-06-02, from: 2026-06-08"""
PAUSE_LENGTH = Rule(
    name="pause-of-impossible-length",
    severity=Severity.ERROR,
    title="A pause ends before it begins, or lasts more than a year.",
    what="A pause runs from `from` to `to`, both days inside, and lasts at most 366 days.",
    why="A slip in a year would excuse a whole search.",
    hint="Correct one of the two days.",
    failing=_PAUSE + ", to: 2027-06-14}\n",
    mended=_PAUSE + ", to: 2026-06-14}\n",
)
