"""`weekproof coach keygen`: a key pair of the coach's own, for sealed reports."""

from __future__ import annotations

import os
from pathlib import Path

from generator.faults import Fault, MachineFault
from generator.reporters.table import Output
from generator.seals.age import new_key

_HEAD = "# A secret key for sealed reports. Keep it to yourself: whoever has it reads them.\n"


def keygen(output: Output, file: Path) -> int:
    """Write a new identity to `file`, readable for its owner alone, and say its public half; 0.

    A file that is there is never overwritten: with it would go every report that was sealed to it.
    """
    folder = file.absolute().parent
    inside = next((at for at in (folder, *folder.parents) if (at / "portfolio.yaml").exists()), None)
    if inside is not None:
        hint = "Name a file elsewhere with --output."
        raise Fault("A secret key must not lie in a graduate's repository.", hint=hint)
    identity, recipient = new_key()
    write_private(file, f"{_HEAD}# public key: {recipient}\n{identity}\n".encode(), replace=False)
    output.say(f"Your secret key: {file}. Keep a copy of it: without it no report can be opened.")
    output.say("Your public key, for `coach.public_keys` in your graduates' portfolio.yaml:")
    output.say(recipient)
    return 0


def write_private(file: Path, data: bytes, *, replace: bool) -> None:
    """Write a file that only its owner may read. Without `replace` one that is there is a `Fault`."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if replace:
            file.unlink(missing_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(file, flags, 0o600), "wb") as handle:
            handle.write(data)
    except FileExistsError:
        raise Fault(f"There is already {file}.", hint="Name another file with --output.") from None
    except OSError as error:
        raise MachineFault(f"{file} could not be written: {error.strerror}.") from None
