"""Findings for the page: one line for each message, with all its locations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from generator.core.diagnostics import Diagnostic
from generator.core.text import count

# The most messages shown of one rule: a broken file of 2,000 records has 2,000 different ones.
_SHOWN_OF_A_RULE = {"error": 60, "warning": 12, "note": 12}
# The most locations shown of one message: 2,000 contacts without evidence are one message.
PLACES_SHOWN = 12


class FindingLine(Struct, frozen=True):
    """One message of one rule. `places` are path, line and column as editors want them.

    `more` is how many places are not shown.
    """

    rule: str
    message: str
    hint: str
    places: tuple[str, ...]
    more: int


class FindingGroup(Struct, frozen=True):
    """The findings of one severity. `more` tells by rule how many messages are not shown."""

    severity: str
    title: str
    lines: tuple[FindingLine, ...]
    more: tuple[str, ...]


def finding_groups(findings: Sequence[Diagnostic]) -> tuple[FindingGroup, ...]:
    """The worst first; severities without a finding are left out."""
    groups = []
    for severity, most in _SHOWN_OF_A_RULE.items():
        matching = [finding for finding in findings if finding.severity.value == severity]
        if matching:
            groups.append(_group(severity, matching, most))
    return tuple(groups)


def _group(severity: str, findings: Sequence[Diagnostic], most: int) -> FindingGroup:
    places_by_message: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        places_by_message.setdefault((finding.rule, finding.message, finding.hint or ""), []).append(
            _place(finding)
        )
    counts: Counter[str] = Counter()
    lines = []
    for (rule, message, hint), places in places_by_message.items():
        counts[rule] += 1
        if counts[rule] <= most:
            more = max(0, len(places) - PLACES_SHOWN)
            lines.append(FindingLine(rule, message, hint, tuple(places[:PLACES_SHOWN]), more))
    omitted = tuple(
        f"{rule}: {total - most:,} more like these." for rule, total in counts.items() if total > most
    )
    return FindingGroup(severity, count(len(findings), severity), tuple(lines), omitted)


def _place(diagnostic: Diagnostic) -> str:
    return ":".join(str(part) for part in diagnostic.location if part not in (None, ""))
