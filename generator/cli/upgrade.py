"""`weekproof upgrade`: update the files that `init` wrote to this version. Content is never changed."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import ROOT, asked, output
from generator.core.errors import UserError
from generator.core.version import VERSION
from generator.init.migrations import MIGRATIONS, changes
from generator.init.template import SETTINGS
from generator.source.files import path_exists
from generator.writing import editable_file


@click.command()
@ROOT
@click.option("--check", is_flag=True, help="Show what would change; change nothing.")
def upgrade(root: Path, check: bool) -> int:
    """Update the files that `init` wrote to this version; your records and posts are not changed."""
    root, out = root.absolute(), output(asked(root))
    if not path_exists(root, SETTINGS):
        raise UserError(f"There is no {SETTINGS} in this folder.", hint="Name the folder with --root.")
    count = 0
    for migration in MIGRATIONS:
        for change in changes(root, migration):
            if change.diagnostics:
                raise UserError(
                    f"{change.file.path}: {change.diagnostics[0].message}", hint=change.diagnostics[0].hint
                )
            count += 1
            out.echo(f"{migration.name}: {change.file.path}: {migration.what}.")
            if not check:
                editable_file.save(root, change.file, change.text)
    if not count:
        out.echo(f"Everything is up to date with Weekproof {VERSION}.")
    elif check:
        out.echo("Nothing was changed. To make these changes: weekproof upgrade")
    else:
        out.echo("Done. Review it with `git diff`, then commit.")
    return int(check and count > 0)
