"""`weekproof export`: what the coach may see, as a file for a spreadsheet, calendar or address book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.findings import print_findings
from generator.cli.options import output, request, shared
from generator.core.report_files import EXPORT_FILES
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reporters.registry import Output


@click.command()
@click.argument("name", metavar="FORMAT", type=click.Choice(tuple(EXPORT_FILES)))
@shared
@click.option(
    "--output", "file", type=click.Path(path_type=Path), help="Where to write the file.  [default: report/]"
)
def export(name: str, file: Path | None, **options: Any) -> int:
    """Write a FORMAT for other programs: workbook (xlsx), what is due (ics), people (vcard). Private."""
    # Failing weeks are exported like any others: they are what people want to talk about.
    wanted, out = request(options), output(options)
    judged, written = run.export(wanted, name, file)
    if written is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    if out.is_text:
        out.echo(f"Written: {_shown(written, wanted, out)} (private)")
    return 0


def _shown(file: Path, request: Request, output: Output) -> str:
    """Where the file is; only its name if strangers may read the output."""
    if output.redact:
        return file.name
    return file.relative_to(request.root).as_posix() if file.is_relative_to(request.root) else str(file)
