"""A design activity counts with a link to it."""

from __future__ import annotations

from urllib.parse import urlsplit

from generator.diagnostics import Severity
from generator.model.activity import Activity
from generator.rules.rule import Rule

RULE = Rule(
    name="activity-without-link",
    severity=Severity.WARNING,
    applies_to="activities",
    points_at="evidence",
)


def is_evidence(text: str | None) -> bool:
    """Whether `text` is an http or https link to a host with a dot."""
    if not text or any(sign.isspace() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in host.strip(".")


def fails(activity: Activity) -> bool:
    """Whether there is no link to the work."""
    return not is_evidence(activity.evidence)
