"""A contact counts in the programme's field of work."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-in-other-field",
    severity=Severity.NOTE,
    title="This contact does not count: the individual works in another field.",
    what="A contact counts if `field` is absent, or is the programme's field of study (or the "
    "programme's id or title).",
    why="The school asks for individuals at prospective employers within the field of study.",
    applies_to="contacts",
    points_at="field",
    hint="Leave `field` out where the individual works in your field.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: warm-outreach
  first_name: Femi
  last_name: Adeyemi
  title: Ward manager
  employer: St. Brendan's Hospital
  field: nursing
  summary: He knows their IT lead and will ask whether I may write.
""",
    mended="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: warm-outreach
  first_name: Femi
  last_name: Adeyemi
  title: Clinical systems developer
  employer: St. Brendan's Hospital
  field: software engineering
  summary: He explained how their rota system came to be.
""",
)


def fails(contact: Contact, case: Case) -> bool:
    """Whether the individual works in a field that is not the programme's."""
    return not case.is_own_field(contact.field)
