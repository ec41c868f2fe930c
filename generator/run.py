"""What one run is asked, and what its stages hand on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.diagnostics import Diagnostic, Severity
from generator.model.business_days import IsHoliday
from generator.model.commitment import Commitment, Programme
from generator.model.history import UNKNOWN, History
from generator.model.journal import Journal
from generator.model.portfolio import Portfolio
from generator.model.verdict import AsOfFrom, Evaluation
from generator.output.published import Published
from generator.progress import Progress, silent
from generator.render.files import RenderedSite

Clock = Callable[[dt.tzinfo], tuple[dt.date, AsOfFrom]]
"""Gives the day of judging in a time zone, and where it came from. Only the command line has a real one."""


@dataclass(frozen=True, slots=True)
class Request:
    """One run over the repository at `root`. `strict` makes warnings errors.

    `public` says whether strangers can read the repository; None leaves that to what CI knows.
    `drafts` shows drafts among the posts: for the preview alone, a build leaves them out all the same.
    `progress` is told how far the work has come.
    """

    root: Path
    clock: Clock
    environment: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False
    site: Path | None = None
    report: Path | None = None
    cache: Path | None = None
    public: bool | None = None
    drafts: bool = False
    progress: Progress = silent

    @property
    def site_folder(self) -> Path:
        """Where the public site goes."""
        return self.site or self.root / "site"

    @property
    def report_folder(self) -> Path:
        """Where the coach's report goes."""
        return self.report or self.root / "report"


@dataclass(frozen=True, slots=True)
class Judged:
    """After reading and judging. `evaluation` is None where the settings or the terms are wrong.

    `history` and `is_holiday` are what it was judged by besides, for whoever judges another day.
    """

    as_of: dt.date
    as_of_from: AsOfFrom
    found: tuple[Diagnostic, ...]
    portfolio: Portfolio | None = None
    commitment: Commitment | None = None
    programme: Programme | None = None
    journal: Journal | None = None
    evaluation: Evaluation | None = None
    private_paths: tuple[str, ...] = ()
    history: History = UNKNOWN
    is_holiday: IsHoliday | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """After rendering and guarding. `site` is not checked: it can be previewed, not published."""

    judged: Judged
    site: RenderedSite | None
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `published` is None where the site was left as it was.

    `report` names the files of the report that were written.
    """

    judged: Judged
    found: tuple[Diagnostic, ...]
    exit_code: int
    published: Published | None = None
    report: tuple[str, ...] = ()


def as_strict(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings with every warning made an error."""
    return tuple(
        replace(one, severity=Severity.ERROR) if one.severity is Severity.WARNING else one for one in found
    )
