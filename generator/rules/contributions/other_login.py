"""Only the graduate's own contributions count."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contribution import Contribution
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(
    name="other-login",
    severity=Severity.WARNING,
    title="These contributions do not count: they are of another login.",
    what="A contributions record counts if its `login` is `graduate.github`, whatever the case.",
    why="The school asks for contributions to the graduate's own public profile.",
    applies_to="github-contributions",
    points_at="login",
    hint="Correct the login, or `graduate.github` in portfolio.yaml.",
    failing="""\
# file: content/contributions/2026-06.yaml
- {date: 2026-06-02, source: github-graphql, login: somebody-else, commits: 3}
""",
    mended="""\
# file: content/contributions/2026-06.yaml
- {date: 2026-06-02, source: github-graphql, login: sam-example, commits: 3}
""",
)


def fails(record: Contribution, case: Case) -> bool:
    """Whether the record is of another login than the graduate's."""
    own = case.journal.portfolio.graduate.github or ""
    return record.login.strip().casefold() != own.casefold()
