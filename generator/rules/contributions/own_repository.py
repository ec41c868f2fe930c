"""Logging contacts is not coding."""

from __future__ import annotations

from collections.abc import Iterable

from generator.diagnostics import Severity
from generator.model.commitment import Requirement
from generator.model.contribution import Contribution
from generator.rules.rule import Rule

RULE = Rule(
    name="contributions-in-own-repository",
    severity=Severity.NOTE,
    title="These contributions do not count: they are all in this portfolio's own repository.",
    what="What `by_repository` books on the repository of the portfolio itself (`exclude_repositories`) is "
    "taken off the day's sum. Where the commitment counts commits alone, it is taken off the commits. A "
    "day never goes below 0.",
    why="Every logged contact is a commit here. The school asks for code.",
    applies_to="github-contributions",
    points_at="by_repository",
    ours=True,
    hint="Nothing to mend: code elsewhere counts.",
    failing="""\
# file: content/contributions/2026-06.yaml
- date: 2026-06-02
  source: github-graphql
  login: sam-example
  commits: 2
  by_repository: {sam-example/job-search: 2}
""",
    mended="""\
# file: content/contributions/2026-06.yaml
- date: 2026-06-02
  source: github-graphql
  login: sam-example
  commits: 2
  by_repository: {sam-example/maps: 2}
""",
)


def amount(record: Contribution, terms: Requirement, own: str | None) -> int:
    """What a record adds to the week's sum: contributions, or commits, less the excluded share."""
    total = record.commits if terms.count == "commits" else record.total
    return max(0, total - _share(record, terms, own))


def fails(record: Contribution, terms: Requirement, own: str | None) -> bool:
    """Whether nothing is left of the day once the excluded share is taken off."""
    return _share(record, terms, own) > 0 and amount(record, terms, own) == 0


def _share(record: Contribution, terms: Requirement, own: str | None) -> int:
    excluded = frozenset(_excluded(terms, own))
    return sum(n for name, n in record.by_repository.items() if name.casefold() in excluded)


def _excluded(terms: Requirement, own: str | None) -> Iterable[str]:
    for name in terms.exclude_repositories:
        if name != "self":
            yield name.casefold()
        elif own is not None:
            yield own.casefold()
