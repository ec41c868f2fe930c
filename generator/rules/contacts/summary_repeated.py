"""The same summary for many people of a week is not customised outreach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.core.text import fold_name
from generator.diagnostics import Severity
from generator.model.contact import Contact
from generator.rules.rule import Rule

MOST = 3
"""So many individuals of a week may share a summary (commitment manual: "more than 3 individuals")."""

RULE = Rule(
    name="contact-summary-repeated",
    severity=Severity.WARNING,
    applies_to="contacts",
    points_at="summary",
)


def repeated(counted_of_week: Sequence[Contact]) -> Iterator[Contact]:
    """Of the counted contacts of one week, those whose summary stands with too many."""
    seen: dict[str, list[Contact]] = {}
    for contact in counted_of_week:
        seen.setdefault(fold_name(contact.summary), []).append(contact)
    for contacts in seen.values():
        if len(contacts) > MOST:
            yield from contacts[MOST:]
