"""When records were first committed, from git's history: as far as it is known, never guessed.

Dates in git are the committer's word. They are hints for a coach, not proof; `docs/commitment.md`
says so. A shallow clone dates everything to its boundary, so its history is unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from generator.environment import git
from generator.environment.origin import name_in
from generator.model.calendar import DAY, LAST_DAY
from generator.model.history import History

Spot = tuple[str, int]

_COMMIT = re.compile(rb"\x01(-?\d+) (-?\d+)")
_BLAMED = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")


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
    except git.NoAnswer as silence:
        return History(unknown_because=str(silence))
    return History(first_seen=first_seen, touched=touched)


def _reason_against(root: Path, own_name: str | None) -> str | None:
    try:
        shallow = git.ask(root, "rev-parse", "--is-shallow-repository").strip()
    except git.Refused:
        return "this folder is not in a git repository that can be read"
    if shallow != b"false":
        return "this is a shallow clone: fetch the whole history (fetch-depth: 0)"
    if own_name is not None:
        here = _own_name(root)
        if here is None or here.casefold() != own_name.casefold():
            return f"this folder is a copy, not {own_name}"
    return None


def _own_name(root: Path) -> str | None:
    try:
        url = git.ask(root, "config", "--get", "remote.origin.url")
    except git.Refused:
        return None
    return name_in(url.decode("utf-8", "replace").strip())


def _touched(root: Path, zone: dt.tzinfo) -> dict[str, tuple[dt.date, ...]]:
    """The days on which each file below `content/` was changed, in one pass.

    With `-c` a merge tells the files in which it is like none of its parents: what it changed itself.
    """
    log = git.ask(
        root, "log", "-c", "--format=%x01%at %ct", "--name-only", "--relative", "-z", "--", "content"
    )
    days: dict[str, set[dt.date]] = {}
    day = LAST_DAY
    for part in log.split(b"\0"):
        text = part.strip(b"\n")
        commit = _COMMIT.fullmatch(text)
        if commit:
            day = day_of(min(int(commit[1]), int(commit[2])), zone)
        elif text:
            days.setdefault(text.decode("utf-8", "replace"), set()).add(day)
    return {path: tuple(sorted(found)) for path, found in days.items()}


def day_of(seconds: int, zone: dt.tzinfo) -> dt.date:
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
    return _names(git.ask(root, "ls-tree", "-r", "--name-only", "-z", "HEAD", "content"))


def _uncommitted(root: Path) -> frozenset[str]:
    """Files below `content/` that differ from the last commit."""
    return _names(git.ask(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", "content"))


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
        times = _line_times(git.ask(root, "blame", "--porcelain", "-w", *options, "--", path))
    except git.Refused:
        return {}
    last = max(times, default=0)
    found: dict[Spot, dt.date] = {}
    for start, following in zip(lines, [*lines[1:], last + 1], strict=True):
        known = [seconds for n in range(start, following) if (seconds := times.get(n)) is not None]
        if known:
            found[path, start] = day_of(pick(known), zone)
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
