"""Write a private file, such as an export, to a path that the user chose."""

from __future__ import annotations

import os
from pathlib import Path

from generator.core import fileops
from generator.core.errors import UserError, machine_errors
from generator.publish.folders import absolute, holds, refuse_sources
from generator.publish.manifest import is_site
from generator.publish.publish import write_report


def write_private(data: bytes, file: Path, report: Path, published: Path) -> None:
    """Write `data` to `file`, replacing it in one step.

    Its folder must exist, unless it is that of the `report`, which is created so that git ignores it. Raises
    `UserError` if a private file must not be there, above all in the `published` folder or in any other site
    of ours, and `MachineError` if the disk fails; the file is then unchanged.
    """
    file = absolute(file)
    refuse_sources(file, "export")
    with machine_errors("the export"):
        _refuse_published(file, published)
        if file.is_dir() and not file.is_symlink():
            raise UserError(f"{file} is a folder.", hint="Use a file name.")
        if file.parent == absolute(report) and not report.exists():
            write_report({}, report, published)
        if not file.parent.is_dir():
            raise UserError(f"There is no folder {file.parent}.", hint="Create it first, or use another.")
        fileops.write_atomic(file, data)


def _refuse_published(file: Path, published: Path) -> None:
    inside = holds(Path(os.path.realpath(published)), file)
    site = published if inside else next((above for above in file.parents if is_site(above)), None)
    if site is not None:
        raise UserError(
            f"The export cannot be written to {file}: the export is private, and {site} is published.",
            hint="Use a folder that is not published.",
        )
