"""One link is one activity in the whole search."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-link-reused",
    severity=Severity.WARNING,
    title="This activity does not count: an earlier one has the same link.",
    what="Each `evidence` link counts once in the whole search, with the earliest activity that counts.",
    why="One piece of work cannot cover two weeks.",
    applies_to="design-activity",
    points_at="evidence",
    ours=True,
    hint="Give the link of this week's work.",
    failing="""\
# programme: ux-ui-design
# file: content/private/activities/2026-W23.yaml
- {date: 2026-06-02, kind: extra-credit, title: Icon set, evidence: "https://files.example/icons"}
- {date: 2026-06-04, kind: extra-credit, title: Icons, evidence: "https://files.example/icons"}
""",
    mended="""\
# programme: ux-ui-design
# file: content/private/activities/2026-W23.yaml
- {date: 2026-06-02, kind: extra-credit, title: Icon set, evidence: "https://files.example/icons"}
- {date: 2026-06-04, kind: extra-credit, title: Type, evidence: "https://files.example/type"}
""",
)
