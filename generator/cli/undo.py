"""`weekproof undo`: take back the latest change that a command of ours made to the graduate's files."""

from __future__ import annotations

import difflib
from pathlib import Path

import click

from generator.cli.options import ROOT, asked, output, request
from generator.core import fileops
from generator.core.diagnostics import public_path
from generator.core.errors import UserError
from generator.reporters.escape import printable
from generator.writing import editable_file


@click.command()
@ROOT
def undo(root: Path) -> int:
    """Take back the latest change that a command made to your files.

    That is a change by `new`, `done`, `sync` or the desk. Only that one, and only while the file is
    still as the command left it.
    """
    options = asked(root)
    wanted, out = request(options), output(options)
    change = editable_file.last_change(wanted.root)
    if change is None:
        raise UserError(
            "There is nothing to undo.",
            hint="The file has been changed since, or nothing was written. Older versions are in git.",
        )
    written = fileops.read_own(wanted.root / change.path) or b""
    editable_file.undo(wanted.root, change)
    path = public_path(change.path) if out.redact else change.path
    out.echo(f"{path} is {'removed' if change.before is None else 'as it was before'}.")
    if not out.redact:
        was, now = (data.decode("utf-8", "replace").splitlines() for data in (written, change.before or b""))
        for line in difflib.ndiff(was, now):
            if line.startswith(("+ ", "- ")):
                out.echo(f"  {printable(line)}")
    return 0
