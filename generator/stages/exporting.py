"""Export: the verdict of a run as one file of another program's."""

from __future__ import annotations

from pathlib import Path

from generator.exchange.table import Export, export_named
from generator.faults import Fault
from generator.run import Judged, Request
from generator.stages.briefing import report_on
from generator.stages.exposure import is_exposed


def choose(name: str, file: Path | None, request: Request) -> tuple[Export, Path]:
    """The format called `name`, and where its file goes: into the report's folder if `file` is None.

    Raises `Fault` where strangers can read the repository, the library is missing, or `file` is
    named as something else.
    """
    if is_exposed(request):
        raise Fault(
            "This repository is public, and an export is private.",
            hint="Export from a private one. For a sample with made-up people: --private-repository.",
        )
    export = export_named(name)
    if file is None:
        return export, request.report_folder / export.file
    if file.suffix.casefold() != export.ending:
        raise Fault(f"{file.name} does not end with {export.ending}.", hint=f"Such as {export.file}.")
    return export, file.absolute()


def make(export: Export, judged: Judged) -> bytes | None:
    """The file, or None where there was nothing to judge."""
    verdict = judged.verdict
    return None if verdict is None else export.maker()(report_on(verdict, judged.found))
