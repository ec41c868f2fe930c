"""The move: everything is staged beside the folder, then the two change places.

Whatever happens in between (a full disk, a killed process), the folder is either as it was or as it
shall be, and the next run clears away what is left. Only where the system does not let a folder be
renamed are files replaced one by one; a run that dies there leaves a mixed folder, which the next
run mends.
"""

from __future__ import annotations

import os
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from generator.core import fileops
from generator.publish import manifest
from generator.publish.folders import listing
from generator.publish.in_place import replace_each
from generator.publish.plan import Plan, parents


def recover(folder: Path, state: Path) -> None:
    """Clear away what a run that died has left, and put the former folder back if none is there."""
    staged, former = _beside(folder, state)
    for left in (staged, former):
        if left.is_symlink():
            fileops.remove_file(left)
    if former.is_dir() and not os.path.lexists(folder):
        fileops.rename(former, folder)
    elif former.is_dir():
        _bring_over(former, folder, manifest.noted(state, folder) or frozenset())
        fileops.remove_tree(former)
    if staged.is_dir():
        fileops.remove_tree(staged)


def place(plan: Plan, state: Path) -> bool:
    """Make `plan.folder` what the plan says. Raises `OSError`; then the folder is as it was.

    False where the folder stands but what it was before could not be cleared away: then the next
    run does that, and needs to know until then which of it was ours.
    """
    staged, former = _beside(plan.folder, state)
    try:
        _stage(plan, staged)
        left = _move(plan, staged, former)
    except BaseException:
        with suppress(OSError):
            fileops.remove_tree(staged)
        raise
    with suppress(OSError):
        if left is not None:
            _bring_over(left, plan.folder, plan.seen | plan.files.keys())
            fileops.remove_tree(left)
        return True
    return False


def _beside(folder: Path, state: Path) -> tuple[Path, Path]:
    """Where the next and the former content of `folder` lie while it is changed."""
    return state / f"{folder.name}.new", state / f"{folder.name}.old"


def _stage(plan: Plan, staged: Path) -> None:
    """The whole of the folder as it shall be. What stays is linked, so it keeps its times."""
    kept = (*plan.same, *plan.foreign)
    folders = parents((*plan.files, *plan.foreign)) | {p[:-1] for p in plan.foreign if p.endswith("/")}
    made = [Path(), *map(Path, sorted(folders))]
    for folder in made:
        fileops.make_folder(staged / folder, like=plan.folder / folder)
    for path in plan.fresh:
        fileops.write_new(staged / path, plan.files[path])
    for path in kept:
        if not path.endswith("/"):
            fileops.link(plan.folder / path, staged / path)
    for folder in made:
        fileops.sync_folder(staged / folder)


def _move(plan: Plan, staged: Path, former: Path) -> Path | None:
    """Bring the staged folder into its place; gives the folder that is left over, if one is."""
    if not os.path.lexists(plan.folder):
        fileops.rename(staged, plan.folder)
        return None
    if fileops.exchange(staged, plan.folder):
        return staged
    try:
        _rename_both(staged, plan.folder, former)
    except OSError:
        if not plan.folder.is_dir():
            raise
        replace_each(plan, staged)
        return staged
    return former


def _rename_both(staged: Path, folder: Path, former: Path) -> None:
    fileops.rename(folder, former)
    try:
        fileops.rename(staged, folder)
    except BaseException:
        fileops.rename(former, folder)
        raise


def _bring_over(left: Path, folder: Path, known: Container[str]) -> None:
    """Move what somebody has put into the leftover folder meanwhile to where they wanted it."""
    for path in listing(left):
        target = folder / path
        if path in known or path.endswith((fileops.TEMPORARY, "/")) or os.path.lexists(target):
            continue
        for above in sorted(parents((path,))):
            fileops.make_folder(folder / above)
        fileops.rename(left / path, target)
