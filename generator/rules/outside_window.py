"""Records outside the search window are shown and do not count."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="outside-window",
    severity=Severity.NOTE,
    title="This record does not count: its day is outside the search window.",
    what="The window runs from the job search start date for the commitment's number of days, or to the "
    "day on which the search ended. Records of other days are kept, shown and not counted.",
    why="The commitment asks for work in every week of the search, not before or after it.",
    points_at="date",
    hint="Nothing to mend if the date is right.",
    failing="""\
# file: content/private/contacts/2026-W22.yaml
- date: 2026-05-30
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-01
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
""",
)
