"""Applications are logged and never counted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-application",
    severity=Severity.NOTE,
    title="This contact does not count: an application is not a contact with an individual.",
    what="A record of kind `application` is kept and shown to the coach, and never counts. A message to "
    "a named person about the application is a contact of its own.",
    why="The school asks for contact with people: applications may never be seen by one.",
    applies_to="contacts",
    points_at="kind",
    hint="Write to somebody there by name, and log that as a contact.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: application
  first_name: Hiring
  last_name: Team
  title: Junior developer
  employer: Harbour Analytics
  summary: Sent through their careers page.
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Engineering manager
  employer: Harbour Analytics
  summary: Wrote to her about the opening, with the project that fits it.
""",
)


def fails(contact: Contact) -> bool:
    """Whether it was only an application."""
    return contact.kind == "application"
