"""The repository on disk: which files there are, and their text. Nothing is followed out of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Severity

KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text with LF line ends and no byte order mark. `path` is relative, with `/`."""

    path: str
    text: str


def list_files(root: Path, folder: str) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Relative paths of the regular files below `folder`, sorted, and what stands there besides.

    An absent folder holds nothing. Symbolic links and special files are findings and are not read:
    a link could lead out of the repository. Names that begin with a dot are passed over.
    """
    paths: list[str] = []
    found: list[Diagnostic] = []
    _walk(root, folder, paths, found)
    return tuple(sorted(paths)), tuple(found)


def _walk(root: Path, folder: str, paths: list[str], found: list[Diagnostic]) -> None:
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        found.append(_error("file-unreadable", "A folder is expected here, and this is a file.", folder))
        return
    except OSError as error:
        found.append(_error("file-unreadable", f"This folder cannot be read: {_why(error)}.", folder))
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            hint = "Put the file itself here."
            found.append(_error("symlink-in-content", "A symbolic link is not followed.", path, hint))
        elif entry.is_dir():
            _walk(root, path, paths, found)
        elif entry.is_file():
            paths.append(path)
        else:
            found.append(_error("file-unreadable", "This is neither a file nor a folder.", path))


def read_text(root: Path, path: str, max_kb: int) -> tuple[TextFile | None, tuple[Diagnostic, ...]]:
    """The text of one file, or None with the finding that says why it cannot be had."""
    data, found = read_bytes(root, path, max_kb)
    if data is None:
        return None, found
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data:
        kind = "UTF-16 text" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "no text"
        return None, (_error("file-not-text", f"This file is {kind}.", path, _SAVE),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = "This character is not UTF-8."
        return None, (_error("file-not-text", message, path, _SAVE, line, column),)
    return TextFile(path, text.replace("\r\n", "\n").replace("\r", "\n")), ()


_SAVE = "Save the file as UTF-8 text: most editors offer that under “Save as”."


def read_bytes(root: Path, path: str, max_kb: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of one file of at most `max_kb` kilobytes, or None with the finding."""
    try:
        # O_NONBLOCK and O_NOFOLLOW where the system has them: a pipe must not hang the build, and a
        # link put there since the listing must not be followed.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(root / path, flags | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if not stat.S_ISREG(about.st_mode):
                return None, (_error("file-unreadable", "This is not a regular file.", path),)
            if about.st_size > max_kb * KILOBYTE:
                return None, (_too_large(path, about.st_size, max_kb),)
            return file.read(max_kb * KILOBYTE + 1), ()
    except OSError as error:
        return None, (_error("file-unreadable", f"This file cannot be read: {_why(error)}.", path),)


def _too_large(path: str, size: int, max_kb: int) -> Diagnostic:
    message = f"This file has {size // KILOBYTE} KB; at most {max_kb} KB are read."
    hint = "Split it into several files, or raise the limit in portfolio.yaml below `limits`."
    return _error("file-too-large", message, path, hint)


def _why(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "you have no permission to read it"
    return (error.strerror or "the system gives no reason").lower()


def _error(
    rule: str, message: str, path: str, hint: str | None = None, line: int = 1, column: int = 1
) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, Place(path, line, column), hint)
