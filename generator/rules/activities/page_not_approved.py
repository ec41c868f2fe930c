"""Design challenges come from an approved page."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from generator.diagnostics import Severity
from generator.model.activity import Activity
from generator.model.commitment import Requirement
from generator.rules.activities.without_link import is_evidence
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-page-not-approved",
    severity=Severity.WARNING,
    applies_to="activities",
    points_at="challenge_page",
)


def on_approved_page(address: str | None, pages: Iterable[str]) -> bool:
    """Whether `address` is a link to one of the hosts `pages`, or to a subdomain of one."""
    if not is_evidence(address):
        return False
    host = (urlsplit(address or "").hostname or "").rstrip(".").casefold()
    return any(host == page.casefold() or host.endswith("." + page.casefold()) for page in pages)


def fails(activity: Activity, terms: Requirement) -> bool:
    """Whether it is a challenge whose page is not approved."""
    if activity.kind != "design-challenge":
        return False
    return not on_approved_page(activity.challenge_page, terms.approved_pages)
