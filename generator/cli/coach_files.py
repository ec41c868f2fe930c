"""The files on a coach's side that commands are given: keys, sealed reports, seals that were kept."""

from __future__ import annotations

from pathlib import Path

from generator.core.errors import MachineError, UserError
from generator.environment.machine import user_settings
from generator.seals.age import open_sealed
from generator.seals.kept import Kept, read_kept

MAX_KEY_BYTES = 64 * 1024


def own_key() -> Path:
    """Where a coach's key is kept, unless another file is named."""
    return user_settings() / "coach.key"


def key_in(file: Path) -> bytes:
    """The secret key in a file; a `UserError` where there is none."""
    if not file.is_file():
        raise UserError(
            f"There is no key at {file}.",
            hint="Make one with weekproof coach keygen, or give its file with --key.",
        )
    return read_limited(file, MAX_KEY_BYTES)


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
        raise UserError(f"{file} is too large for what is needed here.")
    return data


def seals_at(path: Path, key: Path | None) -> tuple[Kept, ...]:
    """The seals in a folder or a file, opened with the coach's key where they are encrypted."""
    if not path.exists():
        raise UserError(f"There is no file {path}.")
    return read_kept(path, lambda box: open_sealed(box, key_in(key or own_key())))
