"""`.weekproof/`, the folder of a repository with our own state, and the locks in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.core import fileops
from generator.core.errors import UserError

STATE = ".weekproof"
_PATIENCE = 10.0  # seconds to wait for one small file
_IGNORE = b"# Made by weekproof; never committed.\n*\n"


@contextmanager
def locked_state(root: Path, lock: str, patience: float) -> Iterator[Path]:
    """Hold the lock of that name in the state folder of `root`, and yield the folder.

    The operating system releases the lock when the process ends. `fileops.Busy` if another process holds it
    for more than `patience` seconds; `UserError` or `OSError` if the folder cannot be made.
    """
    if fileops.root_above(root / STATE) is None:
        fileops.confine(root)
    state = root / STATE
    _prepare(state)
    with fileops.locked(state / lock, patience):
        yield state


def _prepare(state: Path) -> None:
    if state.is_symlink() or (state.exists() and not state.is_dir()):
        raise UserError(f"{state} is not a folder.", hint="Remove it: Weekproof stores its state there.")
    fileops.make_folders(state.parent)
    fileops.make_folder(state)
    ignore = state / ".gitignore"
    if fileops.read_own(ignore) == _IGNORE:
        return
    # Several commands may be the first to come here.
    with fileops.locked(state / "lock", _PATIENCE):
        if fileops.read_own(ignore) != _IGNORE:
            fileops.write_atomic(ignore, _IGNORE)
