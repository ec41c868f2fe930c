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


def _own_key() -> Path:
    """Where a coach's key is kept, unless another file is named."""
    import platformdirs

    return platformdirs.user_config_path("weekproof", appauthor=False) / "coach.key"


@coach.command()
@click.option("--output", "file", type=click.Path(path_type=Path), help="Where the secret key goes.")
def keygen(file: Path | None) -> int:
    """Make a key for sealed reports, and show its public half."""
    from generator.commands.coach_keygen import keygen as run_keygen

    return run_keygen(output(NO_OPTIONS), file or _own_key())


@coach.command(name="open")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="Your secret key: of keygen, or of OpenSSH.")
@click.option("--output", "target", type=click.Path(path_type=Path), help="Where the opened file goes.")
def open_(file: Path, key: Path | None, target: Path | None) -> int:
    """Open a sealed report (report.age) with your key."""
    from generator.commands.coach_open import open_report

    return open_report(output(NO_OPTIONS), file, key or _own_key(), target)


@coach.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--seals", type=click.Path(path_type=Path), required=True, help="The seals.json that you kept.")
def verify(folder: Path, seals: Path) -> int:
    """Say which closed weeks of a graduate's repository changed since you kept their seals."""
    from generator.commands.coach_verify import verify as run_verify

    options = {**NO_OPTIONS, "root": folder}
    return run_verify(request(options), output(options), seals)
