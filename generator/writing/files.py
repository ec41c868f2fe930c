"""A text file of the graduate's → the same file with another text, in one move or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

from msgspec import Struct

from generator.core import fileops
from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError, machine_errors
from generator.source.files import list_files, path_exists, read_bytes, read_text

_BOM = b"\xef\xbb\xbf"


class EditableFile(Struct, frozen=True):
    """A file as it is now: its bytes, None where there is none, and its text with its own line ends.

    `found` says why it cannot be had; then `text` is empty.
    """

    path: str
    data: bytes | None
    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def bom(self) -> bytes:
        """The byte order mark, where the file begins with one."""
        return _BOM if self.data is not None and self.data.startswith(_BOM) else b""


def open_file(root: Path, path: str, max_kb: int) -> EditableFile:
    """The file at `path`; one without text where nothing stands there yet."""
    if not path_exists(root, path):
        _, diagnostics = list_files(root, path.rpartition("/")[0])
        # What stands beside it is of no matter; a link on the way to it is.
        in_the_way = (
            diagnostic for diagnostic in diagnostics if path.startswith(f"{diagnostic.location.path}/")
        )
        return EditableFile(path, None, diagnostics=tuple(in_the_way))
    _, diagnostics = read_text(root, path, max_kb)
    data, unread = read_bytes(root, path, max_kb)
    if diagnostics or data is None:
        return EditableFile(path, data, diagnostics=diagnostics or unread)
    return EditableFile(path, data, data.decode("utf-8-sig"))


def save(root: Path, sheet: EditableFile, text: str) -> None:
    """Make the file of `sheet` hold `text`.

    A `UserError` where the file is no longer as it was read, a `MachineError` where the machine fails; then
    all is as it was.
    """
    file = root / sheet.path

    def refuse_changed() -> None:
        if _current(file) != sheet.data:
            hint = "Nothing was written; try again."
            raise UserError(f"{sheet.path} was changed by another program meanwhile.", hint=hint)

    with machine_errors("the file"):
        fileops.make_folders(file.parent)
        mode = None if sheet.data is None else stat.S_IMODE(file.stat().st_mode)
        fileops.write_atomic(file, sheet.bom + text.encode(), mode=mode, before=refuse_changed)


def _current(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
