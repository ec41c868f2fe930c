"""One individual counts once a week."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

RULE = Rule(
    name="contact-repeated",
    severity=Severity.NOTE,
    title="This contact does not count: the individual was counted already.",
    what="Of several records of one individual in a week, the first that counts is counted (by counting "
    "day, then path, then line). Two records are of one individual if their `person` ids are equal, or, "
    "where one of them has none, if first name, last name and employer agree. In a later week the "
    "individual counts again, unless the commitment says otherwise (`repeat_after_weeks`).",
    why="The school asks for different individuals. A record that is not counted is not lost: a second "
    "interview with somebody is shown to the coach.",
    applies_to="contacts",
    ours=True,
    hint="Two people with one name at one employer need a `person:` id each.",
    failing="""\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
- date: 2026-06-04
  kind: warm-outreach
  first_name: INGRID
  last_name: Solberg
  title: Data engineer
  employer: harbour  analytics
  summary: She answered; we spoke for twenty minutes.
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
- date: 2026-06-04
  kind: warm-outreach
  first_name: Marte
  last_name: Lund
  title: Data engineer
  employer: Harbour Analytics
  summary: Ingrid passed me on to her; we spoke for twenty minutes.
""",
)
