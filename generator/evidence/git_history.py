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
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.evidence.origin import name_in
from generator.model.calendar import DAY, LAST_DAY
from generator.model.history import History

TIMEOUT_SECONDS = 20
Spot = tuple[str, int]

# What a user's own configuration could change about the answers, or start.
_SAFE = ("core.fsmonitor=false", "core.quotePath=false", "log.showSignature=false")
# Set inside a hook: they would lead git to another repository than the one at `root`.
_LEADS_AWAY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_GRAFT_FILE",
)
_COMMIT = re.compile(rb"\x01(-?\d+) (-?\d+)")
_BLAMED = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")


class _NoAnswer(Exception):  # noqa: N818 - git could not say; the reason is the message
    """Git is not there, refuses or takes too long."""


class _Refused(_NoAnswer):
    """Git ran and said no."""


def read_history(
    root: Path, own_name: str | None, zone: dt.tzinfo, records: Mapping[Spot, dt.date], slack_days: int
) -> History:
    """What git knows of the repository that `root` is, or lies in.

    `own_name` is the graduate's `owner/name`: the history of a copy with another remote says nothing
    about the graduate. `records` maps (path, line) to the day of each record. A file last changed at
    most `slack_days` after a record's day was certainly written in time; only for the others is each
    line looked up.
    """
    try:
        reason = _reason_against(root, own_name)
        if reason:
            return History(unknown_because=reason)
        touched = _touched(root, zone)
        first_seen = _first_seen(root, zone, records, touched, slack_days)
    except _NoAnswer as silence:
        return History(unknown_because=str(silence))
    return History(first_seen=first_seen, touched=touched)


def _reason_against(root: Path, own_name: str | None) -> str | None:
    try:
        shallow = _git(root, "rev-parse", "--is-shallow-repository").strip()
    except _Refused:
        return "this folder is in no git repository that may be read"
    if shallow != b"false":
        return "this is a shallow clone; fetch the whole history (fetch-depth: 0)"
    if own_name is not None:
        here = _own_name(root)
        if here is None or here.casefold() != own_name.casefold():
            return f"this is a copy, not {own_name}"
    return None


def _own_name(root: Path) -> str | None:
    try:
        url = _git(root, "config", "--get", "remote.origin.url")
    except _Refused:
        return None
    return name_in(url.decode("utf-8", "replace").strip())


def _git(root: Path, *arguments: str) -> bytes:
    git = shutil.which("git")
    if git is None:
        raise _NoAnswer("git is not installed")
    settings = [part for setting in _SAFE for part in ("-c", setting)]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and paths that git itself gave
            (git, *settings, *arguments),
            cwd=root,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _NoAnswer(f"git took more than {TIMEOUT_SECONDS} seconds") from None
    if done.returncode != 0:
        raise _Refused("git could not read the history")
    return done.stdout


def _environment() -> dict[str, str]:
    """Git's own repository, plain words, no pager, and nothing of the network.

    A clone without its blobs would fetch them while it is asked; it gets none, and the history is
    unknown.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _LEADS_AWAY}
    quiet = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "", "GIT_TERMINAL_PROMPT": "0"}
    return {**kept, **quiet, "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}


def _touched(root: Path, zone: dt.tzinfo) -> dict[str, tuple[dt.date, ...]]:
    """The days on which each file below `content/` was changed, in one pass.

    With `-c` a merge tells the files in which it is like none of its parents: what it changed itself.
    """
    log = _git(root, "log", "-c", "--format=%x01%at %ct", "--name-only", "--relative", "-z", "--", "content")
    days: dict[str, set[dt.date]] = {}
    day = LAST_DAY
    for part in log.split(b"\0"):
        text = part.strip(b"\n")
        commit = _COMMIT.fullmatch(text)
        if commit:
            day = _day(min(int(commit[1]), int(commit[2])), zone)
        elif text:
            days.setdefault(text.decode("utf-8", "replace"), set()).add(day)
    return {path: tuple(sorted(found)) for path, found in days.items()}


def _day(seconds: int, zone: dt.tzinfo) -> dt.date:
    """The day of a moment; the last day of all for one that no calendar has."""
    try:
        return dt.datetime.fromtimestamp(seconds, zone).date()
    except (OverflowError, ValueError, OSError):
        return LAST_DAY


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
    known, changed_now = _committed(root), _uncommitted(root)
    seen: dict[Spot, dt.date] = {}
    for path, lines in by_path.items():
        days = touched.get(path)
        if not days or path not in known:
            continue  # never committed, or taken out again: nobody can say
        last_needed = min(records[path, line] for line in lines) + slack_days * DAY
        if days[-1] <= last_needed and path not in changed_now:
            seen.update({(path, line): days[-1] for line in lines})
        else:
            seen.update(
                _looked_up(root, zone, {line: records[path, line] for line in lines}, path, slack_days)
            )
    return seen


def _committed(root: Path) -> frozenset[str]:
    """Files below `content/` of the last commit."""
    return _names(_git(root, "ls-tree", "-r", "--name-only", "-z", "HEAD", "content"))


def _uncommitted(root: Path) -> frozenset[str]:
    """Files below `content/` that differ from the last commit."""
    return _names(_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "content"))


def _names(listed: bytes) -> frozenset[str]:
    return frozenset(name.decode("utf-8", "replace") for name in listed.split(b"\0") if name)


def _looked_up(
    root: Path, zone: dt.tzinfo, days: Mapping[int, dt.date], path: str, slack_days: int
) -> dict[Spot, dt.date]:
    """The day of each record of one file: of its oldest line, or of all of it where it was moved whole.

    Spaces do not matter. A record whose lines look in part like those around it may be taken for older;
    one that was moved here from another place in one piece is not taken for younger.
    """
    found = _blamed(root, zone, path, list(days), min)
    if any(found.get((path, line), day) > day + slack_days * DAY for line, day in days.items()):
        for spot, day in _blamed(root, zone, path, list(days), max, "-C").items():
            found[spot] = min(day, found.get(spot, day))
    return found


def _blamed(
    root: Path,
    zone: dt.tzinfo,
    path: str,
    lines: list[int],
    pick: Callable[[Iterable[int]], int],
    *options: str,
) -> dict[Spot, dt.date]:
    """The day of the line of each record that `pick` picks. A record runs to the line before the next one."""
    try:
        times = _line_times(_git(root, "blame", "--porcelain", "-w", *options, "--", path))
    except _Refused:
        return {}
    last = max(times, default=0)
    found: dict[Spot, dt.date] = {}
    for start, following in zip(lines, [*lines[1:], last + 1], strict=True):
        known = [seconds for n in range(start, following) if (seconds := times.get(n)) is not None]
        if known:
            found[path, start] = _day(pick(known), zone)
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
