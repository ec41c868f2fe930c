"""File system changes: the only module that writes, locks, renames or removes files and folders.

A test checks that. Every function raises `OSError` on failure and leaves no partly written file.

No change follows a link below the root of a repository, because its author could lead us out of it. From
the root on, each folder is opened with O_NOFOLLOW and the change is made relative to the open folder, so a
folder that becomes a link in between has no effect. Links above the root are followed: users keep
repositories where they like. Outside a repository (caches, keys, a file that the user named) the parent
folder may be a link; the last part is never followed.

Windows has no such calls: there each part of the path is checked just before the change.
"""

from __future__ import annotations

import errno
import functools
import os
import stat
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.core.errors import MachineError, UserError

TEMPORARY = ".weekproof-new"
"""Suffix of the temporary files of `write_atomic`; one that is left over is from a crashed run."""

_RENAME_EXCHANGE = 2  # RENAME_EXCHANGE, linux/fs.h
_AS_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
# Enough to act in a folder, also in one that may not be listed.
_WAY = _FOLDER | getattr(os, "O_PATH", 0)
_HAS_FOLDERS_OPEN = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_LOCK_PAUSE_SECONDS = 0.05
_ACCESS_LISTS = ("system.posix_acl_access", "system.posix_acl_default")  # acl(5), on Linux

_roots: set[Path] = set()


class LinkRefused(OSError):  # noqa: N818 - as the system names its own
    """A link stands where a file or a folder of the repository should: it is not followed."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.ELOOP, "a symbolic link is in the way, and links are not followed", str(path))


class Busy(Exception):  # noqa: N818 - no fault of anybody's
    """Another process holds the lock."""


def confine(root: Path) -> None:
    """From now on, in this process, no change at or below `root` follows a link that lies below it."""
    _roots.update((root.absolute(), root.resolve()))


def unconfine(root: Path) -> None:
    """Forget a root of which nothing will be changed any more: a long run meets thousands."""
    _roots.difference_update((root.absolute(), root.resolve()))


def root_above(path: Path) -> Path | None:
    """The innermost root of a repository, among those that were named, that `path` lies below."""
    return next((above for above in path.absolute().parents if above in _roots), None)


def _is_link(about: os.stat_result) -> bool:
    """Whether it is a symbolic link, or one of the other ways of Windows to lead elsewhere."""
    reparse = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)
    return stat.S_ISLNK(about.st_mode) or bool(getattr(about, "st_file_attributes", 0) & reparse)


@contextmanager
def _in_folder_of(path: Path) -> Iterator[tuple[int | None, str]]:
    """The folder that holds `path`, open, and the name in it; on Windows None and the whole path."""
    path = path.absolute()
    if not _HAS_FOLDERS_OPEN:
        at, names = _way_to(path)
        for name in names:
            at /= name
            if _is_link(at.lstat()):
                raise LinkRefused(at)
        yield None, str(path)
        return
    above = os.path.dirname(path)  # noqa: PTH120 - of thousands of files
    handle = _at_hand.get(above)
    if handle is None:
        handle = _opened_folder_of(path)
        if _at_hand.is_open:
            _at_hand.put(above, handle)
    try:
        yield handle, path.name
    except OSError as error:
        if error.filename == path.name:
            error.filename = str(path)
        raise
    finally:
        if not _at_hand.is_open:
            os.close(handle)


def _way_to(path: Path) -> tuple[Path, tuple[str, ...]]:
    """The folder from which on no link is followed to `path`, and the names of those below it on the way."""
    base = root_above(path) or path.parent
    parts = path.relative_to(base).parts
    if ".." in parts:
        raise OSError(errno.EINVAL, "the path leads upwards", str(path))
    return base, parts[:-1]


def _opened_folder_of(path: Path) -> int:
    at, names = _way_to(path)
    handle = os.open(at, _WAY)
    try:
        for name in names:
            at /= name
            handle = _step(handle, name, at)
    except BaseException:
        os.close(handle)
        raise
    return handle


class _AtHand:
    """The folders that were opened last, by path, while many changes are made in the same ones.

    What is done in an open folder is done in that one, wherever its name leads meanwhile.
    """

    def __init__(self) -> None:
        self.is_open = False
        self._handles: dict[str, int] = {}

    def get(self, folder: str) -> int | None:
        return self._handles.get(folder)

    def put(self, folder: str, handle: int) -> None:
        if len(self._handles) >= _MOST_AT_HAND:
            os.close(self._handles.pop(next(iter(self._handles))))
        self._handles[folder] = handle

    def close(self) -> None:
        self.is_open = False
        while self._handles:
            os.close(self._handles.popitem()[1])


_MOST_AT_HAND = 64
_at_hand = _AtHand()


@contextmanager
def folders_at_hand() -> Iterator[None]:
    """Keep folders open from one change to the next: for many changes, none of which moves a folder."""
    _at_hand.is_open = True
    try:
        yield
    finally:
        _at_hand.close()


def _step(handle: int, name: str, path: Path) -> int:
    """The folder `name` of an open folder, open; the other is closed. `path` is for the message."""
    try:
        below = os.open(name, _WAY | os.O_NOFOLLOW, dir_fd=handle)
    except OSError:
        _refuse_link(handle, name, path)
        raise
    # Linux opens a link by itself with O_PATH where the system lacks O_DIRECTORY.
    if not stat.S_ISDIR(os.fstat(below).st_mode):
        os.close(below)
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    os.close(handle)
    return below


def _refuse_link(handle: int | None, name: str, path: Path) -> None:
    """`LinkRefused` where a link has that name; nothing otherwise."""
    with suppress(FileNotFoundError):
        if _is_link(os.stat(name, dir_fd=handle, follow_symlinks=False)):
            raise LinkRefused(path)


def _opened(path: Path, flags: int, mode: int = 0o666) -> int:
    """A regular file, open; never a link, never a pipe that one would wait for."""
    with _in_folder_of(path) as (folder, name):
        if not _HAS_FOLDERS_OPEN:
            _refuse_link(None, name, path)
        try:
            handle = os.open(name, flags | _AS_IS | getattr(os, "O_NONBLOCK", 0), mode, dir_fd=folder)
        except OSError:
            _refuse_link(folder, name, path)
            raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "it is not a regular file", str(path))
    return handle


def read_own(path: Path, size: int = -1) -> bytes | None:
    """What a file of ours holds, or its first bytes; None where there is none.

    `OSError` for a link, a pipe and the like.
    """
    try:
        handle = _opened(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as file:
        return file.read(size)


def read_limited(file: Path, most: int) -> bytes:
    """The bytes of a file that was named; a `UserError` where it is none, or longer than `most`."""
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    try:
        with file.open("rb") as handle:
            data = handle.read(most + 1)
    except OSError as error:
        raise MachineError(f"{file} could not be read: {error.strerror}.") from None
    if len(data) > most:
        raise UserError(f"{file} is too large for what is needed here.")
    return data


@contextmanager
def locked(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock file `path`; `Busy` where another process holds it for longer than `patience` seconds.

    The lock is the operating system's, so it ends with the process, however that ends. The file stays,
    and nothing is ever written into it.
    """
    handle = _opened(path, os.O_RDWR | os.O_CREAT)
    try:
        until = time.monotonic() + patience
        while not _lock(handle):
            if time.monotonic() > until:
                raise Busy
            time.sleep(_LOCK_PAUSE_SECONDS)
        yield
    finally:
        os.close(handle)  # which ends the lock


def _lock(handle: int) -> bool:
    """Take the lock of an open file if nobody holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True


def make_folder(path: Path, like: Path | None = None) -> None:
    """Make one folder, and nothing if it is there; with the access of `like` where that exists."""
    with _in_folder_of(path) as (folder, name):
        try:
            os.mkdir(name, dir_fd=folder)
        except FileExistsError:
            about = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if _is_link(about) and root_above(path) is not None:
                raise LinkRefused(path) from None
            if not stat.S_ISDIR(about.st_mode) and not (_is_link(about) and path.is_dir()):
                raise
    if like is not None:
        copy_access(like, path)


def copy_access(source: Path, target: Path) -> None:
    """Give `target` the owner, permissions and access lists of `source`; do nothing if that is missing.

    Only as far as the system lets us: a user cannot give a file to somebody else. Then no right of the former
    owner goes to the new one unseen: set-user-id and the like are left out. A folder stays one that its owner
    can change.
    """
    try:
        with _opened_to_look(source) as model:
            about = os.fstat(model)
            lists = _access_lists(model)
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError:  # it may not be opened for reading, by us or at all
        with _in_folder_of(source) as (folder, name):
            about, lists = os.stat(name, dir_fd=folder, follow_symlinks=False), {}
    if _is_link(about):
        return
    mode = stat.S_IMODE(about.st_mode)
    if stat.S_ISDIR(about.st_mode):
        mode |= stat.S_IRWXU
    if not _HAS_FOLDERS_OPEN:
        target.chmod(mode)
        return
    with _opened_to_look(target) as handle:
        mine = os.fstat(handle)
        if (mine.st_uid, mine.st_gid) != (about.st_uid, about.st_gid):
            try:
                os.fchown(handle, about.st_uid, about.st_gid)
            except PermissionError:
                mode &= 0o777
        os.fchmod(handle, mode)
        for name, value in lists.items():
            with suppress(OSError):
                os.setxattr(handle, name, value)


@contextmanager
def _opened_to_look(path: Path) -> Iterator[int]:
    """A file or folder itself, open for nothing but its attributes."""
    if not _HAS_FOLDERS_OPEN:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))
    with _in_folder_of(path) as (folder, name):
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    try:
        yield handle
    finally:
        os.close(handle)


def _access_lists(handle: int) -> dict[str, bytes]:
    """The POSIX access control lists of what is open, as the system keeps them."""
    found: dict[str, bytes] = {}
    for name in _ACCESS_LISTS if hasattr(os, "getxattr") else ():
        with suppress(OSError):
            found[name] = os.getxattr(handle, name)
    return found


def _set_mode(path: Path, mode: int) -> None:
    """Give a file or folder of ours its permissions, whatever the umask."""
    if not _HAS_FOLDERS_OPEN:
        path.chmod(mode)
        return
    with _in_folder_of(path) as (folder, name):
        handle = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    try:
        os.fchmod(handle, mode)
    finally:
        os.close(handle)


def make_folders(path: Path) -> None:
    """Make a folder and those above it, and nothing where they are there."""
    base = root_above(path)
    if base is None:
        path.mkdir(parents=True, exist_ok=True)
        return
    at = base
    for part in path.absolute().relative_to(base).parts:
        at /= part
        make_folder(at)


def write_new(path: Path, data: bytes, mode: int = 0o666, *, is_lasting: bool = True) -> None:
    """Write a file that does not exist yet, if `is_lasting` down to the disk.

    `mode` is subject to the umask. A `FileExistsError` where anything has that name, a link that leads
    nowhere too.
    """
    with _in_folder_of(path) as (folder, name):
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IS, mode, dir_fd=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                if is_lasting:
                    file.flush()
                    os.fsync(handle)
        except BaseException:
            with suppress(OSError):
                os.unlink(name, dir_fd=folder)
            raise


def write_atomic(
    path: Path,
    data: bytes,
    *,
    mode: int | None = None,
    like: Path | None = None,
    before: Callable[[], None] | None = None,
) -> None:
    """Make the file `path` hold `data`, in one step; whatever fails, it is as it was.

    A link at `path` is replaced, not followed. `mode` sets the permissions and ignores the umask, `like` is a
    file whose owner and permissions it gets; without either it is as any new file. `before` is called just
    before the replacement and can stop it by raising.
    """
    fresh = path.with_name(f".{path.name}{TEMPORARY}")
    remove_file(fresh)
    try:
        write_new(fresh, data, 0o600 if like else 0o666 if mode is None else mode)
        if mode is not None:
            _set_mode(fresh, mode)
        if like is not None:
            copy_access(like, fresh)
        if before is not None:
            before()
        replace(fresh, path)
    finally:
        with suppress(OSError):
            remove_file(fresh)


def private_folder(path: Path) -> None:
    """Make a folder that only this user can use, with those above it; `OSError` where it is somebody else's.

    The last part may be a link: users keep such folders on other disks.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    about = path.stat()
    if not stat.S_ISDIR(about.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    _keep_private(path.resolve(), about)


def private_file(path: Path, data: bytes) -> bool:
    """Make `path` a file with `data` that only this user can use, unless there is a file; whether there was.

    A link, a pipe or the like under that name is removed first. `OSError` for a folder and for a file of
    somebody else.
    """
    there = clear_way(path)
    if not there:
        with suppress(FileExistsError):  # another process was quicker
            write_new(path, data, 0o600, is_lasting=False)
    _keep_private(path, path.lstat())
    return there


def clear_way(path: Path) -> bool:
    """Remove what has this name and is neither file nor folder; whether a file is there."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return False
    if stat.S_ISDIR(about.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if stat.S_ISREG(about.st_mode):
        return True
    remove_file(path)
    return False


def _keep_private(path: Path, about: os.stat_result) -> None:
    """Take all others' permissions away. `PermissionError` where it is another user's."""
    if not hasattr(os, "geteuid"):
        return
    if about.st_uid != os.geteuid():
        raise PermissionError(errno.EPERM, "it belongs to another user", str(path))
    if about.st_mode & 0o077:
        _set_mode(path, stat.S_IMODE(about.st_mode) & 0o700)


_SCRATCH = "weekproof-"
_IN_USE = ".weekproof-in-use"
_NEW_SECONDS = 60


@contextmanager
def scratch_folder(files: Mapping[str, bytes], folders: Iterable[str] = ()) -> Iterator[Path]:
    """A folder of the system's for temporary things, with these files and empty folders, gone afterwards.

    A file in it is locked as long as the folder is in use. So what a killed run left behind is known and
    removed by the next run.
    """
    import tempfile

    remove_left_over(Path(tempfile.gettempdir()))
    with (
        tempfile.TemporaryDirectory(prefix=_SCRATCH, ignore_cleanup_errors=True) as name,
        locked(Path(name, _IN_USE), 0),
    ):
        for folder in folders:
            make_folders(Path(name, folder))
        for path, data in files.items():
            make_folders(Path(name, path).parent)
            Path(name, path).write_bytes(data)
        yield Path(name)


class Spool:
    """Bytes that are put aside, in a file of the system's that has no name and is gone with the process.

    The first megabytes stay in memory; all do where there is no room on the disk.
    """

    def __init__(self) -> None:
        import tempfile

        self._file = tempfile.SpooledTemporaryFile(_SPOOLED)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._lock = threading.Lock()
        self._end = 0

    def put(self, data: bytes) -> Callable[[], bytes]:
        """Put bytes aside; the function reads them again."""
        with self._lock:
            at = self._end
            try:
                self._file.seek(at)
                self._file.write(data)
                self._file.flush()
            except OSError:
                return lambda: data
            self._end = at + len(data)
        return functools.partial(self._read, at, len(data))

    def _read(self, at: int, size: int) -> bytes:
        with self._lock:
            self._file.seek(at)
            return self._file.read(size)


_SPOOLED = 8_000_000


@functools.cache
def remove_left_over(folder: Path) -> None:
    """Remove the scratch folders of killed runs; once in this process, until `cache_clear`."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_SCRATCH) and entry.is_dir(follow_symlinks=False):
                with suppress(OSError, Busy):
                    _remove_left_over(Path(entry.path))


def _remove_left_over(scratch: Path) -> None:
    mark = scratch / _IN_USE
    for path in (scratch, mark):
        about = path.lstat()
        if hasattr(os, "geteuid") and about.st_uid != os.geteuid():
            return
    if not stat.S_ISREG(about.st_mode) or abs(time.time() - about.st_mtime) < _NEW_SECONDS:
        return  # a run that has just begun may not have locked it yet
    with locked(mark, 0):
        if _HAS_FOLDERS_OPEN:
            remove_tree(scratch)
            return
    remove_tree(scratch)  # Windows removes no open file


def link(source: Path, target: Path) -> None:
    """The same file under a second name, with its times; a copy where the disk knows no links."""
    with _in_folder_of(source) as (there, old), _in_folder_of(target) as (here, new):
        try:
            os.link(old, new, src_dir_fd=there, dst_dir_fd=here, follow_symlinks=False)
            return
        except FileExistsError:
            raise
        except (OSError, NotImplementedError):
            about = os.stat(old, dir_fd=there, follow_symlinks=False)
            if not stat.S_ISLNK(about.st_mode) and not stat.S_ISREG(about.st_mode):
                raise
        if stat.S_ISLNK(about.st_mode):
            os.symlink(os.readlink(old, dir_fd=there), new, dir_fd=here)
            return
    _copy(source, target, about)


def _copy(source: Path, target: Path, about: os.stat_result) -> None:
    """A file's bytes, permissions and times under a name that is free."""
    import shutil

    mode = stat.S_IMODE(about.st_mode)
    with (
        os.fdopen(_opened(source, os.O_RDONLY), "rb") as old,
        os.fdopen(_opened(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as new,
    ):
        shutil.copyfileobj(old, new)
        new.flush()
        if hasattr(os, "fchmod"):
            os.fchmod(new.fileno(), mode)
        if os.utime in os.supports_fd:
            os.utime(new.fileno(), ns=(about.st_atime_ns, about.st_mtime_ns))
    if os.utime not in os.supports_fd:
        os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))


def rename(source: Path, target: Path) -> None:
    """Move a folder or a file to a name that is free."""
    with _in_folder_of(source) as (there, old), _in_folder_of(target) as (here, new):
        os.rename(old, new, src_dir_fd=there, dst_dir_fd=here)


def replace(source: Path, target: Path) -> None:
    """Move a file over another in one step."""
    with _in_folder_of(source) as (there, old), _in_folder_of(target) as (here, new):
        os.replace(old, new, src_dir_fd=there, dst_dir_fd=here)


def exchange(first: Path, second: Path) -> bool:
    """Swap two folders atomically. False if the system cannot; then nothing has changed."""
    if sys.platform != "linux":
        return False
    import ctypes

    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    with _in_folder_of(first) as (there, old), _in_folder_of(second) as (here, new):
        return bool(renameat2(there, os.fsencode(old), here, os.fsencode(new), _RENAME_EXCHANGE) == 0)


def sync_folder(folder: Path) -> None:
    """Sync a folder's entries to disk (POSIX only)."""
    if os.name != "posix":
        return
    with _in_folder_of(folder) as (above, name):
        handle = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=above)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_new(folder: Path, files: Iterable[str], folders: Iterable[Path]) -> None:
    """Bring files that were written into `folder`, and the entries of `folders` in it, down to the disk.

    Where the system can, its whole file system at once: that is much quicker than one file after another.
    """
    if _sync_file_system(folder):
        return
    for name in files:
        handle = _opened(folder / name, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    for below in folders:
        sync_folder(folder / below)


def _sync_file_system(folder: Path) -> bool:
    """Sync the file system that a folder is on (Linux only). False if the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return False
    with _in_folder_of(folder) as (above, name):
        handle = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=above)
    try:
        if syncfs(handle) == 0:
            return True
        error = ctypes.get_errno()
    finally:
        os.close(handle)
    if error in (errno.EIO, errno.ENOSPC, errno.EDQUOT):
        raise OSError(error, os.strerror(error), str(folder))
    return False  # this system, or a sandbox, does not let us


def remove_file(path: Path) -> None:
    """Remove a file, and nothing if it is gone. A link is removed, not what it leads to."""
    with suppress(FileNotFoundError), _in_folder_of(path) as (folder, name):
        os.unlink(name, dir_fd=folder)


def remove_folder(path: Path) -> None:
    """Remove an empty folder."""
    with _in_folder_of(path) as (folder, name):
        os.rmdir(name, dir_fd=folder)


def remove_tree(path: Path) -> None:
    """Remove a folder with all that is in it; links are removed, not followed."""
    import shutil

    with _in_folder_of(path) as (folder, name):
        about = os.stat(name, dir_fd=folder, follow_symlinks=False)
        if not stat.S_ISDIR(about.st_mode) or _is_link(about):  # rmtree would wait for a pipe's other end
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        shutil.rmtree(name, dir_fd=folder)
