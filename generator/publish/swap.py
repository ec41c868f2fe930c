"""Stage the new content beside the folder, then swap the two. A single file is just replaced.

Whatever happens in between (a full disk, a killed process), the folder has either its old or its new content,
and the next run removes what is left over. Only if the system does not let us rename the folder are files
replaced one by one; a run that is killed then leaves a mixed folder, which the next run repairs.
"""

from __future__ import annotations

import os
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from generator.core import fileops
from generator.publish import manifest
from generator.publish.folders import listing
from generator.publish.plan import Plan, parents
from generator.publish.replace_files import replace_each


def recover(folder: Path, state: Path) -> None:
    """Remove what a killed run left over, and restore the former folder if there is no other."""
    staged, former = _beside(folder, state)
    for left in (staged, former):
        if left.is_symlink() or (left.exists() and not left.is_dir()):
            fileops.remove_file(left)
    if former.is_dir() and not os.path.lexists(folder):
        fileops.rename(former, folder)
    elif former.is_dir():
        _move_user_files(former, folder, manifest.noted(state, folder) or frozenset())
        fileops.remove_tree(former)
    if staged.is_dir():
        fileops.remove_tree(staged)


def place(plan: Plan, state: Path) -> bool:
    """Carry out the plan. Raises `OSError`; the folder is then unchanged.

    Returns False if the new folder is in place but the former one could not be removed: the next run does
    that, and until then it needs to know which files were ours.
    """
    staged, former = _beside(plan.folder, state)
    if _replaces_one(plan):
        # Where that fails (a folder that may not be written to), the swap says why, or can do it.
        with suppress(OSError):
            _replace(plan, staged)
            return True
    try:
        with fileops.folders_at_hand():
            _stage(plan, staged)
        left = _move(plan, staged, former)
    except BaseException:
        with suppress(OSError):
            fileops.remove_tree(staged)
        raise
    with suppress(OSError):
        if left is not None:
            _move_user_files(left, plan.folder, plan.seen | plan.files.keys())
            fileops.remove_tree(left)
        return True
    return False


def _beside(folder: Path, state: Path) -> tuple[Path, Path]:
    """The paths of the next and the former content of `folder` during a change."""
    return state / f"{folder.name}.new", state / f"{folder.name}.old"


def _replaces_one(plan: Plan) -> bool:
    """Whether all that changes is what one file holds, such as the page of a post whose text was changed."""
    return len(plan.fresh) == 1 and not plan.stale and plan.seen.issuperset(plan.fresh)


def _replace(plan: Plan, staged: Path) -> None:
    """Put one file in the place of another, which is a change in one step too."""
    (path,) = plan.fresh
    fresh, target = staged / "file", plan.folder / path
    try:
        fileops.make_folder(staged)
        fileops.write_new(fresh, plan.files[path].data)
        fileops.copy_access(target, fresh)
        fileops.replace(fresh, target)
        fileops.sync_folder(target.parent)
    finally:
        fileops.remove_tree(staged)


def _stage(plan: Plan, staged: Path) -> None:
    """Stage the complete new content. Files that stay are linked, so that they keep their times."""
    kept = (*plan.same, *plan.foreign)
    folders = parents((*plan.files, *plan.foreign)) | {p[:-1] for p in plan.foreign if p.endswith("/")}
    created = [Path(), *map(Path, sorted(folders))]
    for folder in created:
        fileops.make_folder(staged / folder, like=plan.folder / folder)
    for path in plan.fresh:
        fileops.write_new(staged / path, plan.files[path].data, is_lasting=False)
        if path in plan.seen:
            fileops.copy_access(plan.folder / path, staged / path)
    for path in kept:
        if not path.endswith("/"):
            fileops.link(plan.folder / path, staged / path)
    fileops.sync_new(staged, plan.fresh, created)


def _move(plan: Plan, staged: Path, former: Path) -> Path | None:
    """Move the staged folder into place; returns the folder that is left over, if any."""
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


def _move_user_files(left: Path, folder: Path, known: Container[str]) -> None:
    """Move files that users added to the old folder during the swap."""
    for path in listing(left):
        target = folder / path
        if path in known or path.endswith((fileops.TEMPORARY, "/")) or os.path.lexists(target):
            continue
        for above in sorted(parents((path,))):
            fileops.make_folder(folder / above)
        fileops.rename(left / path, target)
