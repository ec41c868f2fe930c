"""External recruiters are logged and never counted."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-external-recruiter",
    severity=Severity.NOTE,
    title="This contact does not count: an external recruiter is not at a prospective employer.",
    what="A record of kind `external-recruiter` is kept and shown to the coach, and never counts.",
    why="The school counts individuals at prospective employers. Recruiters of an agency may be worth "
    "talking to, in addition to them. A recruiter who works for the employer itself counts by the "
    "kind of the contact, as anybody there does.",
    applies_to="contacts",
    points_at="kind",
    hint="Nothing to mend if it is so. A recruiter employed by the company itself is no external one.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: external-recruiter
  first_name: Tomas
  last_name: Reyes
  title: Recruiter
  employer: Northgate Staffing
  summary: He has two openings for junior developers in July.
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: warm-outreach
  first_name: Paula
  last_name: Reyes
  title: Technical recruiter
  employer: Harbour Analytics
  summary: She hires for their own platform team and explained the steps.
""",
)


def fails(contact: Contact) -> bool:
    """Whether it was an external recruiter."""
    return contact.kind == "external-recruiter"
