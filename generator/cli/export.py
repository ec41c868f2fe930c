"""`weekproof export`: what the coach may see, as one file for a spreadsheet, calendar or address book."""

from __future__ import annotations

from pathlib import Path

from generator.cli.findings import print_findings
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reporters.registry import Output


def export(name: str, request: Request, output: Output, file: Path | None) -> int:
    """Write the export; 0, or 2 with the findings where there was nothing to judge.

    Failing weeks are exported like any others: they are what people want to talk about.
    """
    judged, written = run.export(request, name, file)
    if written is None:
        print_findings(judged.diagnostics, 2, output)
        return 2
    if output.is_text:
        output.echo(f"Written: {_shown(written, request, output)} (private)")
    return 0


def _shown(file: Path, request: Request, output: Output) -> str:
    """Where the file is; its name alone where strangers may be listening."""
    if output.redact:
        return file.name
    return file.relative_to(request.root).as_posix() if file.is_relative_to(request.root) else str(file)
