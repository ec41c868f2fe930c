"""`weekproof coach keygen`: a key pair of the coach's own, for sealed reports."""

from __future__ import annotations

from pathlib import Path

from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.reporters.registry import Output
from generator.seals.age import new_key, open_sealed

_HEAD = "# A secret key for sealed reports. Keep it to yourself: whoever has it reads them.\n"


def keygen(output: Output, file: Path) -> int:
    """Write a new identity to `file`, readable for its owner alone, and say its public half; 0.

    A file that is there is never overwritten: with it would go every report that was sealed to it.
    """
    folder = file.absolute().parent
    inside = next((at for at in (folder, *folder.parents) if (at / "portfolio.yaml").exists()), None)
    if inside is not None:
        hint = "Name a file elsewhere with --output."
        raise UserError("A secret key must not lie in a graduate's repository.", hint=hint)
    identity, recipient = new_key()
    write_private(file, f"{_HEAD}# public key: {recipient}\n{identity}\n".encode(), replace=False)
    output.echo(f"Your secret key: {file}. Keep a copy of it: without it no report can be opened.")
    output.echo("Your public key, for `coach.public_keys` in your graduates' portfolio.yaml:")
    output.echo(recipient)
    return 0


def write_private(file: Path, data: bytes, *, replace: bool) -> None:
    """Write a file that only its owner may read. Without `replace` one that is there is a `UserError`."""
    try:
        fileops.make_folders(file.parent)
        if replace:
            fileops.write_atomic(file, data, mode=0o600)
        else:
            fileops.write_new(file, data, 0o600)
    except FileExistsError:
        raise UserError(f"There is already {file}.", hint="Name another file with --output.") from None
    except OSError as error:
        raise MachineError(f"{file} could not be written: {error.strerror}.") from None


MAX_BYTES = 64 * 1024 * 1024
MAX_KEY_BYTES = 64 * 1024


def open_report(output: Output, file: Path, key: Path, target: Path | None) -> int:
    """Decrypt `file` with the private `key` into `target`; 0.

    Without a `target` it goes beside the file, and what lies there already is a `UserError`. Nothing is
    written unless the whole file opened.
    """
    box = read_limited(file, MAX_BYTES)
    if not key.is_file():
        raise UserError(
            f"There is no key {key}.", hint="Make one with weekproof coach keygen, or name it: --key."
        )
    data = open_sealed(box, read_limited(key, MAX_KEY_BYTES))
    is_page = not data.startswith(b"{")
    to = target or file.with_suffix(".html" if is_page else ".json")
    write_private(to, data, replace=target is not None)
    then = "Delete it when you have read it" if is_page else "Keep it for weekproof coach verify"
    output.echo(f"Opened: {to}. {then}; {file.name} stays.")
    return 0


def read_limited(file: Path, most: int) -> bytes:
    """The bytes of a file that was named; a `UserError` where it is none, or longer than `most`."""
    if not file.is_file():
        raise UserError(f"There is no file {file}.")
    try:
        with file.open("rb") as handle:
            data = handle.read(most + 1)
    except OSError as error:
        raise MachineError(f"{file} could not be read: {error.strerror}.") from None
    if len(data) > most:
        raise UserError(f"{file} is too large to be what is asked for here.")
    return data
