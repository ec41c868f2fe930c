"""Write the site and the report to disk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.core import fileops
from generator.core.errors import MachineError, machine_errors
from generator.core.report_files import BUILD_FILES, EXPORT_FILES, PAGE
from generator.core.state import locked_state
from generator.publish.folders import absolute, refuse_overlap, refuse_strangers, refuse_unsafe
from generator.publish.gate import CheckedSite
from generator.publish.manifest import note, noted, recognised
from generator.publish.plan import Plan, Published, compare, parents
from generator.publish.replace_files import replace_each
from generator.publish.swap import place, recover
from generator.site.files import RenderedFile

_IGNORE = b"# The coach's report is private: never commit it, never publish it.\n*\n"
_PATIENCE = 2.0  # seconds to wait for another build


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Let nobody else write to `folder`, and yield the folder beside it where we keep state.

    Raises `MachineError` if another build is writing for more than two seconds.
    """
    try:
        with locked_state(folder.parent, "lock", _PATIENCE) as state:
            yield state
    except fileops.Busy:
        raise MachineError(
            f"Another build is writing to {folder.parent}.",
            hint="Wait until it has finished, then build again. Nothing was changed.",
        ) from None


def publish(site: CheckedSite, folder: Path, *, adopt: bool = True) -> Published:
    """Make `folder` contain this site, in one move; write nothing if it does already.

    Files that are not ours stay. Ours are those in the manifest beside the folder
    (`.weekproof/site.manifest.json`). Without a manifest, as in a fresh clone, a folder whose `index.html`
    has our generator mark is a site of ours; in any other folder only files with the same bytes become ours,
    and no other file is overwritten. Unless `adopt`, such a folder has to be empty.

    Raises `UserError` if we may not write to the folder or a file that is not ours is in the way,
    `MachineError` if the disk is full, a permission is missing or another build is running. The folder is
    then unchanged.
    """
    if not isinstance(site, CheckedSite):
        raise TypeError("only a site that has passed the gate is published")
    folder = absolute(folder)
    refuse_unsafe(folder, "site")
    files = site.files
    with machine_errors("the site"), locked(folder) as state:
        recover(folder, state)
        ours = noted(state, folder)
        if ours is None:
            ours = recognised(folder, files)
            if not ours and not adopt:
                refuse_strangers(folder, "site")
        plan = compare(files, folder, ours)
        is_tidy = True
        if not plan.is_done:
            # Whichever of the two folders a killed run leaves, all of its files are known to be ours.
            note(state, folder, ours | files.keys())
            is_tidy = place(plan, state)
        # The site is complete: a manifest that names too many files does no harm.
        with suppress(OSError):
            note(state, folder, files if is_tidy else ours | files.keys())
    return _published(plan)


def _published(plan: Plan) -> Published:
    return Published(
        written=len(plan.fresh),
        unchanged=len(plan.same),
        removed=len(plan.stale),
        kept=sum(not path.endswith("/") for path in plan.foreign),
    )


def write_report(files: Mapping[str, bytes], folder: Path, published: Path, *, adopt: bool = True) -> None:
    """Make `folder` contain the report's `files`, and no older file of ours.

    No file is ever incomplete, and unchanged files are not touched. The folder gets a `.gitignore` that
    excludes all of it from git; without a manifest we recognize the folder by it. Files that are not ours
    stay; exports stay too, unless `files` have no plain page, as where strangers can read the repository.
    Unless `adopt`, a folder that is not ours has to be empty.

    Raises `UserError` if the report must not be there, above all inside the `published` folder or around it,
    or if a file that is not ours is in the way; `MachineError` as `publish` does.
    """
    folder = absolute(folder)
    refuse_overlap(folder, published)
    refuse_unsafe(folder, "report")
    ignore = folder / ".gitignore"
    with machine_errors("the report"), locked(folder) as state:
        staged = state / f"{folder.name}.new"
        _clear(staged)
        ignored = fileops.read_own(ignore)
        is_known = ignored == _IGNORE
        wanted = {path: RenderedFile(data) for path, data in files.items()}
        if ignored is None or is_known:
            wanted[".gitignore"] = RenderedFile(_IGNORE)
        ours = noted(state, folder) or frozenset()
        if not ours and not is_known and not adopt:
            refuse_strangers(folder, "report")
        usual = BUILD_FILES if PAGE in files else BUILD_FILES | set(EXPORT_FILES.values())
        plan = compare(wanted, folder, ours | usual if is_known else ours)
        if not plan.is_done:
            note(state, folder, ours | wanted.keys())
            _replace(plan, staged)
        with suppress(OSError):
            note(state, folder, wanted)


def _clear(staged: Path) -> None:
    if staged.is_symlink() or (staged.exists() and not staged.is_dir()):
        fileops.remove_file(staged)
    elif staged.is_dir():
        fileops.remove_tree(staged)


def _replace(plan: Plan, staged: Path) -> None:
    """Write all fresh files beside the folder first, so that a full disk fails before anything changes."""
    try:
        for folder in (Path(), *map(Path, sorted(parents(plan.fresh)))):
            fileops.make_folder(staged / folder)
        for path in plan.fresh:
            fileops.write_new(staged / path, plan.files[path].data)
            if path in plan.seen:
                fileops.copy_access(plan.folder / path, staged / path)
        fileops.make_folder(plan.folder)
        replace_each(plan, staged)
    finally:
        with suppress(OSError):
            fileops.remove_tree(staged)
