"""Only the graduate's own contributions count."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.model.contribution import Contribution
from generator.rules.case import Case
from generator.rules.rule import Rule

RULE = Rule(name="other-login", severity=Severity.WARNING, applies_to="contributions", points_at="login")


def fails(record: Contribution, case: Case) -> bool:
    """Whether the record is of another login than the graduate's."""
    own = case.journal.portfolio.graduate.github or ""
    return record.login.strip().casefold() != own.casefold()
