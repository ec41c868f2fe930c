"""The lock that lets one build write at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.publish.folders import STATE

_PATIENCE = 2.0  # seconds to wait for another build
_IGNORE = b"# Made by weekproof; never committed.\n*\n"


@contextmanager
def held(folder: Path) -> Iterator[Path]:
    """Hold the lock for `folder`, and yield the folder beside it where we keep state.

    The operating system releases the lock when the process ends. Raises `MachineError` if another build
    holds it for more than two seconds.
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
            hint="Wait until it has finished, then build again. Nothing was changed.",
        ) from None


def _prepare(state: Path) -> None:
    if state.is_symlink() or (state.exists() and not state.is_dir()):
        raise UserError(f"{state} is not a folder.", hint="Remove it: Weekproof stores its state there.")
    fileops.make_folders(state.parent)
    fileops.make_folder(state)
    ignore = state / ".gitignore"
    if fileops.read_own(ignore) != _IGNORE:
        fileops.write_atomic(ignore, _IGNORE)
