"""One private file that somebody asked for, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from generator.core import fileops
from generator.core.errors import UserError, machine_errors
from generator.publish.folders import absolute, holds, refuse_sources
from generator.publish.manifest import is_site
from generator.publish.publish import write_report


def write_private(data: bytes, file: Path, report: Path, published: Path) -> None:
    """Make `file` hold `data`. What stood there before is replaced in one step.

    Its folder must be there, but that of the `report`, which is made in a way that keeps git out.
    Raises `UserError` where it is no place for a private file, above all in the `published` folder or in
    any other that is a site of ours, and `MachineError` where the machine fails; then what was there
    is as it was.
    """
    file = absolute(file)
    refuse_sources(file, "export")
    with machine_errors("the export"):
        _refuse_published(file, published)
        if file.is_dir() and not file.is_symlink():
            raise UserError(f"{file} is a folder.", hint="Name a file.")
        if file.parent == absolute(report) and not report.exists():
            write_report({}, report, published)
        if not file.parent.is_dir():
            raise UserError(f"There is no folder {file.parent}.", hint="Make it first, or name another.")
        fileops.write_atomic(file, data)


def _refuse_published(file: Path, published: Path) -> None:
    inside = holds(published.resolve(), file)
    site = published if inside else next((above for above in file.parents if is_site(above)), None)
    if site is not None:
        raise UserError(
            f"The export cannot be written to {file}: {site} is published, and the export is private.",
            hint="Name a folder that nobody publishes.",
        )
