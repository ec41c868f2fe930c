"""Whether files and folders are as they were, by what the system says about them and without opening them.

A stamp is a digest of names, kinds, permissions, sizes, times and numbers of everything at some places. Where
two stamps differ something was changed. Where they are equal nothing was, except in a file that was changed
twice within one tick of the clock, before and after it was looked at. So a file whose time is too close to
the moment of looking is not believed: its bytes count too. A system that does not tell when a file was
changed in any way (Windows) is never believed.

`doubt` notes that something in this run was due to luck, such as a program that took too long: then nobody
may conclude that the next run would say the same.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable
from typing import NamedTuple

TICK_NS = 2_000_000_000
"""The coarsest clock of a file system (FAT); it also covers a file server's clock that is a little off."""
LARGEST = 64_000_000
"""Bytes of files that are too young to be believed; more than that is not read."""
_IS_TOLD = os.name != "nt"

_doubts: list[str] = []


class Places(NamedTuple):
    """Where to look, as absolute paths.

    `trees` are folders with all that is in them, or files; `files` are looked at alone, folders among them
    without what is in them, links also for what they lead to. `code` are folders of programs, without what
    Python compiles. `packages` are folders in which packages are installed: only the names and times of their
    versions count.
    """

    trees: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


class Stamp(NamedTuple):
    """What was at some places: `digest` by what the system says, `young` by the bytes of the young files.

    `since` is the moment of looking in nanoseconds, after which a file is young.
    """

    digest: str
    young: str
    since: int


class TooYoung(Exception):  # noqa: N818 - no fault of anybody's
    """More young bytes than one reads for this."""


def stamp(places: Places, since: int | None = None) -> Stamp:
    """The stamp of `places` now; compared with an earlier one, that one's `since`.

    Raises `OSError` where a young file cannot be read, `TooYoung` where there is too much to read.
    """
    looked_at = time.time_ns() if since is None else since
    young: list[str] = []
    seen = hashlib.sha256()
    rows: list[str] = []
    limit = looked_at - TICK_NS if _IS_TOLD else 0
    for top in places.trees:
        _row(rows, young, limit, top, "tree")
    for path in places.files:
        _row(rows, young, limit, path, "file")
    for top in places.code:  # nobody changes a program twice in a moment
        _row(rows, [], limit, top, "code")
    for folder in places.packages:
        _packages(rows, folder)
    seen.update("\n".join(rows).encode("utf-8", "surrogateescape"))
    return Stamp(seen.hexdigest(), _bytes_of(young), looked_at)


def paths_at(places: Places) -> dict[str, str]:
    """The path of everything in the trees of `places`, with a text that changes whenever a file does.

    It is empty for a folder in a tree, and `-` where there is nothing.
    """
    rows: list[str] = []
    for top in places.trees:
        _row(rows, [], 0, top, "tree")
    return {path: told for path, _, told in (row.partition("\0") for row in rows)}


def is_young(path: str, since: int) -> bool:
    """Whether a file may have been changed since that moment, as far as its times tell."""
    about = os.lstat(path)
    return max(about.st_mtime_ns, about.st_ctime_ns) >= since - TICK_NS


def _row(rows: list[str], young: list[str], limit: int, path: str, kind: str) -> None:
    """Note a file or a folder, with everything below that in a tree."""
    try:
        about = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        rows.append(f"{path}\0-")
        return
    _note(rows, young, limit, path, about)
    if stat.S_ISDIR(about.st_mode):
        if kind != "file":
            _below(rows, young, limit, path, is_code=kind == "code")
    elif stat.S_ISLNK(about.st_mode) and kind == "file":
        try:
            _note(rows, young, limit, f"{path}/", os.stat(path))  # noqa: PTH116
        except OSError:
            rows.append(f"{path}/\0-")


def _below(rows: list[str], young: list[str], limit: int, folder: str, *, is_code: bool) -> None:
    """Note all in a folder. Of the folders in it only the names: one that may not be read is an error."""
    with os.scandir(folder) as entries:
        found = sorted(entries, key=_name)
    for entry in found:
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if not (is_code and entry.name == "__pycache__"):
                rows.append(path)
                _below(rows, young, limit, path, is_code=is_code)
        else:
            _note(rows, young, limit, path, entry.stat(follow_symlinks=False))


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _note(rows: list[str], young: list[str], limit: int, path: str, about: os.stat_result) -> None:
    mode, number, _, _, uid, gid, size, _, _, _ = about
    if stat.S_ISDIR(mode):  # its own times change with the names in it
        rows.append(f"{path}\0{mode} {uid} {gid}")
        return
    changed, status = about.st_mtime_ns, about.st_ctime_ns
    rows.append(f"{path}\0{mode} {uid} {gid} {number} {size} {changed} {status}")
    if (changed >= limit or status >= limit) and stat.S_ISREG(mode):
        young.append(path)


def _packages(rows: list[str], folder: str) -> None:
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                (entry.name, entry.stat().st_mtime_ns)
                for entry in entries
                if entry.name.endswith((".dist-info", ".egg-info", ".pth"))
            )
    except OSError:
        found = []
    rows.append(f"{folder}\0{found}")


def _bytes_of(paths: Iterable[str]) -> str:
    digest, room = hashlib.sha256(), LARGEST
    for path in paths:
        with open(path, "rb", opener=_opener) as file:
            data = file.read(room + 1)
        room -= len(data)
        if room < 0:
            raise TooYoung
        digest.update(f"{path}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
        digest.update(data)
    return digest.hexdigest()


def _opener(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def doubt(reason: str) -> None:
    """Note that something in this run was due to luck."""
    _doubts.append(reason)


def take_doubts() -> tuple[str, ...]:
    """What was noted since the last time."""
    found = tuple(_doubts)
    _doubts.clear()
    return found
