"""Write new files; existing ones are never changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.init.template import SETTINGS
from generator.source.files import path_exists


class Placed(NamedTuple):
    """The paths that were written, and those that existed already."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def refuse_started(root: Path) -> None:
    """Raise `UserError` if the folder already holds a graduate's repository, or is not a folder."""
    if root.exists() and not root.is_dir():
        raise UserError(f"{root} is a file.", hint="Name a folder.")
    if path_exists(root, SETTINGS):
        raise UserError(
            f"{root} already has a {SETTINGS}; nothing was written.",
            hint="Continue with `weekproof check`, or name another folder: weekproof init FOLDER",
        )


def refuse_inside(root: Path) -> None:
    """Raise `UserError` if the folder would be part of another git repository, as of Weekproof's own.

    Whoever can read that repository could read the people in the records.
    """
    root = root.resolve()
    other = next((folder for folder in root.parents if (folder / ".git").exists()), None)
    if other is not None and not (root / ".git").exists():
        hint = "Your records would be committed there. Name a folder outside it: weekproof init ~/"
        raise UserError(f"{root} is inside another git repository, {other}.", hint=hint + root.name)


def write_files(root: Path, files: Mapping[str, bytes]) -> Placed:
    """Write the files that do not exist yet. Raises `UserError` if a folder on the way is a symbolic link."""
    fileops.confine(root)
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
    folder = root
    for part in path.split("/")[:-1]:
        folder = folder / part
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            name = folder.relative_to(root).as_posix()
            raise UserError(
                f"{name} is a link or a file, not a folder.", hint="Move it away, then try again."
            )
        fileops.make_folder(folder)
