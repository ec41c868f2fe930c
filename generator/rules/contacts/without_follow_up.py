"""Somebody met at an event counts once a follow-up was sent."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-without-follow-up",
    severity=Severity.WARNING,
    title="This contact does not count yet: a meeting at an event needs a follow-up.",
    what="A record of kind `networking` counts once `follow_up` has a day that is not before the "
    "meeting. A follow-up later than the next day (`follow_up_within_days`) moves the contact to the "
    "day of the follow-up, and so perhaps to the next week.",
    why="A nice conversation alone makes nobody part of a network: the school asks for a message the "
    "next day, and counts event follow-ups.",
    applies_to="contacts",
    points_at="follow_up",
    hint="Send a message and add `follow_up:` with the day.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: networking
  first_name: Ravi
  last_name: Menon
  title: Backend developer
  employer: Fieldstone Maps
  summary: We compared notes on tile servers after the talk.
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: networking
  first_name: Ravi
  last_name: Menon
  title: Backend developer
  employer: Fieldstone Maps
  summary: We compared notes on tile servers after the talk.
  follow_up: 2026-06-03
""",
)


def fails(contact: Contact) -> bool:
    """Whether it was a meeting without a follow-up on its day or later."""
    if contact.kind != "networking":
        return False
    return contact.follow_up is None or contact.follow_up < contact.date
