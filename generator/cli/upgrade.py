"""`weekproof upgrade`: what `init` once wrote, brought up to this version. Content is never touched."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import ROOT, asked, output
from generator.core.errors import UserError
from generator.core.version import VERSION
from generator.init.files import SETTINGS
from generator.init.migrations import MIGRATIONS, changes
from generator.source.files import is_there
from generator.writing import files


@click.command()
@ROOT
@click.option("--check", is_flag=True, help="Say what would change, and change nothing.")
def upgrade(root: Path, check: bool) -> int:
    """Bring what `init` wrote up to this version; your records and posts stay as they are."""
    root, out = root.absolute(), output(asked(root))
    if not is_there(root, SETTINGS):
        raise UserError(f"There is no {SETTINGS} in this folder.", hint="Name the folder with --root.")
    count = 0
    for migration in MIGRATIONS:
        for change in changes(root, migration):
            if change.diagnostics:
                raise UserError(
                    f"{change.sheet.path}: {change.diagnostics[0].message}", hint=change.diagnostics[0].hint
                )
            count += 1
            out.echo(f"{migration.name}: {change.sheet.path}: {migration.what}.")
            if not check:
                files.put(root, change.sheet, change.text)
    if not count:
        out.echo(f"Everything is as Weekproof {VERSION} would write it.")
    elif check:
        out.echo("Nothing was changed. To do it: weekproof upgrade")
    else:
        out.echo("Done. Look at it with `git diff`, then commit.")
    return int(check and count > 0)
