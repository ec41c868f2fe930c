"""`weekproof coach …`: what coaches do in a graduate's repository."""

from __future__ import annotations

from pathlib import Path

import click

from generator.options import NO_OPTIONS, output, request


@click.group()
def coach() -> None:
    """What coaches do in a graduate's repository."""


@coach.command()
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=".")
@click.option(
    "--key",
    type=click.Path(path_type=Path),
    default=Path.home() / ".ssh" / "id_ed25519",
    help="Your private OpenSSH key.  [default: ~/.ssh/id_ed25519]",
)
def sign(root: Path, key: Path) -> int:
    """Sign content/private/coach-decisions.yaml with your OpenSSH key."""
    from generator.commands.coach_sign import sign as run_sign

    options = {**NO_OPTIONS, "root": root}
    return run_sign(request(options), output(options), key)
