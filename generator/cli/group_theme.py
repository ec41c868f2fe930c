"""`weekproof theme …`: for whoever wants their site to look otherwise."""

from __future__ import annotations

from pathlib import Path

import click

from generator.cli.options import NO_OPTIONS, ROOT, output, request
from generator.reporters.registry import FORMATS


@click.group()
def theme() -> None:
    """Make a theme of your own, and see what is wrong with one."""


@theme.command()
@click.argument("name")
@click.option("--from", "parent", default="almanac", show_default=True, help="The theme to start from.")
@ROOT
def new(name: str, parent: str, root: Path) -> int:
    """Make themes/NAME beside portfolio.yaml: a theme that changes another one, file by file."""
    from generator.cli.theme import new as run_new

    options = {**NO_OPTIONS, "root": root}
    return run_new(name, parent, request(options).root, output(options))


@theme.command()
@click.argument("name", required=False)
@ROOT
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", help="How findings are shown."
)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
def check(name: str | None, root: Path, format_: str, strict: bool) -> int:
    """Try a theme on made-up portfolios and say what is wrong; without a NAME, all in themes/."""
    from generator.cli.theme import check as run_check

    options = {**NO_OPTIONS, "root": root, "format_": format_, "strict": strict, "verbose": True}
    return run_check(name, request(options), output(options))
