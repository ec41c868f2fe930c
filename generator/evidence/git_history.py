"""When records were first committed, from git's history: as far as it is known, never guessed.

Dates in git are the committer's word. They are hints for a coach, not proof; `docs/commitment.md`
says so. A shallow clone dates everything to its boundary, so its history is unknown.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.evidence.origin import repository_name
from generator.model.calendar import DAY
from generator.model.history import History

TIMEOUT_SECONDS = 20
Spot = tuple[str, int]

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_BLAMED = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")


class _NoAnswer(Exception):  # noqa: N818 - git could not say; the reason is the message
    """Git is not there, refuses or takes too long."""


def read_history(
    root: Path, own_name: str | None, zone: dt.tzinfo, records: Mapping[Spot, dt.date], slack_days: int
) -> History:
    """What git knows of the repository at `root`.

    `own_name` is the graduate's `owner/name`: the history of a copy with another remote says nothing
    about the graduate. `records` maps (path, line) to the day of each record. A file last changed at
    most `slack_days` after a record's day was certainly written in time; only for the others is each
    line looked up.
    """
    reason = _reason_against(root, own_name)
    if reason:
        return History(unknown_because=reason)
    try:
        touched = _touched(root, zone)
        first_seen = _first_seen(root, zone, records, touched, slack_days)
    except _NoAnswer as silence:
        return History(unknown_because=str(silence))
    return History(first_seen=first_seen, touched=touched)


def _reason_against(root: Path, own_name: str | None) -> str | None:
    git = root / ".git"
    if not git.exists():
        return "this folder is no git repository"
    if (git / "shallow").exists():
        return "this is a shallow clone; fetch the whole history (fetch-depth: 0)"
    if own_name is not None:
        here = repository_name(root)
        if here is None or here.casefold() != own_name.casefold():
            return f"this is a copy, not {own_name}"
    return None


def _git(root: Path, *arguments: str) -> bytes:
    environment = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": ""}
    git = shutil.which("git")
    if git is None:
        raise _NoAnswer("git is not installed")
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and paths that git itself gave
            (git, *_SAFE, *arguments),
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _NoAnswer(f"git took more than {TIMEOUT_SECONDS} seconds") from None
    if done.returncode != 0:
        raise _NoAnswer("git could not read the history")
    return done.stdout


def _touched(root: Path, zone: dt.tzinfo) -> dict[str, tuple[dt.date, ...]]:
    """The days on which each file below `content/` was changed, in one pass."""
    log = _git(root, "log", "--format=%x01%at %ct", "--name-only", "--relative", "-z", "--", "content")
    days: dict[str, set[dt.date]] = {}
    for commit in log.split(b"\x01")[1:]:
        head, *paths = commit.split(b"\0")
        day = _day(min(int(part) for part in head.split()), zone)
        for path in paths:
            name = path.strip(b"\n").decode("utf-8", "replace")
            if name:
                days.setdefault(name, set()).add(day)
    return {path: tuple(sorted(found)) for path, found in days.items()}


def _day(seconds: int, zone: dt.tzinfo) -> dt.date:
    return dt.datetime.fromtimestamp(seconds, zone).date()


def _first_seen(
    root: Path,
    zone: dt.tzinfo,
    records: Mapping[Spot, dt.date],
    touched: Mapping[str, tuple[dt.date, ...]],
    slack_days: int,
) -> dict[Spot, dt.date]:
    by_path: dict[str, list[int]] = {}
    for path, line in sorted(records):
        by_path.setdefault(path, []).append(line)
    changed_now = _uncommitted(root)
    seen: dict[Spot, dt.date] = {}
    for path, lines in by_path.items():
        days = touched.get(path)
        if not days:
            continue
        last_needed = min(records[path, line] for line in lines) + slack_days * DAY
        if days[-1] <= last_needed and path not in changed_now:
            seen.update({(path, line): days[-1] for line in lines})
        else:
            seen.update(_blamed(root, zone, path, lines))
    return seen


def _uncommitted(root: Path) -> frozenset[str]:
    """Files below `content/` that differ from the last commit."""
    names = _git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "content")
    return frozenset(name.decode("utf-8", "replace") for name in names.split(b"\0") if name)


def _blamed(root: Path, zone: dt.tzinfo, path: str, lines: list[int]) -> dict[Spot, dt.date]:
    """The day of the oldest line of each record, which runs to the line before the next one."""
    times = _line_times(_git(root, "blame", "--porcelain", "-w", "--", path))
    last = max(times, default=0)
    found: dict[Spot, dt.date] = {}
    for start, following in zip(lines, [*lines[1:], last + 1], strict=True):
        known = [seconds for n in range(start, following) if (seconds := times.get(n)) is not None]
        if known:
            found[path, start] = _day(min(known), zone)
    return found


def _line_times(porcelain: bytes) -> dict[int, int | None]:
    """Line → the earlier of author's and committer's time, None where it is not committed yet."""
    commit_of: dict[int, bytes] = {}
    times: dict[bytes, list[int]] = {}
    commit = b""
    for row in porcelain.split(b"\n"):
        header = _BLAMED.fullmatch(row)
        if header:
            commit = header[1]
            commit_of[int(header[2])] = commit
        elif row.startswith((b"author-time ", b"committer-time ")):
            times.setdefault(commit, []).append(int(row.split()[1]))
    return {line: _time(commit, times) for line, commit in commit_of.items()}


def _time(commit: bytes, times: Mapping[bytes, Iterable[int]]) -> int | None:
    return None if commit.strip(b"0") == b"" else min(times[commit])
