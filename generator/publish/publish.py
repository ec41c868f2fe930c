"""From memory to disk in one move."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from generator.core import fileops
from generator.core.errors import machine_errors
from generator.core.report_files import BUILD_FILES, EXPORT_FILES, PAGE
from generator.publish.folders import absolute, refuse_overlap, refuse_unsafe
from generator.publish.gate import CheckedSite
from generator.publish.in_place import replace_each
from generator.publish.lock import held
from generator.publish.manifest import note, noted, recognised
from generator.publish.plan import Plan, Published, compare, parents
from generator.publish.swap import place, recover

_IGNORE = b"# The coach's report is private: never commit it, never publish it.\n*\n"


def publish(site: CheckedSite, folder: Path) -> Published:
    """Make `folder` hold this site, in one move; where it does so already, write nothing.

    Files in it that are not ours stay. Ours are those that the manifest beside the folder names
    (`.weekproof/site.manifest.json`). Where there is none, as in a fresh clone: a folder whose
    `index.html` has our generator mark is a site of ours; in any other only files that are the
    same byte for byte become ours, and one that differs from a file of ours is never overwritten.

    Raises `UserError` where the folder is none that we may write to or a file of somebody else is in
    the way, `MachineError` where the disk is full, a permission is missing or another build is
    at work. After either the folder is as it was.
    """
    if not isinstance(site, CheckedSite):
        raise TypeError("only a site that has passed the gate is published")
    folder = absolute(folder)
    refuse_unsafe(folder, "site")
    files = {path: file.data for path, file in site.files.items()}
    with machine_errors("the site"), held(folder) as state:
        recover(folder, state)
        ours = noted(state, folder)
        if ours is None:
            ours = recognised(folder, files)
        plan = compare(files, folder, ours)
        is_tidy = True
        if not plan.is_done:
            # Whichever of both a killed run leaves, all of its files are known to be ours.
            note(state, folder, ours | files.keys())
            is_tidy = place(plan, state)
        # The site stands: a note that still names more files than there are does no harm.
        with suppress(OSError):
            note(state, folder, files if is_tidy else ours | files.keys())
    return _told(plan)


def _told(plan: Plan) -> Published:
    return Published(
        written=len(plan.fresh),
        unchanged=len(plan.same),
        removed=len(plan.stale),
        kept=sum(not path.endswith("/") for path in plan.foreign),
    )


def write_report(files: Mapping[str, bytes], folder: Path, published: Path) -> None:
    """Make `folder` hold the report's `files`, and no older file of ours.

    Every file is whole at every moment, and a file that has not changed is not touched. The folder
    gets a `.gitignore` that keeps all of it out of git, by which we also know it again where there
    is no manifest. Files that are not ours stay; exports do too, unless these `files` have no plain
    page, as where strangers can read the repository.

    Raises `UserError` where the folder is no place for it, above all inside the `published` folder or
    around it, and where a file of somebody else is in the way; `MachineError` as `publish` does.
    """
    folder = absolute(folder)
    refuse_overlap(folder, published)
    refuse_unsafe(folder, "report")
    ignore = folder / ".gitignore"
    with machine_errors("the report"), held(folder) as state:
        staged = state / f"{folder.name}.new"
        _clear(staged)
        is_known = ignore.is_file() and ignore.read_bytes() == _IGNORE
        wanted = dict(files) if ignore.exists() and not is_known else {**files, ".gitignore": _IGNORE}
        ours = noted(state, folder) or frozenset()
        usual = BUILD_FILES if PAGE in files else BUILD_FILES | set(EXPORT_FILES.values())
        plan = compare(wanted, folder, ours | usual if is_known else ours)
        if not plan.is_done:
            note(state, folder, ours | wanted.keys())
            _replace(plan, staged)
        with suppress(OSError):
            note(state, folder, wanted)


def _clear(staged: Path) -> None:
    if staged.is_symlink():
        fileops.remove_file(staged)
    elif staged.is_dir():
        fileops.remove_tree(staged)


def _replace(plan: Plan, staged: Path) -> None:
    """Write all fresh files beside the folder first: a full disk is met before anything changes."""
    try:
        for folder in (Path(), *map(Path, sorted(parents(plan.fresh)))):
            fileops.make_folder(staged / folder)
        for path in plan.fresh:
            fileops.write_new(staged / path, plan.files[path])
        fileops.make_folder(plan.folder)
        replace_each(plan, staged)
    finally:
        with suppress(OSError):
            fileops.remove_tree(staged)
