"""The findings for the page: what says one thing is said once, with all its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic
from generator.core.text import count

# How many different messages of one rule are shown. A broken file of 2,000 records has 2,000 of them.
_SHOWN_OF_A_RULE = {"error": 60, "warning": 12, "note": 12}
# How many places of one message are shown: 2,000 contacts without evidence are one message.
PLACES_SHOWN = 12


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One message of one rule. `places` are path, line and column as editors want them.

    `more` is how many places are not shown.
    """

    rule: str
    message: str
    hint: str
    places: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity. `more` tells by rule how many messages are not shown."""

    severity: str
    title: str
    lines: tuple[FindingLine, ...]
    more: tuple[str, ...]


def finding_groups(findings: Sequence[Diagnostic]) -> tuple[FindingGroup, ...]:
    """The worst first; severities without a finding are left out."""
    groups = []
    for severity, most in _SHOWN_OF_A_RULE.items():
        of_it = [finding for finding in findings if finding.severity.value == severity]
        if of_it:
            groups.append(_group(severity, of_it, most))
    return tuple(groups)


def _group(severity: str, findings: Sequence[Diagnostic], most: int) -> FindingGroup:
    said: dict[tuple[str, str, str], list[str]] = {}
    for finding in findings:
        said.setdefault((finding.rule, finding.message, finding.hint or ""), []).append(_place(finding))
    seen: Counter[str] = Counter()
    lines = []
    for (rule, message, hint), places in said.items():
        seen[rule] += 1
        if seen[rule] <= most:
            more = max(0, len(places) - PLACES_SHOWN)
            lines.append(FindingLine(rule, message, hint, tuple(places[:PLACES_SHOWN]), more))
    hidden = tuple(
        f"{rule}: {times - most:,} more like these." for rule, times in seen.items() if times > most
    )
    return FindingGroup(severity, count(len(findings), severity), tuple(lines), hidden)


def _place(diagnostic: Diagnostic) -> str:
    return ":".join(str(part) for part in diagnostic.location if part not in (None, ""))
