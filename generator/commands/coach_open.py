"""`weekproof coach open`: a sealed report in plain again, for the coach it was sealed for."""

from __future__ import annotations

from pathlib import Path

from generator.commands.coach_keygen import write_private
from generator.faults import Fault, MachineFault
from generator.reporters.table import Output
from generator.seals.age import open_sealed

MAX_BYTES = 64 * 1024 * 1024
MAX_KEY_BYTES = 64 * 1024


def open_report(output: Output, file: Path, key: Path, target: Path | None) -> int:
    """Decrypt `file` with the private `key` into `target`; 0.

    Without a `target` it goes beside the file, and what lies there already is a `Fault`. Nothing is
    written unless the whole file opened.
    """
    box = read_limited(file, MAX_BYTES)
    if not key.is_file():
        raise Fault(
            f"There is no key {key}.", hint="Make one with weekproof coach keygen, or name it: --key."
        )
    data = open_sealed(box, read_limited(key, MAX_KEY_BYTES))
    is_page = not data.startswith(b"{")
    to = target or file.with_suffix(".html" if is_page else ".json")
    write_private(to, data, replace=target is not None)
    then = "Delete it when you have read it" if is_page else "Keep it for weekproof coach verify"
    output.say(f"Opened: {to}. {then}; {file.name} stays.")
    return 0


def read_limited(file: Path, most: int) -> bytes:
    """The bytes of a file that was named; a `Fault` where it is none, or longer than `most`."""
    if not file.is_file():
        raise Fault(f"There is no file {file}.")
    try:
        with file.open("rb") as handle:
            data = handle.read(most + 1)
    except OSError as error:
        raise MachineFault(f"{file} could not be read: {error.strerror}.") from None
    if len(data) > most:
        raise Fault(f"{file} is too large to be what is asked for here.")
    return data
