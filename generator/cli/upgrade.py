"""`weekproof upgrade`: what `init` once wrote, brought up to this version. Content is never touched."""

from __future__ import annotations

from pathlib import Path

from generator.core.errors import UserError
from generator.core.version import VERSION
from generator.init.migrations import MIGRATIONS, changes
from generator.init.template import SETTINGS
from generator.reporters.registry import Output
from generator.source.files import path_exists
from generator.writing import files


def upgrade(root: Path, output: Output, *, check: bool) -> int:
    """Run every migration, in the table's order; 0. With `check` nothing is written, and 1 says: do it."""
    if not path_exists(root, SETTINGS):
        raise UserError(f"There is no {SETTINGS} in this folder.", hint="Name the folder with --root.")
    count = 0
    for migration in MIGRATIONS:
        for change in changes(root, migration):
            if change.diagnostics:
                raise UserError(
                    f"{change.sheet.path}: {change.diagnostics[0].message}", hint=change.diagnostics[0].hint
                )
            count += 1
            output.echo(f"{migration.name}: {change.sheet.path}: {migration.what}.")
            if not check:
                files.save(root, change.sheet, change.text)
    if not count:
        output.echo(f"Everything is as Weekproof {VERSION} would write it.")
    elif check:
        output.echo("Nothing was changed. To do it: weekproof upgrade")
    else:
        output.echo("Done. Look at it with `git diff`, then commit.")
    return int(check and count > 0)
