"""Replace the text of one of the graduate's files atomically."""

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
    """A file: its bytes (None if it does not exist) and its text with its own line endings.

    `diagnostics` says why it cannot be read; then `text` is empty.
    """

    path: str
    data: bytes | None
    text: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def bom(self) -> bytes:
        """The byte order mark, if the file begins with one."""
        return _BOM if self.data is not None and self.data.startswith(_BOM) else b""


def open_file(root: Path, path: str, max_kb: int) -> EditableFile:
    """Open the file at `path`; it is empty if it does not exist yet."""
    if not path_exists(root, path):
        _, diagnostics = list_files(root, path.rpartition("/")[0])
        # Only links on the way to the file matter, not its neighbours.
        on_the_way = (
            diagnostic for diagnostic in diagnostics if path.startswith(f"{diagnostic.location.path}/")
        )
        return EditableFile(path, None, diagnostics=tuple(on_the_way))
    _, diagnostics = read_text(root, path, max_kb)
    data, errors = read_bytes(root, path, max_kb)
    if diagnostics or data is None:
        return EditableFile(path, data, diagnostics=diagnostics or errors)
    return EditableFile(path, data, data.decode("utf-8-sig"))


def save(root: Path, opened: EditableFile, text: str) -> None:
    """Write `text` to the file.

    Raises `UserError` if the file has changed since it was opened, `MachineError` if it cannot be written;
    then it is unchanged.
    """
    file = root / opened.path

    def refuse_changed() -> None:
        if _current(file) != opened.data:
            hint = "Nothing was written; try again."
            raise UserError(f"{opened.path} was changed by another program meanwhile.", hint=hint)

    with machine_errors("the file"):
        fileops.make_folders(file.parent)
        mode = None if opened.data is None else stat.S_IMODE(file.stat().st_mode)
        fileops.write_atomic(file, opened.bom + text.encode(), mode=mode, before=refuse_changed)


def _current(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
