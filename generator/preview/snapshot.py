"""What changed on disk since the last look. Links are not followed: they could lead anywhere."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

Stamp = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""


def snapshot(paths: Iterable[Path]) -> Mapping[str, Stamp]:
    """Every file at or below `paths` with its stamp; what cannot be looked at is passed over."""
    found: dict[str, Stamp] = {}
    for path in paths:
        _look(str(path), found)
    return found


def _look(path: str, found: dict[str, Stamp]) -> None:
    try:
        entries = list(os.scandir(path))
    except NotADirectoryError:
        _note(path, found)
        return
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            _look(entry.path, found)
        else:
            _note(entry.path, found)


def _note(path: str, found: dict[str, Stamp]) -> None:
    try:
        about = os.lstat(path)
    except OSError:
        return
    found[path] = (about.st_mtime_ns, about.st_size)


def changed(before: Mapping[str, Stamp], after: Mapping[str, Stamp]) -> list[str]:
    """Paths that were added, removed or written, sorted."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
