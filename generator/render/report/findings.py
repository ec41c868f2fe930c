"""The findings for the page: of every rule the first ones, and how many there are besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from generator.render.report.text import count
from generator.views.coach import FindingRow

# A search of 2,000 contacts without evidence has 2,000 warnings that say one thing.
_SHOWN_OF_A_RULE = {"error": 60, "warning": 12, "note": 12}


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding. `where` is path, line and column as an editor wants them."""

    rule: str
    message: str
    where: str
    week: str
    hint: str


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one severity. `more` tells by rule how many are not shown."""

    severity: str
    title: str
    lines: tuple[FindingLine, ...]
    more: tuple[str, ...]


def finding_groups(findings: Sequence[FindingRow]) -> tuple[FindingGroup, ...]:
    """The worst first; severities without a finding are left out."""
    groups = []
    for severity, most in _SHOWN_OF_A_RULE.items():
        of_it = [found for found in findings if found.severity == severity]
        if of_it:
            groups.append(_group(severity, of_it, most))
    return tuple(groups)


def _group(severity: str, findings: Sequence[FindingRow], most: int) -> FindingGroup:
    seen: Counter[str] = Counter()
    lines = []
    for found in findings:
        seen[found.rule] += 1
        if seen[found.rule] <= most:
            lines.append(_line(found))
    more = tuple(f"{rule}: {times - most:,} more like these." for rule, times in seen.items() if times > most)
    return FindingGroup(severity, count(len(findings), severity), tuple(lines), more)


def _line(found: FindingRow) -> FindingLine:
    where = ":".join(str(part) for part in (found.path, found.line, found.column) if part not in (None, ""))
    return FindingLine(found.rule, found.message, where, found.week or "", found.hint or "")
