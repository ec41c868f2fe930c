"""Find out from git when records were first committed.

Dates in git are set by the committer. They are hints for a coach, not proof; `docs/commitment.md` says so.
A shallow clone dates everything to its boundary, so its history counts as unknown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize

from generator.environment import git
from generator.environment.git_remote import name_from_url
from generator.model.calendar import DAY, LAST_DAY
from generator.model.history import History
from generator.source.files import read_bytes

RecordKey = tuple[str, int]

MAX_KB = 16 * 1024  # more than any file of records may have

_COMMIT = re.compile(rb"\x01(-?\d+) (-?\d+)")
# Several commits made into one: by `git merge --squash`, and by GitHub's button as `Title (#12)`.
_SQUASHED = re.compile(rb"^Squashed commit of the following:", re.MULTILINE)
_BY_GITHUB, _PULLED = b"noreply@github.com", re.compile(rb"[^\n]*\(#\d+\)\s*(?:\n|$)")
_RENAMED = re.compile(rb"R\d+")
_BLAME_LINE = re.compile(rb"([0-9a-f]{40,64}) \d+ (\d+)(?: \d+)?")


def read_history(
    root: Path,
    own_name: str | None,
    zone: dt.tzinfo,
    records: Mapping[RecordKey, dt.date],
    slack_days: int,
    unjudged: Iterable[RecordKey] = (),
) -> History:
    """Read the history of the repository that `root` is in.

    `own_name` is the graduate's `owner/name`: the history of a copy with another remote says nothing about
    the graduate. `records` maps (path, line) to the day of each record. A file last changed at most
    `slack_days` after a record's day was certainly written in time; `git blame` is run only for the others.
    `unjudged` are records whose exact day decides nothing: a file is not looked at line by line for them. One
    that is alone in its file has the day of the file; of several, each was committed at the latest when the
    file was changed last.
    """
    try:
        try:
            about = git.about(root)
        except git.GitRefused as error:
            return History(unknown_because=_why_refused(root, own_name) or str(error))
        reason = _SHALLOW if about.is_shallow else _why_another(root, own_name)
        if reason:
            return History(unknown_because=reason)
        with git.reading(root, about) as objects:
            touched = _touched(objects, zone)
            known = _tracked_files(objects)
            disordered, first, squashes = _commits(objects, zone)
            looked_up = _first_seen(root, objects, zone, records, touched, known, slack_days, squashes)
            first_seen, squashed, unreadable = looked_up
            first_seen |= _by_file(root, objects, zone, unjudged, touched, known)
    except git.GitError as error:
        return History(unknown_because=str(error))
    return History(
        first_seen=first_seen,
        touched=touched,
        unreadable=unreadable,
        squashed=squashed,
        out_of_order=disordered,
        first_out_of_order=first,
    )


def _by_file(
    root: Path,
    objects: git.Objects,
    zone: dt.tzinfo,
    records: Iterable[RecordKey],
    touched: Mapping[str, tuple[dt.date, ...]],
    known: Mapping[str, str],
) -> dict[RecordKey, dt.date]:
    """The day by which each record was committed, as far as its file tells."""
    by_path: dict[str, list[int]] = {}
    for path, line in records:
        by_path.setdefault(path, []).append(line)
    seen: dict[RecordKey, dt.date] = {}
    for path, lines in by_path.items():
        in_git = _name_in_git(path, known)
        days = touched.get(in_git)
        if not days or in_git not in known:
            continue
        if path.endswith((".md", ".ipynb")):
            seen[path, lines[0]] = days[0]
            continue
        data = read_bytes(root, path, MAX_KB)[0]
        if data is None:
            continue
        if known[in_git] in _hashes(data, objects.hash_name):
            seen |= {(path, line): days[-1] for line in lines}
        else:  # it has changes that are not committed, such as what a workflow fetched
            whole = _whole_in_commits(objects, zone, in_git, data, sorted(lines))
            seen |= {(path, line): day for (_, line), day in whole.items()}
    return seen


def _whole_in_commits(
    objects: git.Objects, zone: dt.tzinfo, path: str, data: bytes, lines: list[int]
) -> dict[RecordKey, dt.date]:
    """The day of the newest line of each record that has no line which is not committed yet."""
    place = f"{objects.prefix}{path}"
    form = ("--porcelain", "--no-textconv", "-w", "--contents", "-", "--", place)
    try:
        times = _line_times(objects.run("blame", *form, given=data))
    except git.GitRefused:
        return {}
    seen: dict[RecordKey, dt.date] = {}
    for start, following in zip(lines, [*lines[1:], max(times, default=0) + 1], strict=True):
        known = [times.get(line) for line in range(start, following)]
        newest = [told for told in known if told is not None]
        if newest and len(newest) == len(known):
            seen[path, start] = day_of(max(newest)[0], zone)
    return seen


_CLOCKS_DIFFER = 3600
"""Seconds by which the clocks of two honest computers may differ."""
_ABOUT = re.compile(rb"([0-9a-f]+) (-?\d+) ([0-9a-f ]*)\x01([^\x01]*)\x01(.*)", re.DOTALL)


def _commits(
    objects: git.Objects, zone: dt.tzinfo
) -> tuple[int, tuple[str, dt.date] | None, frozenset[bytes]]:
    """How many commits are dated before one that they build on, and the oldest of them with its day.

    And the commits that were made of several by squashing.
    """
    log = objects.run("log", "--reverse", "--topo-order", "-z", "--format=%H %ct %P%x01%ce%x01%B")
    times: dict[bytes, int] = {}
    count, first = 0, None
    squashes: set[bytes] = set()
    for row in log.split(b"\0"):
        match = _ABOUT.fullmatch(row)
        if match is None:
            continue
        commit, when, parents = match[1], int(match[2]), match[3].split()
        before = max((times[parent] for parent in parents if parent in times), default=when)
        times[commit] = when
        if when < before - _CLOCKS_DIFFER:
            count += 1
            first = first or (commit[:10].decode("ascii"), day_of(when, zone))
        if len(parents) < 2 and (
            _SQUASHED.search(match[5]) or (match[4] == _BY_GITHUB and _PULLED.match(match[5]))
        ):
            squashes.add(commit)
    return count, first, frozenset(squashes)


_SHALLOW = "this is a shallow clone: fetch the whole history (fetch-depth: 0)"


def _why_refused(root: Path, own_name: str | None) -> str | None:
    """Why git said nothing of the repository; None if it is not known."""
    try:
        shallow = git.ask_repository(root, "rev-parse", "--is-shallow-repository").strip()
    except git.GitRefused:
        return "this folder is not in a git repository that can be read"
    return _SHALLOW if shallow != b"false" else _why_another(root, own_name)


def _why_another(root: Path, own_name: str | None) -> str | None:
    """Why the history says nothing about the graduate whose repository is called `own_name`."""
    if own_name is not None:
        here = _origin_name(root)
        if here is None or here.casefold() != own_name.casefold():
            return f"this folder is a copy, not {own_name}"
    return None


def _origin_name(root: Path) -> str | None:
    try:
        # The repository's own setting, whatever the user's settings or the environment say.
        url = git.ask_repository(root, "config", "--local", "--get", "remote.origin.url")
    except git.GitRefused:
        return None
    return name_from_url(url.decode("utf-8", "replace").strip())


def _touched(objects: git.Objects, zone: dt.tzinfo) -> dict[str, tuple[dt.date, ...]]:
    """The days on which each file below `content/` was changed, in one pass, also under its earlier names.

    With `-c` a merge lists only the files that differ from all parents: what it changed itself.
    """
    form = ("-c", "--format=%x01%at %ct", "--name-status", "-z", "--", f"{objects.prefix}content")
    try:
        log = objects.run("log", "--find-renames", *form)
    except git.GitRefused:  # where not all files were fetched, only what is renamed unchanged can be told
        log = objects.run("log", "--find-renames=100%", *form)
    days: dict[str, set[dt.date]] = {}
    now_called: dict[bytes, bytes] = {}
    day, parts = LAST_DAY, iter(log.split(b"\0"))
    for part in parts:
        text = part.strip(b"\n")
        commit = _COMMIT.fullmatch(text)
        if commit:
            day = day_of(min(int(commit[1]), int(commit[2])), zone)
        elif text:
            path = next(parts)
            if text.startswith(b"R") and _RENAMED.fullmatch(text):
                before, path = path, next(parts)
                now_called[before] = now_called.get(path, path)  # the newest commits come first
            path = now_called.get(path, path)
            days.setdefault(_own_path(objects, path), set()).add(day)
    return {path: tuple(sorted(changed)) for path, changed in days.items()}


def _own_path(objects: git.Objects, path: bytes) -> str:
    """A path in the repository as a path in our folder."""
    return path.removeprefix(os.fsencode(objects.prefix)).decode("utf-8", "replace")


def day_of(seconds: int, zone: dt.tzinfo) -> dt.date:
    """The day of a Unix timestamp; `LAST_DAY` if it is out of range."""
    try:
        return dt.datetime.fromtimestamp(seconds, zone).date()
    except (OverflowError, ValueError, OSError):
        return LAST_DAY


def _first_seen(
    root: Path,
    objects: git.Objects,
    zone: dt.tzinfo,
    records: Mapping[RecordKey, dt.date],
    touched: Mapping[str, tuple[dt.date, ...]],
    known: Mapping[str, str],
    slack_days: int,
    squashes: frozenset[bytes],
) -> tuple[dict[RecordKey, dt.date], frozenset[RecordKey], frozenset[str]]:
    """The day of each record, those known only from a squashed commit, the files that cannot be read."""
    by_path: dict[str, list[int]] = {}
    for path, line in sorted(records):
        by_path.setdefault(path, []).append(line)
    seen: dict[RecordKey, dt.date] = {}
    squashed: set[RecordKey] = set()
    unreadable: set[str] = set()
    for path, lines in by_path.items():
        in_git = _name_in_git(path, known)
        days, data = touched.get(in_git), read_bytes(root, path, MAX_KB)[0]
        if not days or in_git not in known or data is None:
            continue  # never committed, or taken out again: nobody can say
        last_needed = min(records[path, line] for line in lines) + slack_days * DAY
        if days[-1] <= last_needed and known[in_git] in _hashes(data, objects.hash_name):
            seen.update({(path, line): days[-1] for line in lines})
        else:
            wanted = {line: records[path, line] for line in lines}
            try:
                found = _blame_file(objects, zone, wanted, in_git, data, slack_days)
            except git.GitRefused:
                unreadable.add(path)
                continue
            seen.update({(path, line): day for (_, line), (day, _) in found.items()})
            squashed.update((path, line) for (_, line), (_, commit) in found.items() if commit in squashes)
    return seen, frozenset(squashed), frozenset(unreadable)


def _name_in_git(path: str, known: Mapping[str, str]) -> str:
    """What git calls a file: macOS composes letters in names otherwise."""
    if path in known or path.isascii():
        return path
    look = normalize("NFC", path)
    return next((name for name in known if normalize("NFC", name) == look), path)


def _tracked_files(objects: git.Objects) -> Mapping[str, str]:
    """Files below `content/` of the last commit, with the hash of what is in them."""
    listed = objects.run("ls-tree", "-r", "-z", "--full-tree", "HEAD", f"{objects.prefix}content")
    rows = [row.split(b"\t", 1) for row in listed.split(b"\0") if row]
    return {_own_path(objects, path): about.split()[2].decode("ascii") for about, path in rows}


def _hashes(data: bytes, hash_name: str) -> frozenset[str]:
    """What git calls these bytes, as they are and with the line ends that it may have stored them with."""
    return frozenset(
        hashlib.new(hash_name, b"blob %d\0" % len(stored) + stored, usedforsecurity=False).hexdigest()
        for stored in (data, data.replace(b"\r\n", b"\n"))
    )


_Found = tuple[dt.date, bytes]
"""The day of a record and the commit that tells it."""


def _blame_file(
    objects: git.Objects,
    zone: dt.tzinfo,
    days: Mapping[int, dt.date],
    path: str,
    data: bytes,
    slack_days: int,
) -> dict[RecordKey, _Found]:
    """The day of each record of one file: of its oldest line, or of all of it where it was moved whole.

    Spaces do not matter. A record whose lines look in part like those around it may be taken for older;
    one that was moved here from another place in one piece is not taken for younger.
    """
    seen = _blame(objects, zone, path, data, list(days), min)
    if any(key in seen and seen[key][0] > days[key[1]] + slack_days * DAY for key in _keys(path, days)):
        for key, found in _blame(objects, zone, path, data, list(days), max, "-C").items():
            seen[key] = min(found, seen.get(key, found), key=lambda one: one[0])
    return seen


def _keys(path: str, lines: Iterable[int]) -> Iterator[RecordKey]:
    return ((path, line) for line in lines)


def _blame(
    objects: git.Objects,
    zone: dt.tzinfo,
    path: str,
    data: bytes,
    lines: list[int],
    pick: Callable[[Iterable[tuple[int, bytes]]], tuple[int, bytes]],
    *options: str,
) -> dict[RecordKey, _Found]:
    """The day of the line of each record that `pick` picks. A record runs to the line before the next one.

    `data` is the file as it is now: git is handed it, and does not look for itself.
    """
    place = f"{objects.prefix}{path}"
    form = ("--porcelain", "--no-textconv", "-w", *options, "--contents", "-")
    times = _line_times(objects.run("blame", *form, "--", place, given=data))
    last = max(times, default=0)
    seen: dict[RecordKey, _Found] = {}
    for start, following in zip(lines, [*lines[1:], last + 1], strict=True):
        known = [told for n in range(start, following) if (told := times.get(n)) is not None]
        if known:
            seconds, commit = pick(known)
            seen[path, start] = day_of(seconds, zone), commit
    return seen


def _line_times(porcelain: bytes) -> dict[int, tuple[int, bytes] | None]:
    """Line → the earlier of author's and committer's time and the commit, None where it is not committed."""
    commit_of: dict[int, bytes] = {}
    times: dict[bytes, list[int]] = {}
    commit = b""
    for row in porcelain.split(b"\n"):
        header = _BLAME_LINE.fullmatch(row)
        if header:
            commit = header[1]
            commit_of[int(header[2])] = commit
        elif row.startswith((b"author-time ", b"committer-time ")):
            times.setdefault(commit, []).append(int(row.split()[1]))
    return {line: _time(commit, times) for line, commit in commit_of.items()}


def _time(commit: bytes, times: Mapping[bytes, Iterable[int]]) -> tuple[int, bytes] | None:
    return None if commit.strip(b"0") == b"" else (min(times[commit]), commit)
