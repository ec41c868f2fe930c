"""`weekproof commitment …`: what schools do with the file of their terms."""

from __future__ import annotations

import click

from generator.cli.options import NO_OPTIONS, output


@click.group()
def commitment() -> None:
    """What schools do with the file of their terms."""


@commitment.command(name="check")
@click.argument("file")
def commitment_check(file: str) -> int:
    """Say what is wrong with a commitment: a FILE, or the name of a shipped one."""
    from generator.cli.commitment import check as run_check

    return run_check(file, output(NO_OPTIONS))


@commitment.command(name="diff")
@click.argument("file")
@click.argument("other", default="flatiron")
def commitment_diff(file: str, other: str) -> int:
    """Say in words every parameter in which FILE differs from OTHER (flatiron)."""
    from generator.cli.commitment import diff as run_diff

    return run_diff(file, other, output(NO_OPTIONS))


@commitment.command(name="test")
@click.argument("file")
def commitment_test(file: str) -> int:
    """Run the examples that the commitment FILE carries below `tests:`."""
    from generator.cli.commitment import test as run_test

    return run_test(file, output(NO_OPTIONS))
