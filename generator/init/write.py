"""New files → disk. What is there stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.init.files import SETTINGS
from generator.source.files import path_exists


class Placed(NamedTuple):
    """The paths that were written, and those that were there already."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def refuse_started(root: Path) -> None:
    """A `UserError` where a graduate's repository stands already, or the folder is no folder."""
    if root.exists() and not root.is_dir():
        raise UserError(f"{root} is a file.", hint="Name a folder.")
    if path_exists(root, SETTINGS):
        raise UserError(
            f"There is already a {SETTINGS} in {root}, so nothing was written.",
            hint="Go on with `weekproof check`, or name another folder: weekproof init FOLDER",
        )


def write_files(root: Path, files: Mapping[str, bytes]) -> Placed:
    """Write each file where none is. Folders on the way that are links are not followed: a `UserError`."""
    written: list[str] = []
    kept: list[str] = []
    for path, data in files.items():
        (written if _write_new(root, path, data) else kept).append(path)
    return Placed(tuple(written), tuple(kept))


def _write_new(root: Path, path: str, data: bytes) -> bool:
    file = root / path
    try:
        _make_folders(root, path)
        fileops.write_new(file, data)
    except FileExistsError:
        return False
    except OSError as error:
        raise MachineError(f"{path} could not be written: {error.strerror or 'no reason given'}.") from error
    return True


def _make_folders(root: Path, path: str) -> None:
    fileops.make_folders(root)
    at = root
    for part in path.split("/")[:-1]:
        at = at / part
        if at.is_symlink() or (at.exists() and not at.is_dir()):
            shown = at.relative_to(root).as_posix()
            raise UserError(f"{shown} is no folder of its own.", hint="Move it away, then try again.")
        fileops.make_folder(at)
