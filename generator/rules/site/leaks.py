"""Private words in public files."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_CONTACT = """\
# file: content/private/contacts/2026-W23.yaml
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ingrid
  last_name: Solberg
  title: Data engineer
  employer: Harbour Analytics
  summary: Asked how her team tests its nightly loads.
  evidence: [https://mail.example/sent/81]
"""

RULE = Rule(
    name="private-text-in-public-output",
    severity=Severity.ERROR,
    title="The public site would show something private.",
    what="Before anything is written, every file of the site is searched for what the private records say: "
    "names of contacts, their addresses and numbers, files below `content/private/`, and any eight "
    "words in a row of a private text. A post, project or page may name people on purpose in `mentions`.",
    why="Contacts are other people's data. What a search engine has read once cannot be taken back.",
    hint="Leave it out, put it in other words, or name the person in `mentions` on purpose.",
    failing=_CONTACT + "# file: content/pages/about.md\n---\ntitle: About\n---\nThanks to Ingrid Solberg.\n",
    mended=_CONTACT
    + "# file: content/pages/about.md\n---\ntitle: About\nmentions: [Ingrid Solberg]\n---\n"
    "Thanks to Ingrid Solberg, who agreed to be named.\n",
    fixed=True,
)
