"""Every change that this package makes on disk, so that one place decides how, and tests can break any.

All raise `OSError` and leave nothing half-done: what they make is new, what they move is whole. No other
module writes, renames, removes or makes a file or a folder: a test of the house looks.
"""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY = ".weekproof-new"
"""How the name of a file ends that a run which died left half written beside its place."""

_EXCHANGE = 2  # RENAME_EXCHANGE, linux/fs.h
_HERE = -100  # AT_FDCWD: paths are relative to the working directory


def make_folder(path: Path, like: Path | None = None) -> None:
    """Make one folder, and nothing if it is there; with the permissions of `like` where that exists."""
    path.mkdir(exist_ok=True)
    if like is not None and like.is_dir():
        path.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IRWXU)


def make_folders(path: Path) -> None:
    """Make a folder and those above it, and nothing where they are there."""
    path.mkdir(parents=True, exist_ok=True)


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file that does not exist yet, down to the disk; `mode` is subject to the umask.

    A `FileExistsError` where anything has that name, a link that leads nowhere too.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def write_atomic(
    path: Path, data: bytes, *, mode: int | None = None, before: Callable[[], None] | None = None
) -> None:
    """Make the file `path` hold `data`, in one step; whatever fails, it is as it was.

    What is there is replaced, a link too, never followed. `mode` are the permissions, whatever the
    umask; without it they are those of any new file. `before` is called when all is ready: if it
    raises, nothing happens.
    """
    fresh = path.with_name(f".{path.name}{TEMPORARY}")
    remove_file(fresh)
    try:
        write_new(fresh, data, 0o666 if mode is None else mode)
        if mode is not None:
            fresh.chmod(mode)
        if before is not None:
            before()
        replace(fresh, path)
    finally:
        with suppress(OSError):
            remove_file(fresh)


def write_cache(path: Path, data: bytes) -> None:
    """Put what can be made again into a cache, with the folders above it.

    A cache that cannot be written is no reason to fail. Other processes may be putting the same thing
    away: each writes a file of its own and moves it.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        make_folders(path.parent)
        part.write_bytes(data)
        replace(part, path)


@contextmanager
def scratch_folder(files: Mapping[str, bytes], folders: Iterable[str] = ()) -> Iterator[Path]:
    """A folder of the system's for temporary things, with these files and empty folders, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="weekproof-", ignore_cleanup_errors=True) as name:
        for folder in folders:
            make_folders(Path(name, folder))
        for path, data in files.items():
            make_folders(Path(name, path).parent)
            Path(name, path).write_bytes(data)
        yield Path(name)


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
