"""Every change that this package makes on disk, one function each, so that tests can break any of them.

All raise `OSError` and leave nothing half-done: what they make is new, what they move is whole.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

_EXCHANGE = 2  # RENAME_EXCHANGE, linux/fs.h
_HERE = -100  # AT_FDCWD: paths are relative to the working directory


def make_folder(path: Path, like: Path | None = None) -> None:
    """Make one folder, and nothing if it is there; with the permissions of `like` where that exists."""
    path.mkdir(exist_ok=True)
    if like is not None and like.is_dir():
        path.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IRWXU)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that does not exist yet, down to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def link(source: Path, target: Path) -> None:
    """The same file under a second name, with its times; a copy where the disk knows no links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        if os.path.lexists(target) or not (source.is_symlink() or source.is_file()):
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def rename(source: Path, target: Path) -> None:
    """Move a folder or a file to a name that is free."""
    source.rename(target)


def replace(source: Path, target: Path) -> None:
    """Move a file over another in one step."""
    source.replace(target)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step. False where the system cannot; then nothing has happened."""
    if sys.platform != "linux":
        return False
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def settle(folder: Path) -> None:
    """Bring a folder's list of names down to the disk, where the system lets us."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_file(path: Path) -> None:
    """Remove a file, and nothing if it is gone."""
    path.unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    """Remove an empty folder."""
    path.rmdir()


def remove_tree(path: Path) -> None:
    """Remove a folder with all that is in it; links are removed, not followed."""
    shutil.rmtree(path)
