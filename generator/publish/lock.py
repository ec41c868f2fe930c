"""One build at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.publish.folders import STATE

_PATIENCE = 2.0  # seconds
_IGNORE = b"# Made by weekproof; never committed.\n*\n"


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """Hold the lock of the folder beside `folder` that keeps our state, and give that folder.

    The lock is the operating system's, so it ends with the process, however that ends. Raises
    `MachineError` where another build holds it for longer than two seconds.
    """
    if fileops.root_above(folder) is None:
        fileops.confine(folder.parent)
    state = folder.parent / STATE
    _prepare(state)
    try:
        with fileops.locked(state / "lock", _PATIENCE):
            yield state
    except fileops.Busy:
        raise MachineError(
            f"Another build is writing to {folder.parent}.",
            hint="Wait until it is done, then build again. Nothing was changed.",
        ) from None


def _prepare(state: Path) -> None:
    if state.is_symlink() or (state.exists() and not state.is_dir()):
        raise UserError(f"{state} is not a folder.", hint="Remove it: the generator keeps its notes there.")
    fileops.make_folders(state.parent)
    fileops.make_folder(state)
    ignore = state / ".gitignore"
    if fileops.read_own(ignore) != _IGNORE:
        fileops.write_atomic(ignore, _IGNORE)
