"""The types of one run: the request, the results of its stages, and the outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.fileops import confine
from generator.core.progress import Progress, no_progress
from generator.environment.visibility import is_public
from generator.model.business_days import IsHoliday
from generator.model.commitment import Commitment, Programme
from generator.model.history import History
from generator.model.kinds import Journal
from generator.model.portfolio import Portfolio
from generator.model.trust import Compared, Trust
from generator.model.verdict import AsOfFrom, Evaluation
from generator.publish.plan import Published
from generator.site.files import RenderedSite, Why

if TYPE_CHECKING:
    from generator.seals.kept import Kept

Clock = Callable[[dt.tzinfo], tuple[dt.date, AsOfFrom]]
"""Returns the day of judging in a time zone, and its source. Only the command line has a real clock."""


@dataclass(frozen=True, slots=True)
class Request:
    """One run over the repository at `root`. `strict` makes warnings errors.

    `public` says whether strangers can read the repository; None means that CI decides. `drafts` shows drafts
    among the posts, and other variants of the résumé, in the preview only: a build leaves them out. `trust`
    is what the coach has pinned: its keys decide whose decisions count, and the report tells what differs
    from it. `kept` are seals that the coach has: the report tells which records are as they were then. With
    `adopt` a folder that was named for the output may have other people's files in it. `why` is a page: the
    run says why it was made again. `with_pages` says that pages will be made of what is read. `left` is
    handed what the site was made with.
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
    trust: Trust | None = None
    kept: tuple[Kept, ...] = ()
    adopt: bool = False
    why: str | None = None
    with_pages: bool = False
    progress: Progress = no_progress
    left: Callable[[Any], None] | None = None

    def __post_init__(self) -> None:
        """Follow no link below `root` in this run."""
        confine(self.root)

    def may_adopt(self, folder: Path | None) -> bool:
        """Whether output may go to a folder with files that are not ours; our own folders always may."""
        return self.adopt or folder is None

    @property
    def site_folder(self) -> Path:
        """Where the public site goes."""
        return self.site or self.root / "site"

    @property
    def report_folder(self) -> Path:
        """Where the coach's report goes."""
        return self.report or self.root / "report"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judged journal, with everything that the judgement depends on.

    `journal` is complete, `evaluation.journal` only has records up to the day of judging. `is_holiday` is
    None if the holidays of the graduate's country are not known.
    """

    journal: Journal
    commitment: Commitment
    programme: Programme
    evaluation: Evaluation
    history: History
    is_holiday: IsHoliday | None

    @property
    def portfolio(self) -> Portfolio:
        """The settings."""
        return self.journal.portfolio


@dataclass(frozen=True, slots=True)
class JudgeResult:
    """The result of reading and judging. `verdict` is None if the settings or the terms are wrong.

    `journal` and `commitment` are what could be read nevertheless; the journal is None if portfolio.yaml
    could not be read. `compared` tells what differs from what the coach has pinned, None if nothing is.
    """

    as_of: dt.date
    as_of_from: AsOfFrom
    diagnostics: tuple[Diagnostic, ...]
    journal: Journal | None = None
    commitment: Commitment | None = None
    verdict: Verdict | None = None
    private_paths: tuple[str, ...] = ()
    unread_paths: tuple[str, ...] = ()
    compared: Compared | None = None

    @property
    def evaluation(self) -> Evaluation | None:
        """The evaluation, if there is a verdict."""
        return self.verdict.evaluation if self.verdict else None


@dataclass(frozen=True, slots=True)
class RenderResult:
    """The result of rendering and guarding. `site` is not checked: it can be previewed, not published."""

    judged: JudgeResult
    site: RenderedSite | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a run. `published` is None if the site was not changed.

    `why` is the page that was asked about, and why it was made. `report` has the names of the report's files
    that were written. `made` are the SHA-256 of the files that this run wrote, or found as they should be, by
    their path.
    """

    judged: JudgeResult
    diagnostics: tuple[Diagnostic, ...]
    exit_code: int
    published: Published | None = None
    why: tuple[str, Why] | None = None
    report: tuple[str, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)


def as_strict(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with every warning made an error."""
    return tuple(
        replace(diagnostic, severity=Severity.ERROR)
        if diagnostic.severity is Severity.WARNING
        else diagnostic
        for diagnostic in diagnostics
    )


def is_exposed(request: Request) -> bool:
    """Whether the repository is known to be public."""
    return bool(is_public(request.environment)) if request.public is None else request.public
