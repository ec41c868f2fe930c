"""File system changes: the only module that writes, renames or removes files and folders (a test checks).

Every function raises `OSError` on failure and leaves no partly written file.
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
"""Suffix of the temporary files of `write_atomic`; one that is left over is from a crashed run."""

_RENAME_EXCHANGE = 2  # RENAME_EXCHANGE, linux/fs.h
_AT_FDCWD = -100  # AT_FDCWD: paths are relative to the working directory


def make_folder(path: Path, like: Path | None = None) -> None:
    """Create one folder if it is missing; copy the permissions of `like` if that exists."""
    path.mkdir(exist_ok=True)
    if like is not None and like.is_dir():
        path.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IRWXU)


def make_folders(path: Path) -> None:
    """Create a folder and its parents if they are missing."""
    path.mkdir(parents=True, exist_ok=True)


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a new file and sync it to disk; `mode` is subject to the umask.

    Raises `FileExistsError` if anything has that name, even a broken link.
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
    """Replace the content of `path` in one step; on failure it is unchanged.

    A link at `path` is replaced, not followed. `mode` sets the permissions and ignores the umask; without
    it they are those of any new file. `before` is called just before the replacement and can stop it by
    raising.
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
    """Write a cache entry and its parent folders, ignoring failures: it can be computed again.

    Safe against other processes that write the same entry: each writes its own file, then renames it.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with suppress(OSError):
        make_folders(path.parent)
        part.write_bytes(data)
        replace(part, path)


@contextmanager
def scratch_folder(files: Mapping[str, bytes], folders: Iterable[str] = ()) -> Iterator[Path]:
    """Create a temporary folder with these files and empty folders; remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="weekproof-", ignore_cleanup_errors=True) as name:
        for folder in folders:
            make_folders(Path(name, folder))
        for path, data in files.items():
            make_folders(Path(name, path).parent)
            Path(name, path).write_bytes(data)
        yield Path(name)


def link(source: Path, target: Path) -> None:
    """Hard-link `source` as `target`; copy it, with its times, if the disk does not support links."""
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):
        if os.path.lexists(target) or not (source.is_symlink() or source.is_file()):
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def rename(source: Path, target: Path) -> None:
    """Move a file or folder to an unused name."""
    source.rename(target)


def replace(source: Path, target: Path) -> None:
    """Move a file over another atomically."""
    source.replace(target)


def exchange(first: Path, second: Path) -> bool:
    """Swap two folders atomically. False if the system cannot; then nothing has changed."""
    if sys.platform != "linux":
        return False
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    paths = _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second)
    return bool(renameat2(*paths, _RENAME_EXCHANGE) == 0)


def sync_folder(folder: Path) -> None:
    """Sync a folder's entries to disk (POSIX only)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_file(path: Path) -> None:
    """Remove a file if it exists."""
    path.unlink(missing_ok=True)


def remove_folder(path: Path) -> None:
    """Remove an empty folder."""
    path.rmdir()


def remove_tree(path: Path) -> None:
    """Remove a folder and its content; links are removed, not followed."""
    shutil.rmtree(path)
