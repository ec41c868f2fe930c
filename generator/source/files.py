"""List and read the files of a repository, without following links out of it."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.messages import Message, Value
from generator.core.stamps import doubt

KILOBYTE = 1024
# Backups, swap files, locks and half-written files of editors, merges and browsers, and files of operating
# systems. Names that begin with a dot are left out anyway.
_LEFT_BEHIND = re.compile(
    r".*~|#.*#|.*\.(?:sw[a-p]|un~|bak|orig|rej|tmp|temp|part|crdownload|lock)|~\$.*|4913|(?:eh)?thumbs\.db"
    r"|desktop\.ini|icon\r|_?ds_store|.*\.(?:base|local|remote|backup)_\d+\.\w+",
    re.IGNORECASE,
)
_LEFT_BEHIND_FOLDERS = frozenset(
    {
        "__macosx",
        "__pycache__",
        "node_modules",
        "@eadir",
        "$recycle.bin",
        "system volume information",
        "lost+found",
    }
)
_NEVER = frozenset({".git", ".DS_Store", ".gitkeep", ".gitignore", ".gitattributes"})
_FENCE = re.compile(r"\s*(?:>\s*|[-*+]\s+|\d+[.)]\s+)*(`{3,}|~{3,})")
_LFS_POINTER = b"version https://git-lfs.github.com/spec/"
_MAX_POINTER = 1024


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file's text with LF line endings and no byte order mark. `path` is relative, with `/`."""

    path: str
    text: str


def list_files(
    root: Path, folder: str, *, leftovers: bool = False, hidden: bool = False
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Relative paths of the regular files below `folder`, sorted, and findings about anything else there.

    A missing folder is empty. Symbolic links and special files are findings and are not read: a link could
    lead out of the repository. Names that begin with a dot are ignored, unless `hidden` asks for them; so is
    what editors and systems leave, unless `leftovers` or `hidden` does.
    """
    linked = _first_symlink(root, folder)
    if linked is not None:
        return (), (_symlink(linked),)
    paths: list[str] = []
    diagnostics: list[Diagnostic] = []
    pending = [folder]

    def is_listed(name: str) -> bool:
        if name.startswith("."):
            return hidden and name not in _NEVER
        return leftovers or hidden or not is_left_behind(name)

    while pending:
        _scan_folder(root, pending.pop(), paths, pending, diagnostics, is_listed)
    return tuple(sorted(paths)), tuple(sorted(diagnostics, key=lambda item: item.location.path))


def _scan_folder(
    root: Path,
    folder: str,
    paths: list[str],
    pending: list[str],
    diagnostics: list[Diagnostic],
    is_listed: Callable[[str], bool],
) -> None:
    """Append the files of one folder to `paths`, its folders to `pending`."""
    try:
        entries = list(os.scandir(root / folder))
    except FileNotFoundError:
        return
    except NotADirectoryError:
        diagnostics.append(_error("file-unreadable.file-for-folder", folder))
        return
    except OSError as error:
        diagnostics.append(_error("file-unreadable.folder", folder, why=_reason(error)))
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if not is_listed(entry.name):
            continue
        if not _is_text(entry.name):
            escaped = os.fsencode(path).decode("utf-8", "backslashreplace")
            diagnostics.append(_error("file-unreadable.name", escaped))
        elif entry.is_symlink():
            diagnostics.append(_symlink(path))
        elif entry.is_dir():
            pending.append(path)
        elif entry.is_file():
            paths.append(path)
        else:
            diagnostics.append(_error("file-unreadable.special", path))


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is a leftover of an editor or of the operating system."""
    return _LEFT_BEHIND.fullmatch(name) is not None or name.casefold() in _LEFT_BEHIND_FOLDERS


def _is_text(name: str) -> bool:
    """Whether a file name is valid text: undecodable bytes are surrogates in it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def path_exists(root: Path, path: str) -> bool:
    """Whether anything is at `path`, even a broken link or something unreadable: reading reports those."""
    try:
        (root / path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def read_text(root: Path, path: str, max_kb: int) -> tuple[TextFile | None, tuple[Diagnostic, ...]]:
    """The text of one file, or None and the finding that says why."""
    data, diagnostics = read_bytes(root, path, max_kb)
    if data is None:
        return None, diagnostics
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (_error("file-not-text.utf16", path),)
    if b"\0" in data:
        return None, (_error("file-not-text.zero-byte", path),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The error's position does not count the byte order mark.
        data = data.removeprefix(b"\xef\xbb\xbf")
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        return None, (diagnostic("file-not-text.character", Location(path, line, column)),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    conflict = _conflict(text, is_markdown=path.endswith(".md"))
    if conflict is not None:
        return None, (diagnostic("conflict-markers", Location(path, conflict, 1)),)
    return TextFile(path, text), ()


def _conflict(text: str, *, is_markdown: bool) -> int | None:
    """The line where git's two versions of some lines begin; None without any.

    A post about git may show one, as code.
    """
    if "\n=======\n" not in text:
        return None
    start, is_divided, fence = None, False, ""
    for number, line in enumerate(text.split("\n"), 1):
        if is_markdown and (mark := _FENCE.match(line)):
            closes = fence and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = "" if closes else fence or mark[1]
        elif not fence and line.startswith("<<<<<<< "):
            start, is_divided = number, False
        elif not fence and line == "=======":
            is_divided = start is not None
        elif not fence and is_divided and line.startswith(">>>>>>> "):
            return start
    return None


def read_bytes(root: Path, path: str, max_kb: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The bytes of one file of at most `max_kb` kilobytes, or None and the finding that says why."""
    linked = _first_symlink(root, path)
    if linked is not None:
        return None, (_symlink(linked),)
    try:
        # O_NONBLOCK and O_NOFOLLOW where the system has them: a pipe must not hang the build, and a link
        # created since the check above must not be followed.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        handle = os.open(root / path, flags | getattr(os, "O_NONBLOCK", 0))
        try:
            return _read(handle, path, max_kb)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None, (_symlink(path),)
        return None, (_error("file-unreadable.file", path, why=_reason(error)),)


def _read(handle: int, path: str, max_kb: int) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        is_folder = stat.S_ISDIR(status.st_mode)
        key = "file-unreadable.folder-for-file" if is_folder else "file-unreadable.special"
        return None, (_error(key, path),)
    if status.st_size > max_kb * KILOBYTE:
        return None, (_too_large(path, status.st_size, max_kb),)
    with os.fdopen(handle, "rb", closefd=False) as file:
        data = file.read(max_kb * KILOBYTE)
    if len(data) < _MAX_POINTER and data.startswith(_LFS_POINTER):
        return None, (_error("file-unreadable.lfs-pointer", path),)
    return data, ()


def _first_symlink(root: Path, path: str) -> str | None:
    """The first part of `path` that is a symbolic link: O_NOFOLLOW covers only the last part."""
    parts = path.split("/")
    current = str(root)
    for n, part in enumerate(parts, start=1):
        current = f"{current}/{part}"
        if os.path.islink(current):  # noqa: PTH114 - asked a thousand times a run
            return "/".join(parts[:n])
    return None


def _symlink(path: str) -> Diagnostic:
    return _error("symlink-in-content.here", path)


def _too_large(path: str, size: int, max_kb: int) -> Diagnostic:
    has_limit = path.startswith("content/files/") or (
        path.startswith("content/") and path.endswith((".yaml", ".yml", ".md", ".ipynb"))
    )
    key = "file-too-large.of-limit" if has_limit else "file-too-large.other"
    return _error(key, path, size=size // KILOBYTE, most=max_kb)


def _reason(error: OSError) -> str | Message:
    if isinstance(error, PermissionError):
        return Message("file-unreadable.why-permission")
    if not isinstance(error, FileNotFoundError | NotADirectoryError):
        doubt("the system failed to read a file")
    return error.strerror.lower() if error.strerror else Message("file-unreadable.why-unknown")


def _error(text: str, path: str, **params: Value) -> Diagnostic:
    return diagnostic(Message(text, **params), Location(path, 1, 1))
