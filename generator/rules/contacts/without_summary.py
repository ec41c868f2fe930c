"""A contact counts with a summary."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-summary",
    severity=Severity.WARNING,
    title="This contact does not count: there is no summary of what was said or sent.",
    what="A contact counts with a `summary` that is not blank.",
    why="The school asks for a written summary of every contact in the tracking tool.",
    applies_to="contacts",
    points_at="summary",
    hint="Add `summary:` with a sentence in your own words.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
""",
)


def fails(contact: Contact) -> bool:
    """Whether nothing is said of what happened."""
    return not (contact.summary or "").strip()
