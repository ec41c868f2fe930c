"""Evidence is asked for on request; a record without it is pointed out."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-evidence",
    severity=Severity.WARNING,
    title="Nothing backs this contact up.",
    what="A counted contact should have `evidence`: a link, or a file below "
    "`content/private/evidence/`. It counts without.",
    why="The school may ask for evidence of each contact, perhaps half a year later.",
    applies_to="contacts",
    hint="Add `evidence: [LINK]`: the sent mail, the calendar entry, a note of the call.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
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
  evidence: [https://mail.example/sent/81]
""",
)


def warns(contact: Contact) -> bool:
    """Whether nothing backs the record up."""
    return not contact.evidence
