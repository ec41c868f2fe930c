"""Replace the text of one of the graduate's files atomically."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import DecodeError, Struct, ValidationError, json

from generator.core import fileops
from generator.core.diagnostics import Diagnostic
from generator.core.errors import MachineError, UserError, machine_errors
from generator.core.state import STATE, locked_state
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

    data = opened.bom + text.encode()
    with machine_errors("the file"):
        fileops.make_folders(file.parent)
        like = None if opened.data is None else file
        fileops.write_atomic(file, data, like=like, before=refuse_changed)
    _remember(root, LastChange(path=opened.path, before=opened.data, after=_digest(data)))


class LastChange(Struct, frozen=True, kw_only=True):
    """The latest change of one of the graduate's files by a command of ours, to be undone.

    `before` is None if the file did not exist, `after` a digest of what was written.
    """

    path: str
    before: bytes | None
    after: str


_LAST = "last-change.json"


def _remember(root: Path, change: LastChange) -> None:
    # What was written stays written if this fails: then it cannot be undone.
    with suppress(OSError):
        fileops.write_atomic(root / STATE / _LAST, json.encode(change), mode=0o600)


def last_change(root: Path) -> LastChange | None:
    """The latest change, if it can still be undone."""
    try:
        data = fileops.read_own(root / STATE / _LAST)
        change = json.decode(data, type=LastChange) if data else None
        if change is None or not _is_own(change.path):
            return None
        written = fileops.read_own(root / change.path)
    except (OSError, ValidationError, DecodeError, ValueError):
        return None
    return change if written is not None and _digest(written) == change.after else None


def _is_own(path: str) -> bool:
    """Whether a path from a file of state, which anybody may have put there, is one that we write to."""
    parts = path.split("/")
    return path == "portfolio.yaml" or (parts[0] == "content" and ".." not in parts and "\\" not in path)


def undo(root: Path, change: LastChange) -> None:
    """Put a file back as it was before its latest change; see `restore` for what it raises."""
    restore(root, change.path, fileops.read_own(root / change.path), change.before)
    with suppress(OSError):
        fileops.remove_file(root / STATE / _LAST)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


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
            fileops.write_atomic(file, data, like=None if expected is None else file)
