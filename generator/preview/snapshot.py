"""Changes on disk since the last snapshot. Symbolic links are not followed: they could lead anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Stamp = tuple[int, int]
"""Modification time in nanoseconds, and size in bytes."""


def snapshot(paths: Iterable[Path]) -> Mapping[str, Stamp]:
    """Every file at or below `paths` with its stamp; unreadable ones are left out."""
    stamps: dict[str, Stamp] = {}
    for path in paths:
        _scan(str(path), stamps)
    return stamps


def _scan(path: str, stamps: dict[str, Stamp]) -> None:
    try:
        entries = list(os.scandir(path))
    except NotADirectoryError:
        _add(path, stamps)
        return
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            _scan(entry.path, stamps)
        else:
            _add(entry.path, stamps)


def _add(path: str, stamps: dict[str, Stamp]) -> None:
    stamp = stamp_of(path)
    if stamp is not None:
        stamps[path] = stamp


def stamp_of(path: str) -> Stamp | None:
    """The stamp of one file; None if it cannot be looked at."""
    try:
        stat = os.lstat(path)
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


def changed(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> list[str]:
    """Paths that were added, removed or written, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
