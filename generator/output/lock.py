"""One build at a time, and machine failures in plain words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.faults import Fault, MachineFault
from generator.output import disk
from generator.output.folders import STATE

_PATIENCE = 2.0  # seconds
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_IGNORE = b"# Made by weekproof; never committed.\n*\n"


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """Hold the lock of the folder beside `folder` that keeps our state, and give that folder.

    The lock is the operating system's, so it ends with the process, however that ends. Raises
    `MachineFault` where another build holds it for longer than two seconds.
    """
    from filelock import FileLock, Timeout

    state = folder.parent / STATE
    _prepare(state)
    lock = FileLock(state / "lock", timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise MachineFault(
            f"Another build is writing to {folder.parent}.",
            hint="Wait until it is done, then build again. Nothing was changed.",
        ) from None
    try:
        yield state
    finally:
        lock.release()


def _prepare(state: Path) -> None:
    if state.is_symlink() or (state.exists() and not state.is_dir()):
        raise Fault(f"{state} is not a folder.", hint="Remove it: the generator keeps its notes there.")
    state.parent.mkdir(parents=True, exist_ok=True)
    disk.make_folder(state)
    ignore = state / ".gitignore"
    if not ignore.is_file() or ignore.read_bytes() != _IGNORE:
        ignore.write_bytes(_IGNORE)


@contextmanager
def plainly(what: str) -> Iterator[None]:
    """Turn what the operating system refuses into a `MachineFault` about `what` ("the site")."""
    try:
        yield
    except OSError as error:
        raise MachineFault(
            f"{what.capitalize()} could not be written: {_cause(error)}.",
            hint="What was there before is as it was. Mend this, then try again.",
        ) from error


def _cause(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full"
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in _FORBIDDEN:
        return f"there is no permission to write there{place}"
    return f"{error.strerror or error}{place}"
