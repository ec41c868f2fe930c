"""Replace files one by one, for folders that the system does not let us rename."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path

from generator.core import fileops
from generator.publish.plan import Plan, parents


def replace_each(plan: Plan, staged: Path) -> None:
    """Move each fresh file from `staged` to its place, then remove the stale files.

    Pages come after the files that they use, and `index.html` last, so that no reader gets a page whose
    style or image is missing.
    """
    cleared = _remove_blocking(plan)
    for folder in sorted(parents(plan.fresh)):
        fileops.make_folder(plan.folder / folder)
    for path in sorted(plan.fresh, key=_pages_last):
        _move_over(staged / path, plan.folder / path)
    for path in sorted(set(plan.stale) - cleared):
        fileops.remove_file(plan.folder / path)
    _remove_empty(plan)


def _pages_last(path: str) -> tuple[bool, bool, str]:
    return path == "index.html", path.endswith(".html"), path


def _remove_blocking(plan: Plan) -> set[str]:
    """Remove stale files where a folder has to be, and folders where a file has to be."""
    within, fresh = parents(plan.fresh), set(plan.fresh)
    blocking = {path for path in plan.stale if path in within or parents((path,)) & fresh}
    for path in sorted(blocking):
        fileops.remove_file(plan.folder / path)
    for path in plan.fresh:
        target = plan.folder / path
        if target.is_dir() and not target.is_symlink():
            fileops.remove_tree(target)
    return blocking


def _move_over(source: Path, target: Path) -> None:
    try:
        fileops.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        fileops.write_atomic(target, fileops.read_own(source) or b"", like=source)


def _remove_empty(plan: Plan) -> None:
    """Remove the folders that contained only stale files."""
    wanted = parents((*plan.files, *plan.foreign))
    for folder in sorted(parents(plan.stale) - wanted, reverse=True):
        with suppress(OSError):
            fileops.remove_folder(plan.folder / folder)
