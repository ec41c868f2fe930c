"""What is dated after the day of judging does not exist yet."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="record-in-future",
    severity=Severity.WARNING,
    title="This record is dated in the future, so it does not exist yet.",
    what="Contacts, activities, contributions and offers dated after today are left out until their day "
    "comes. With `--as-of` it is a note: then the day was chosen.",
    why="What has not happened cannot count, and the usual cause is a slip in the date.",
    points_at="date",
    hint="Correct the date if it is a slip.",
    failing="""\
# as-of: 2026-06-05
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-06
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
""",
    mended="""\
# as-of: 2026-06-05
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-05
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
""",
)
