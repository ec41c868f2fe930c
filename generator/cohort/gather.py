"""The state of each graduate: judged here, or read from a report. One that fails never stops the others.

What was found is kept in the board's folder with a stamp of all it was made from, so that a repository in
which nothing has changed is not judged again, and an interrupted run goes on where it was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec import DecodeError, Struct, ValidationError, json
from msgspec.structs import replace

from generator.cohort.clones import update
from generator.cohort.judge import Judged, Terms, judge
from generator.cohort.members import Member, slug_of
from generator.core import fileops
from generator.core.cache import cache_get, program_fingerprint
from generator.core.errors import MachineError, UserError
from generator.core.stamps import Places, Stamp, TooYoung, stamp
from generator.core.text import fold_line
from generator.core.version import VERSION
from generator.environment.git import GitError, state_of
from generator.environment.receipts import receipts_of
from generator.model.verdict import AsOfFrom
from generator.reading.journal import record_places
from generator.reading.portfolio import read_portfolio
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


class Seen(Struct, frozen=True):
    """What a verdict was made from: the files, and a digest of the rest, such as the day and the program."""

    files: Stamp
    rest: str


class _Kept(Struct, frozen=True):
    """What the board's folder keeps of a graduate. Without `seen` it is judged again.

    `named` is the file of the school's own terms, as the settings name it.
    """

    row: Row
    seen: Seen | None = None
    named: str = ""


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


def gather(jobs: Sequence[Job], workers: int) -> Iterator[Row]:
    """The rows, in no order, as they are found."""
    return gather_all(jobs, workers, look, failed)


Found = TypeVar("Found")


def gather_all(
    jobs: Sequence[Job],
    workers: int,
    work: Callable[[Job], Found],
    lost: Callable[[Job, str], Found],
) -> Iterator[Found]:
    """What `work` finds, in no order, in processes of this machine; `lost` says what if it ends its process.

    A process that dies takes no other graduate with it. Few wait at a time, so that memory does not grow with
    their number.
    """
    if workers <= 1 or len(jobs) <= 1:
        yield from map(work, jobs)
        return
    left = deque(jobs)
    while left:
        waiting: dict[Future[Found], Job] = {}
        try:
            with ProcessPoolExecutor(workers, initializer=_finish_when_stopped) as pool:
                yield from finished(pool, work, left, waiting, _AHEAD * workers)
        except BrokenProcessPool:
            for job in waiting.values():  # one of them ended its process: which, shows only alone
                yield _alone(job, work, lost)


def finished(
    pool: Executor,
    work: Callable[[Job], Found],
    left: deque[Job],
    waiting: dict[Future[Found], Job],
    most: int,
) -> Iterator[Found]:
    """What was found of the jobs in `left`, which are taken from it, at most so many at a time.

    `waiting` has what was begun and is not told yet.
    """
    try:
        while left or waiting:
            while left and len(waiting) < most:
                waiting[pool.submit(work, left[0])] = left[0]
                left.popleft()
            ended, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ended:
                found = future.result()
                del waiting[future]
                yield found
    except BaseException:  # Ctrl-C among them: what is being judged is finished, nothing else is begun
        pool.shutdown(wait=False, cancel_futures=True)
        raise


_AHEAD = 2


def _finish_when_stopped() -> None:
    """Let a process of the pool finish its graduate after Ctrl-C. Programs that it started do end."""
    signal.signal(signal.SIGINT, lambda *_: None)


def _alone(job: Job, work: Callable[[Job], Found], lost: Callable[[Job, str], Found]) -> Found:
    try:
        with ProcessPoolExecutor(1, initializer=_finish_when_stopped) as pool:
            return pool.submit(work, job).result()
    except BrokenProcessPool:
        return lost(job, "judging it ended the program, most likely for lack of memory")


class Todo(Struct, frozen=True):
    """A repository that has to be judged: `seen` is what it was like before, None if that cannot be known."""

    job: Job
    root: Path
    terms: Terms
    named: str
    seen: Seen | None


def look(job: Job) -> Row:
    """One graduate's row. Whatever is wrong with the repository is in it."""
    begun = begin(job)
    if isinstance(begun, Row):
        return begun
    try:
        return finish(begun, judge(begun.root, begun.terms))
    finally:
        fileops.unconfine(begun.root)


def begin(job: Job) -> Row | Todo:
    """What has to be judged; the row where nothing has to be, because it is known or cannot be read."""
    try:
        if job.kind == "git":
            update(job.source, Path(job.clone))
        return _report(job) if job.kind == "report" else _begun(job)
    except GitError as error:
        return failed(job, f"git: {error}")
    except (UserError, MachineError) as error:
        return failed(job, error.message)
    except OSError as error:
        return failed(job, f"{error.strerror or 'not readable'}")


def _begun(job: Job) -> Row | Todo:
    root = Path(job.clone if job.kind == "git" else job.source)
    if not (root / "portfolio.yaml").is_file():
        raise UserError("there is no portfolio.yaml in it")
    before = _read_kept(job)
    named = before.named if before else ""
    if before is not None and before.seen is not None and not before.row.problem:
        is_there = job.report is None or Path(job.report).is_file()
        if is_there and seen_of(job, root, named, before.seen.files.since) == before.seen:
            row = replace(before.row, report=job.report, slug=job.slug, label=job.label, coach=job.coach)
            _note_age(job, root, before, row)
            return row
    terms = Terms(
        as_of=job.as_of,
        now=job.now,
        trust=job.trust,
        cache=job.cache,
        with_report=job.report is not None,
    )
    return Todo(job, root, terms, named, seen_of(job, root, named))


def finish(todo: Todo, judged: Judged) -> Row:
    """The row of what was judged; it is kept, so that it is not judged again."""
    job = todo.job
    if judged.summary is None:
        return failed(job, judged.problem)
    if job.report and judged.page is not None:
        fileops.write_atomic(Path(job.report), judged.page, mode=0o600)
    row = _row(job, judged.summary)
    seen = todo.seen if judged.is_sure else None
    if seen is not None and judged.named != todo.named:  # its own terms belong to what it was judged by
        named = seen_of(job, todo.root, judged.named)
        seen = named if seen_of(job, todo.root, todo.named, seen.files.since) == seen else None
    _keep(job, _Kept(row, seen, judged.named))
    return row


def failed(job: Job, problem: str) -> Row:
    """The row of a graduate whose repository fails: what was known last, and since when it fails."""
    before = _read_kept(job)
    row = before.row if before else _row(job)
    since = row.since if row.problem == problem and row.since else job.clock(dt.UTC)[0]
    row = replace(row, slug=job.slug, label=job.label, coach=job.coach, problem=problem, since=since)
    _keep(job, _Kept(row))
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


def seen_of(
    job: Job, root: Path, named: str, since: int | None = None, others: Sequence[str] = ()
) -> Seen | None:
    """What the verdict is made from, as it is now, and `others` in the repository; None if that is not known.

    `named` is the school's own terms as the settings name them.
    """
    state = state_of(root)
    own = (str(root / named),) if named else ()
    with os.scandir(root) as entries:
        terms = sorted(entry.path for entry in entries if entry.name.endswith((".yaml", ".yml")))
    pinned = (job.trust,) if job.trust else ()
    folders = (str(root / name) for name in (*record_places(root), *others))
    places = Places(trees=(*state.trees, *folders), files=(*state.files, *terms, *own, *pinned))
    try:
        files = stamp(places, since)
    except (OSError, TooYoung, ValueError):  # a name that the system refuses is a ValueError
        return None
    receipts = cache_get(Path(job.cache), *receipts_of(root)) if job.cache else b""
    # The day in the graduate's zone is one of these; on the edge of a day it is judged again.
    days = sorted({job.clock(dt.timezone(hours * HOUR))[0].isoformat() for hours in (-12, 0, 14)})
    return Seen(files, hashlib.sha256(_program() + f"{days}".encode() + (receipts or b"")).hexdigest())


@cache
def _program() -> bytes:
    return VERSION.encode() + program_fingerprint()


def _note_age(job: Job, root: Path, before: _Kept, row: Row) -> None:
    """Believe the times of files that were too young before, so that they are not read again."""
    if before.seen is None or before.seen.files.young == _NOTHING_YOUNG:
        return
    seen = seen_of(job, root, before.named)
    if seen is None or (seen.files.digest, seen.files.young) != (before.seen.files.digest, _NOTHING_YOUNG):
        return
    _keep(job, _Kept(row, seen, before.named))


_NOTHING_YOUNG = stamp(Places()).young


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
    _keep(job, _Kept(row))
    return row


def kept_rows(jobs: Sequence[Job]) -> Iterator[Row]:
    """What is kept of the graduates, without looking at their repositories again."""
    for job in jobs:
        kept = _read_kept(job)
        if kept is not None:
            yield kept.row


def one_called(jobs: Sequence[Job], name: str) -> Job:
    """The only graduate of that name, or at that place in the file. Raises `UserError`.

    The name is the one in the file, the one that the board shows, or that of the settings in a folder.
    """
    wanted = fold_line(name)
    found = [job for job in jobs if name == job.where] or [job for job in jobs if wanted in _names(job)]
    if len(found) == 1:
        return found[0]
    if found:
        places = " or ".join(job.where for job in found)
        raise UserError(
            f"{len(found)} graduates are called {name}.", hint=f"Instead of the name, write {places}."
        )
    close = get_close_matches(wanted, [one for job in jobs for one in _names(job)], 1)
    job = next((job for job in jobs if close and close[0] in _names(job)), None)
    hint = f"Did you mean {_shown_name(job)}?" if job else "Write the name as the board shows it."
    if any(job.kind == "git" and not Path(job.clone).is_dir() for job in jobs):
        hint = "Not all repositories are known by name yet: run weekproof cohort build first."
    raise UserError(f"Nobody is called {name}.", hint=hint)


def _names(job: Job) -> set[str]:
    """How a graduate can be called."""
    return {fold_line(job.label), fold_line(_shown_name(job))}


def _shown_name(job: Job) -> str:
    """The name in the repository as it is here, else as it was kept, else that of the file."""
    folder = {"git": job.clone, "path": job.source}.get(job.kind)
    portfolio, _ = read_portfolio(Path(folder)) if folder and Path(folder).is_dir() else (None, ())
    if portfolio is not None:
        return portfolio.graduate.name
    kept = _read_kept(job)
    return kept.row.name if kept else job.label


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


def _keep(job: Job, kept: _Kept) -> None:
    with suppress(OSError):  # then it is judged again the next time
        fileops.write_atomic(Path(job.kept), json.encode(kept), mode=0o600)


def _read_kept(job: Job) -> _Kept | None:
    try:
        return json.decode(Path(job.kept).read_bytes(), type=_Kept)
    except (OSError, DecodeError, ValidationError):
        return None
