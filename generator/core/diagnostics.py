"""Diagnostics and their locations: what every stage returns instead of raising."""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from generator.core.messages import Message, Value

PRIVATE_FOLDER = "content/private/"
# portfolio.yaml has the graduate's private e-mail and the coach's, the résumé a phone number, a street and
# other people's references: they are not quoted either.
NEVER_QUOTED = (PRIVATE_FOLDER, "portfolio.yaml", "content/resume.yaml")
# Names of private files that tell nothing: days, weeks, and what we suggest. Any other may name a person.
_FOLDERS = frozenset(["activities", "applications", "coaching", "contacts", "evidence", "goals", "offers"])
_FILE = re.compile(
    r"(\d{4}(-W?\d\d(-\d\d)?)?|check-ins|messages|deliverables|appointments|goals|coach-decisions)\.ya?ml",
    re.IGNORECASE,
)


def public_path(path: str) -> str:
    """The path for those who may not see private details: a private file is known by its folder.

    It keeps its name where that is a day, a week or one that we suggest. What may have been meant to be
    private is one too, wherever it lies.
    """
    if path.startswith(PRIVATE_FOLDER):
        return PRIVATE_FOLDER + "/".join(_without_names(path[len(PRIVATE_FOLDER) :], _FOLDERS))
    first, *below = path.split("/")
    if not may_hold_records(first) or (first == "content" and below and below[0] in _PUBLIC_PLACES):
        return path
    return "/".join(_without_names(path, _FOLDERS | _BESIDE_CONTENT))


def _without_names(path: str, known: frozenset[str]) -> list[str]:
    *folders, name = path.split("/")
    shown = (folder.casefold() in known or re.fullmatch(r"[\dW-]+", folder) for folder in folders)
    named = [folder if is_shown else "…" for folder, is_shown in zip(folders, shown, strict=True)]
    return [*named, name if _FILE.fullmatch(name) else "…"]


def may_hold_records(name: str) -> bool:
    """Whether what lies beside `content/` under this name may have been meant for it."""
    return re.split(r"\.(?=ya?ml|json|csv|txt)", name.casefold().strip(" \t\ufeff"))[0] in _BESIDE_CONTENT


_BESIDE_CONTENT = (_FOLDERS - {"evidence"}) | {"content", "private", "letters", "coach-decisions"}
_PUBLIC_PLACES = frozenset(
    ["blog", "contributions", "files", "fonts", "images", "pages", "projects", "resume.yaml"]
)


class Location(NamedTuple):
    """A place in a file.

    `path` is relative to the repository, with `/`. `line` and `column` are 1-based, or None for a whole
    file or a file that does not exist.
    """

    path: str
    line: int | None = None
    column: int | None = None


class Severity(enum.Enum):
    """Only an error fails a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Counts(NamedTuple):
    """The only figures of private records that a public log may show."""

    counted: int
    needed: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    `rule` is a name in the table of rules. `message` and `hint` are made from `text` and may quote what the
    graduate wrote; `redacted` gives the form for a public log. `week` is a week's name (`2026-W47`),
    `requirement` the id of a requirement or an obligation. `terms` quotes what the school asks, where the
    finding is that it was not done. `personal` marks findings that mention private
    data although their path is public.
    """

    rule: str
    severity: Severity
    text: Message
    location: Location
    week: str | None = None
    requirement: str | None = None
    counts: Counts | None = None
    personal: bool = False
    terms: str = ""

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.text.text

    @property
    def hint(self) -> str | None:
        """What to do about it, if anything."""
        return self.text.hint

    @property
    def is_personal(self) -> bool:
        """Whether the message, the hint or the source line may contain private data."""
        return self.personal or self.location.path.startswith(NEVER_QUOTED)

    def redacted(self, neutral: str) -> Diagnostic:
        """The finding for a public log: `neutral` text, the counts, no hint, no name of a private file."""
        if not self.is_personal:
            return self
        location = self.location._replace(path=public_path(self.location.path))
        if self.counts is None:
            return replace(self, text=Message("redacted", text=neutral), location=location)
        counted, needed = self.counts
        # Counts are of a week or a month, which the text names by its number and days.
        week = self.text.params.get("week", self.week)
        text = Message("redacted.counts", text=neutral, counted=counted, needed=needed, week=week)
        return replace(self, text=text, location=location)


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
    """Create a finding from a key of the message table and its parameters, or from a message."""
    message = Message(text, **params) if isinstance(text, str) else text
    return Diagnostic(message.rule, severity, message, location, week, requirement, counts, personal)


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sorted by severity, path, line, column and rule, without exact repeats."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_order))


def _order(item: Diagnostic) -> tuple[int, str, int, int, str, str, str]:
    path, line, column = item.location
    return item.severity.rank, path, line or 0, column or 0, item.rule, item.week or "", item.message


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any finding is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


MAX_PER_FILE = 1_000
"""Findings shown of one file. A whole search has about three hundred contacts."""


def limit_per_file(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings, of each file only the first thousand by line and one finding that counts the rest."""
    rows = tuple(diagnostics)
    counts = Counter(item.location.path for item in rows)
    crowded = {path: count - MAX_PER_FILE for path, count in counts.items() if count > MAX_PER_FILE}
    if not crowded:
        return rows
    kept = [item for item in rows if item.location.path not in crowded]
    for path, more in crowded.items():
        of_file = [item for item in rows if item.location.path == path]
        of_file.sort(key=lambda item: (item.location.line or 0, item.location.column or 0))
        kept += of_file[:MAX_PER_FILE]
        kept.append(diagnostic("file-unreadable.too-many-findings", Location(path, 1, 1), count=more))
    return tuple(kept)
