"""One portfolio, judged for the board. What is wrong with it is a part of the answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from generator.commitment.trust import read_trust
from generator.core.errors import MachineError, UserError
from generator.core.resources import shipped_themes
from generator.core.stamps import take_doubts
from generator.environment.git import GitError
from generator.model.verdict import AsOfFrom
from generator.report.summary import Summary


class Terms(Struct, frozen=True, kw_only=True):
    """How to judge: the day or the moment, what was pinned, and whether a report is wanted.

    `trust` is the path of the file with what was pinned, `cache` that of the user's cache.
    """

    as_of: dt.date | None
    now: dt.datetime
    trust: str | None = None
    cache: str | None = None
    with_report: bool = False

    def clock(self, zone: dt.tzinfo) -> tuple[dt.date, AsOfFrom]:
        """The day of judging in a time zone."""
        return (self.as_of, "option") if self.as_of else (self.now.astimezone(zone).date(), "clock")


class Judged(Struct, frozen=True, kw_only=True):
    """What came of a portfolio. `problem` says why there is no summary.

    `named` is the school's own terms as the settings name them, or empty. `is_sure` is whether the next run
    would say the same: git may have taken too long for once.
    """

    summary: Summary | None = None
    page: bytes | None = None
    problem: str = ""
    named: str = ""
    is_sure: bool = True


def judge(root: Path, terms: Terms) -> Judged:
    """Judge the repository at `root`. Whatever is wrong with it is in the answer: nothing is raised."""
    take_doubts()
    judged = tried(lambda: _judge(root, terms), lambda problem: Judged(problem=problem))
    return replace(judged, is_sure=False) if take_doubts() else judged


Found = TypeVar("Found")


def tried(work: Callable[[], Found], failed: Callable[[str], Found]) -> Found:
    """What `work` makes of a repository; what `failed` makes of what is wrong with it."""
    try:
        return work()
    except GitError as error:
        return failed(f"git: {error}")
    except (UserError, MachineError) as error:
        return failed(error.message)
    except OSError as error:
        return failed(error.strerror or "not readable")
    except RecursionError:
        return failed("it is nested too deeply to be read")
    except Exception as error:  # a bug: the others are judged all the same; `check` there makes a log of it
        name = type(error).__name__
        return failed(f"Weekproof itself made a mistake, {name}: run `weekproof check` in it")


def _judge(root: Path, terms: Terms) -> Judged:
    from generator.pipeline import run
    from generator.pipeline.report import report_on
    from generator.pipeline.types import Request
    from generator.report.summary import summary_of

    trust = read_trust(Path(terms.trust)) if terms.trust else None
    cache_folder = Path(terms.cache) if terms.cache else None
    judged = run.judge(Request(root, terms.clock, cache=cache_folder, trust=trust))
    named = terms_file(judged.journal.portfolio.commitment if judged.journal else "")
    if judged.verdict is None:
        errors = [item for item in judged.diagnostics if item.severity.value == "error"]
        first = errors[0] if errors else None
        where = f" ({first.location.path}:{first.location.line})" if first else ""
        problem = f"nothing can be judged: {first.message if first else 'no terms'}{where}"
        return Judged(problem=problem, named=named)
    report = report_on(judged.verdict, judged.diagnostics, judged.compared)
    page = None
    if terms.with_report:
        from generator.report.page import report_page

        page = report_page(report, shipped_themes() / "_report")
    return Judged(summary=summary_of(report), page=page, named=named)


def terms_file(named: str) -> str:
    """The path of a school's own terms as the settings name it; empty for shipped terms."""
    return named if named.endswith((".yaml", ".yml")) else ""
