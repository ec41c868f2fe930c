"""The state of each graduate: judged here, or read from a report. One that fails never stops the others.

What was found is kept in the board's folder with a stamp of all it was made from, so that a repository in
which nothing has changed is not judged again, and an interrupted run goes on where it was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from msgspec import DecodeError, Struct, ValidationError, json
from msgspec.structs import replace

from generator.cohort.clones import update
from generator.cohort.members import Member, slug_of
from generator.commitment.trust import read_trust
from generator.core import fileops
from generator.core.cache import program_fingerprint
from generator.core.errors import MachineError, UserError
from generator.core.resources import shipped_themes
from generator.core.stamps import Places, TooYoung, stamp
from generator.core.version import VERSION
from generator.environment.git import GitError, state_of
from generator.model.verdict import AsOfFrom
from generator.report.summary import Summary, read_summary

_LARGEST_REPORT, _LARGEST_KEY = 64 * 1024 * 1024, 64 * 1024  # bytes
CLONES, KEPT, REPORTS = "clones", "kept", "reports"

HOUR = dt.timedelta(hours=1)


class Row(Struct, frozen=True, kw_only=True):
    """One graduate on the board: the latest summary, and what is wrong, if anything is, and since when.

    `folder` is the repository here, None for a report alone. `report` is the file with its page.
    """

    slug: str
    label: str
    where: str
    coach: str | None = None
    folder: str | None = None
    report: str | None = None
    summary: Summary | None = None
    problem: str = ""
    since: dt.date | None = None

    @property
    def name(self) -> str:
        """The graduate's name, as far as it is known."""
        return self.summary.name if self.summary and self.summary.name else self.label


class _Kept(Struct, frozen=True):
    """What the board's folder keeps of a graduate."""

    stamp: str
    row: Row


class Job(Struct, frozen=True, kw_only=True):
    """What one worker needs. All paths are absolute."""

    slug: str
    label: str
    where: str
    kind: str
    source: str
    trust: str | None
    coach: str | None
    key: str | None
    as_of: dt.date | None
    now: dt.datetime
    clone: str
    kept: str
    report: str | None
    cache: str | None

    @property
    def listing(self) -> Path:
        """The file with what the directory needs to know of the graduate."""
        return Path(self.kept).with_suffix(".listing.json")

    @property
    def pictures(self) -> Path:
        """The folder with the pictures that the directory shows."""
        return Path(self.kept).with_suffix(".pictures")

    def clock(self, zone: dt.tzinfo) -> tuple[dt.date, AsOfFrom]:
        """The day of judging in a time zone."""
        return (self.as_of, "option") if self.as_of else (self.now.astimezone(zone).date(), "clock")


def jobs_of(
    members: Sequence[Member],
    base: Path,
    folder: Path,
    *,
    key: Path,
    as_of: dt.date | None,
    now: dt.datetime,
    cache: Path | None,
    with_reports: bool,
) -> list[Job]:
    """A job for each member. `base` is the folder of cohort.yaml, `folder` that of the board."""
    jobs = []
    for number, member in enumerate(members, start=1):
        slug = slug_of(member, number)
        kind = "path" if member.path else "git" if member.git else "report"
        # What was kept belongs to the place, wherever it stands in the list.
        place = hashlib.sha256(f"{kind} {member.where}".encode()).hexdigest()[:16]
        name = f"{slug.rpartition('-')[0]}-{place}"
        jobs.append(
            Job(
                slug=slug,
                label=member.label,
                where=member.where,
                kind=kind,
                source=member.where if kind == "git" else str((base / member.where).absolute()),
                trust=str((base / member.trust).absolute()) if member.trust else None,
                coach=member.coach,
                key=str(key),
                as_of=as_of,
                now=now,
                clone=str(folder / CLONES / name),
                kept=str(folder / KEPT / f"{name}.json"),
                report=str(folder / REPORTS / f"{name}.html") if with_reports else None,
                cache=str(cache) if cache else None,
            )
        )
    return jobs


Found = TypeVar("Found")
_KILLED = "judging it ended the program, most likely for lack of memory"


def gather(jobs: Sequence[Job], workers: int) -> Iterator[Row]:
    """The rows, in no order, as they are found. A worker that dies takes no other graduate with it."""
    return gather_all(jobs, workers, look, _failed)


def gather_all(
    jobs: Sequence[Job],
    workers: int,
    look_at: Callable[[Job], Found],
    failed: Callable[[Job, str], Found],
) -> Iterator[Found]:
    """What `look_at` finds, in no order; what `failed` says where looking ends the worker."""
    if workers <= 1 or len(jobs) <= 1:
        yield from map(look_at, jobs)
        return
    left = list(jobs)
    while left:
        done: set[str] = set()
        try:
            with ProcessPoolExecutor(workers) as pool:
                for job, row in _finished(pool, left, look_at):
                    done.add(job.slug)
                    yield row
        except BrokenProcessPool:
            pass
        left = [job for job in left if job.slug not in done]
        if left and not done:  # the first of them ends its worker each time
            yield failed(left.pop(0), _KILLED)


def _finished(
    pool: ProcessPoolExecutor, jobs: Sequence[Job], look_at: Callable[[Job], Found]
) -> Iterator[tuple[Job, Found]]:
    """The jobs as they end. Few are waiting at a time, so that memory does not grow with their number."""
    waiting: dict[Future[Found], Job] = {}
    todo = iter(jobs)
    for job in todo:
        waiting[pool.submit(look_at, job)] = job
        if len(waiting) >= 4 * (os.cpu_count() or 1):
            break
    while waiting:
        ended, _ = wait(waiting, return_when=FIRST_COMPLETED)
        for future in ended:
            job = waiting.pop(future)
            yield job, future.result()
            following = next(todo, None)
            if following is not None:
                waiting[pool.submit(look_at, following)] = following


def look(job: Job) -> Row:
    """One graduate's row. Whatever is wrong with the repository is in it."""
    return tried(job, lambda: _report(job) if job.kind == "report" else _judged(job), _failed)


def tried(job: Job, find: Callable[[], Found], failed: Callable[[Job, str], Found]) -> Found:
    """What `find` finds in the repository, updated if it is a clone; what `failed` makes of what is wrong."""
    try:
        if job.kind == "git":
            update(job.source, Path(job.clone))
        return find()
    except GitError as error:
        return failed(job, f"git: {error}")
    except (UserError, MachineError) as error:
        return failed(job, error.message)
    except OSError as error:
        return failed(job, f"{error.strerror or 'not readable'}")
    except RecursionError:
        return failed(job, "it is nested too deeply to be read")


def _failed(job: Job, problem: str) -> Row:
    """The row of a graduate whose repository fails: what was known last, and since when it fails."""
    before = _read_kept(job)
    row = before.row if before else _row(job)
    since = row.since if row.problem == problem and row.since else job.clock(dt.UTC)[0]
    row = replace(row, slug=job.slug, label=job.label, coach=job.coach, problem=problem, since=since)
    _keep(job, "", row)
    return row


def _row(job: Job, summary: Summary | None = None) -> Row:
    folder = None if job.kind == "report" else job.clone if job.kind == "git" else job.source
    return Row(
        slug=job.slug,
        label=job.label,
        where=job.where,
        coach=job.coach,
        folder=folder,
        report=job.report,
        summary=summary,
    )


def _judged(job: Job) -> Row:
    """The graduate's repository, judged now unless nothing has changed."""
    root = Path(job.clone if job.kind == "git" else job.source)
    if not (root / "portfolio.yaml").is_file():
        raise UserError("there is no portfolio.yaml in it")
    mark = mark_of(job, root)
    before = _read_kept(job)
    is_there = job.report is None or Path(job.report).is_file()
    if mark and before is not None and before.stamp == mark and is_there and not before.row.problem:
        return replace(before.row, report=job.report, slug=job.slug, label=job.label, coach=job.coach)
    row = _row(job, _judge(job, root))
    _keep(job, mark, row)
    return row


def _judge(job: Job, root: Path) -> Summary:
    from generator.pipeline import run
    from generator.pipeline.report import report_on
    from generator.pipeline.types import Request
    from generator.report.summary import summary_of

    trust = read_trust(Path(job.trust)) if job.trust else None
    cache = Path(job.cache) if job.cache else None
    judged = run.judge(Request(root, job.clock, cache=cache, trust=trust))
    if judged.verdict is None:
        errors = [item for item in judged.diagnostics if item.severity.value == "error"]
        first = errors[0] if errors else None
        where = f" ({first.location.path}:{first.location.line})" if first else ""
        raise UserError(f"nothing can be judged: {first.message if first else 'no terms'}{where}")
    report = report_on(judged.verdict, judged.diagnostics, judged.compared)
    if job.report:
        from generator.report.page import report_page

        page = report_page(report, shipped_themes() / "_report")
        fileops.write_atomic(Path(job.report), page, mode=0o600)
    return summary_of(report)


def mark_of(job: Job, root: Path, *folders: str) -> str:
    """A digest of all that the verdict is made from, and of `folders`; empty if that cannot be known."""
    state = state_of(root)
    files = (*state.files, *([job.trust] if job.trust else ()))
    trees = (*state.trees, *(str(root / name) for name in ("content", "portfolio.yaml", *folders)))
    places = Places(trees=trees, files=files)
    try:
        seen = stamp(places)
    except (OSError, TooYoung):
        return ""
    terms = sorted(path for path in root.glob("*.yaml"))
    others = [hashlib.sha256(path.read_bytes()).hexdigest() for path in terms if path.is_file()]
    # The day in the graduate's zone is one of these; on the edge of a day it is judged again.
    days = sorted({job.clock(dt.timezone(hours * HOUR))[0].isoformat() for hours in (-12, 0, 14)})
    told = json.encode([VERSION, days, seen.digest, seen.young, others])
    return hashlib.sha256(told + program_fingerprint()).hexdigest()


def _report(job: Job) -> Row:
    """The graduate as a report says; a sealed one is opened with the coach's key."""
    from generator.seals.age import looks_sealed, open_sealed

    data = fileops.read_limited(Path(job.source), _LARGEST_REPORT)
    if looks_sealed(data):
        key = Path(job.key or "")
        if not key.is_file():
            raise UserError(f"the report is sealed, and there is no key at {key}")
        data = open_sealed(data, fileops.read_limited(key, _LARGEST_KEY))
    summary = read_summary(data)
    if summary is None:
        raise UserError("this is no report of Weekproof, or one of an older version")
    if job.report:
        fileops.write_atomic(Path(job.report), data, mode=0o600)
    row = _row(job, summary)
    _keep(job, "", row)
    return row


def kept_rows(jobs: Sequence[Job]) -> Iterator[Row]:
    """What is kept of the graduates, without looking at their repositories again."""
    for job in jobs:
        kept = _read_kept(job)
        if kept is not None:
            yield kept.row


def forget_graduate(job: Job) -> int:
    """Remove all that the board's folder has of a graduate; how many files and folders there were."""
    removed = 0
    for path in (Path(job.kept), *([Path(job.report)] if job.report else ()), job.listing):
        if path.exists():
            fileops.remove_file(path)
            removed += 1
    for folder in (Path(job.clone), job.pictures):
        if folder.exists():
            fileops.remove_tree(folder)
            removed += 1
    return removed


def _keep(job: Job, mark: str, row: Row) -> None:
    with suppress(OSError):  # then it is judged again the next time
        fileops.write_atomic(Path(job.kept), json.encode(_Kept(mark, row)), mode=0o600)


def _read_kept(job: Job) -> _Kept | None:
    try:
        return json.decode(Path(job.kept).read_bytes(), type=_Kept)
    except (OSError, DecodeError, ValidationError):
        return None
