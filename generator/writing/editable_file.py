"""Replace the text of one of the graduate's files atomically."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from generator.core import fileops
from generator.core.diagnostics import Diagnostic
from generator.core.errors import MachineError, UserError, machine_errors
from generator.core.state import locked_state
from generator.source.files import list_files, path_exists, read_bytes, read_text

_BOM = b"\xef\xbb\xbf"
_PATIENCE = 10.0  # seconds to wait for another command of ours


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


@contextmanager
def nobody_else_edits(root: Path) -> Iterator[None]:
    """Keep all other commands of ours from writing to the graduate's files meanwhile.

    Whoever reads a file and writes it again does both in here, so that nobody's record is lost. Raises
    `MachineError` if another command takes longer than ten seconds, or if the lock cannot be made.
    """
    fileops.confine(root)
    try:
        with machine_errors("the lock"), locked_state(root, "edit-lock", _PATIENCE):
            yield
    except fileops.Busy:
        hint = "Nothing was written; try again when it has finished."
        raise MachineError("Another Weekproof command is writing to these files.", hint=hint) from None


def has_changed(root: Path, opened: EditableFile) -> bool:
    """Whether the file is no longer as it was when it was opened."""
    return fileops.read_own(root / opened.path) != opened.data


def save(root: Path, opened: EditableFile, text: str) -> None:
    """Write `text` to the file while nobody else edits.

    Raises `UserError` if the file has changed since it was opened, `MachineError` if it cannot be written;
    then it is unchanged.
    """
    with nobody_else_edits(root):
        replace_text(root, opened, text)


def replace_text(root: Path, opened: EditableFile, text: str) -> None:
    """As `save`, for those who keep the others out themselves, with `nobody_else_edits`."""
    file = root / opened.path

    def refuse_changed() -> None:
        if has_changed(root, opened):
            hint = "Nothing was written; try again."
            raise UserError(f"{opened.path} was changed by another program meanwhile.", hint=hint)

    with machine_errors("the file"):
        fileops.make_folders(file.parent)
        like = None if opened.data is None else file
        fileops.write_atomic(file, opened.bom + text.encode(), like=like, before=refuse_changed)


def restore(root: Path, path: str, expected: bytes | None, data: bytes | None) -> None:
    """Make a file hold `data` again, or remove it if that is None, if it still holds what is `expected`.

    Raises `UserError` if it holds something else, `MachineError` if it cannot be
    written; then it is as it was.
    """
    file = root / path
    with nobody_else_edits(root), machine_errors("the file"):
        if fileops.read_own(file) != expected:
            raise UserError(
                f"{path} was changed by another program meanwhile.",
                hint="Nothing was undone: it would be lost.",
            )
        if data is None:
            fileops.remove_file(file)
        else:
            fileops.write_atomic(file, data, like=file)
