"""A message that never arrived is no contact."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-bounced",
    severity=Severity.NOTE,
    title="This contact does not count: the message never arrived.",
    what="A record with `bounced: true` is kept and does not count.",
    why="No answer is fine and counts; a message that was returned reached nobody.",
    applies_to="contacts",
    points_at="bounced",
    ours=True,
    hint="Find another address, write again and log that.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
  bounced: true
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-03
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked the same at her new address.
""",
)


def fails(contact: Contact) -> bool:
    """Whether the message was returned."""
    return contact.bounced
