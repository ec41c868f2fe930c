"""The same summary for many people of a week is not customised outreach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.core.text import fold_name
from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

MOST = 3
"""So many individuals of a week may share a summary (commitment manual: "more than 3 individuals")."""

RULE = Rule(
    name="contact-summary-repeated",
    severity=Severity.WARNING,
    title="The same summary stands with more than 3 individuals of this week.",
    what="More than 3 counted individuals of one week have the same summary. The records count.",
    why="The school asks for customised outreach, and a coach cannot tell such records apart.",
    applies_to="contacts",
    points_at="summary",
    hint="Write for each what was particular about it.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- {date: 2026-06-02, kind: cold-outreach, first_name: Ada, last_name: One,
   title: Dev, employer: A, summary: Sent my mail.}
- {date: 2026-06-02, kind: cold-outreach, first_name: Bea, last_name: Two,
   title: Dev, employer: B, summary: Sent my mail.}
- {date: 2026-06-02, kind: cold-outreach, first_name: Cy, last_name: Three,
   title: Dev, employer: C, summary: Sent my mail.}
- {date: 2026-06-02, kind: cold-outreach, first_name: Di, last_name: Four,
   title: Dev, employer: D, summary: Sent my mail.}
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- {date: 2026-06-02, kind: cold-outreach, first_name: Ada, last_name: One,
   title: Dev, employer: A, summary: Sent my mail.}
- {date: 2026-06-02, kind: cold-outreach, first_name: Bea, last_name: Two,
   title: Dev, employer: B, summary: Sent my mail.}
- {date: 2026-06-02, kind: cold-outreach, first_name: Cy, last_name: Three,
   title: Dev, employer: C, summary: Sent my mail.}
- {date: 2026-06-02, kind: cold-outreach, first_name: Di, last_name: Four,
   title: Dev, employer: D, summary: Asked about tests.}
""",
)


def repeated(counted_of_week: Sequence[Contact]) -> Iterator[Contact]:
    """Of the counted contacts of one week, those whose summary stands with too many."""
    seen: dict[str, list[Contact]] = {}
    for contact in counted_of_week:
        seen.setdefault(fold_name(contact.summary), []).append(contact)
    for contacts in seen.values():
        if len(contacts) > MOST:
            yield from contacts[MOST:]
