"""The plan for a folder: which files to write, keep and remove."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.core.errors import UserError
from generator.core.fileops import TEMPORARY, read_own
from generator.publish.folders import listing
from generator.site.files import RenderedFile


@dataclass(frozen=True, slots=True)
class Plan:
    """How to make `folder` contain `files`. Paths are relative to it, with `/`, each tuple sorted.

    `fresh` files have to be written, `same` ones exist with the same bytes, `stale` ones are ours and have to
    be removed, `foreign` ones are not ours and stay (empty folders end with `/`). `seen` is everything that
    was there.
    """

    folder: Path
    files: Mapping[str, RenderedFile]
    fresh: tuple[str, ...]
    same: tuple[str, ...]
    stale: tuple[str, ...]
    foreign: tuple[str, ...]
    seen: frozenset[str]

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to write or remove."""
        return not self.fresh and not self.stale and self.folder.is_dir()


def compare(files: Mapping[str, RenderedFile], folder: Path, ours: Collection[str]) -> Plan:
    """The plan. Raises `UserError` if a file of ours would replace one that is not ours."""
    _refuse_stray(files)
    there = listing(folder) if folder.is_dir() else {}
    same = {
        path
        for path, file in files.items()
        if path in there
        and there[path].is_file(follow_symlinks=False)
        and there[path].stat(follow_symlinks=False).st_size == file.size
        and hashlib.sha256(read_own(folder / path) or b"").hexdigest() == file.digest
    }
    mine = {path for path in there if path in ours or path in same or path.endswith(TEMPORARY)}
    foreign = there.keys() - mine
    _refuse_repositories(foreign, folder)
    _refuse_overwriting(files, {path for path in foreign if not path.endswith("/")}, folder)
    filled = {f"{path}/" for path in (*files, *parents(files))}
    return Plan(
        folder=folder,
        files=files,
        fresh=tuple(sorted(files.keys() - same)),
        same=tuple(sorted(same)),
        stale=tuple(sorted(mine - files.keys())),
        foreign=tuple(sorted(foreign - filled)),
        seen=frozenset(there),
    )


def parents(paths: Iterable[str]) -> frozenset[str]:
    """Every folder that the paths need, without the top one."""
    return frozenset(
        str(above) for path in paths for above in PurePosixPath(path.rstrip("/")).parents if str(above) != "."
    )


def _refuse_stray(files: Iterable[str]) -> None:
    for path in files:
        parts = path.split("/")
        if any(part in ("", ".", "..") or "\\" in part or "\0" in part or ":" in part for part in parts):
            raise UserError(f"{path!r} is not a path inside the folder, so it cannot be written.")


def _refuse_repositories(foreign: Iterable[str], folder: Path) -> None:
    inside = min((path for path in foreign if ".git" in path.split("/")), default=None)
    if inside is not None:
        raise UserError(
            f"{folder} contains a git repository ({inside}), so nothing is written there.",
            hint="Use a separate folder for the output.",
        )


def _refuse_overwriting(files: Iterable[str], foreign: Collection[str], folder: Path) -> None:
    folders = parents(foreign)
    for path in sorted(files):
        above = parents((path,)) & set(foreign)
        taken = path if path in foreign or path in folders else min(above, default=None)
        if taken is not None:
            raise UserError(
                f"{folder / taken} was not written by Weekproof, and {path} would replace it.",
                hint="Move it away, or use another folder for the output.",
            )


@dataclass(frozen=True, slots=True)
class Published:
    """The numbers of files written, unchanged, removed, and not ours, so kept."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
