"""Findings and their places: what every stage hands on instead of raising."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.core.messages import Message, Value

PRIVATE_FOLDER = "content/private/"
# portfolio.yaml holds the graduate's private e-mail and the coach's, the résumé a phone number, a street
# and other people's references: what they say is not quoted either.
QUOTED_NOWHERE = (PRIVATE_FOLDER, "portfolio.yaml", "content/resume.yaml")


class Location(NamedTuple):
    """Where something is written.

    `path` is relative to the repository, with `/`. `line` and `column` are 1-based, or None where
    the finding is about a whole file or about a file that does not exist.
    """

    path: str
    line: int | None = None
    column: int | None = None


class Severity(enum.Enum):
    """How much a finding weighs. Only an error fails a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Counts(NamedTuple):
    """How many were counted of how many needed: the only figures told of a private record in a log."""

    counted: int
    needed: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `rule` is a kebab-case name from the table of rules. `text` is what it says, as data: `message` and
    `hint` are made of it, and may quote what the graduate wrote; `redacted` gives the form that may stand
    in a public log. `week` is a week's name (`2026-W47`), `requirement` the id of a requirement or an
    obligation. `personal` marks findings that speak of somebody's private data although they stand at a
    public path.
    """

    rule: str
    severity: Severity
    text: Message
    location: Location
    week: str | None = None
    requirement: str | None = None
    counts: Counts | None = None
    personal: bool = False

    @property
    def message(self) -> str:
        """What is wrong, in a sentence."""
        return self.text.text

    @property
    def hint(self) -> str | None:
        """What to do about it, where there is something to say."""
        return self.text.hint

    @property
    def is_personal(self) -> bool:
        """True if the message, the hint or the source line may tell of somebody's private data."""
        return self.personal or self.location.path.startswith(QUOTED_NOWHERE)

    def redacted(self, neutral: str) -> Diagnostic:
        """The same finding for a log that strangers read: `neutral` text, the counts, no hint."""
        if not self.is_personal:
            return self
        if self.counts is None:
            return replace(self, text=Message("redacted", text=neutral))
        counted, needed = self.counts
        return replace(self, text=Message("redacted.counts", text=neutral, counted=counted, needed=needed))


def diagnostic(
    text: str | Message,
    location: Location,
    severity: Severity = Severity.ERROR,
    /,
    *,
    week: str | None = None,
    requirement: str | None = None,
    counts: Counts | None = None,
    personal: bool = False,
    **params: Value,
) -> Diagnostic:
    """A finding of the rule that its text belongs to: a key of the table and parameters, or a message."""
    message = Message(text, **params) if isinstance(text, str) else text
    return Diagnostic(message.rule, severity, message, location, week, requirement, counts, personal)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All findings, the worst first, then by path, line, column and rule; exact repeats once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_order))


def _order(found: Diagnostic) -> tuple[int, str, int, int, str, str, str]:
    location = found.location
    return (
        found.severity.rank,
        location.path,
        location.line or 0,
        location.column or 0,
        found.rule,
        found.week or "",
        found.message,
    )


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


MOST = 1_000
"""Of one file. A whole search has some three hundred contacts."""


def at_most(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings, of each file the first thousand by line, and a word where there are more."""
    everything = tuple(diagnostics)
    counts = Counter(one.location.path for one in everything)
    crowded = {path: count for path, count in counts.items() if count > MOST}
    if not crowded:
        return everything
    kept = [one for one in everything if one.location.path not in crowded]
    for path, count in crowded.items():
        of_file = [one for one in everything if one.location.path == path]
        kept += sorted(of_file, key=lambda one: (one.location.line or 0, one.location.column or 0))[:MOST]
        kept.append(diagnostic("file-unreadable.too-many-findings", Location(path, 1, 1), count=count - MOST))
    return tuple(kept)
