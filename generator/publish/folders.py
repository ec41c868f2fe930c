"""Checks that a folder is safe to write to, and the listing of a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.core.errors import UserError
from generator.core.fileops import root_above
from generator.core.state import STATE
from generator.core.text import count, quote

# Folders of a repository with what people wrote: output must never go there.
_SOURCES = ("content", "themes", ".git", STATE)
_DEEPEST = 100
# What hosts, git and systems put into a folder, which makes it nobody's.
_NOBODYS = frozenset(
    {".DS_Store", ".gitignore", ".gitkeep", ".nojekyll", "CNAME", "Thumbs.db", "desktop.ini"}
)
_ROOT_MARKS = ("portfolio.yaml", ".git", "content")


def absolute(folder: Path) -> Path:
    """The folder's full path. Links on the way are followed, a link at its end is not.

    Below the root of a repository no link is: there the path stays as it is, for `refuse_unsafe`.
    """
    if ".." in folder.parts or folder.name == "":
        folder = folder.resolve()
    root = root_above(folder)
    if root is not None:
        return root.resolve() / folder.absolute().relative_to(root)
    return folder.parent.resolve() / folder.name


def refuse_unsafe(folder: Path, what: str) -> None:
    """Raise `UserError` if writing `what` ("site", "report") into `folder` could destroy other files."""
    reason = _reason_against(folder)
    if reason:
        raise UserError(
            f"The {what} cannot be written to {folder}: {reason}.",
            hint="Use a folder with nothing else in it.",
        )


def _reason_against(folder: Path) -> str | None:
    root = root_above(folder)
    on_the_way = () if root is None else folder.relative_to(root).parents[:-1]
    if folder.is_symlink():
        return "it is a symbolic link"
    if root is not None and any((root / part).is_symlink() for part in on_the_way):
        return "a folder on the way to it is a symbolic link"
    if folder.exists() and not folder.is_dir():
        return "it is a file"
    home = Path.home().resolve()
    if folder == home or folder in home.parents:
        return "your home folder is in it"
    if folder in Path.cwd().parents:
        return "the current folder is in it"
    if folder.is_mount():
        return "it is the mount point of another disk"
    held = next((mark for mark in _ROOT_MARKS if os.path.lexists(folder / mark)), None)
    if held:
        return f"it is a repository (it has {held})"
    return _reason_inside(folder)


def _reason_inside(folder: Path) -> str | None:
    for above in folder.parents:
        child = folder.relative_to(above).parts[0]
        if child.casefold() == ".git":
            return "it is inside a repository's .git"
        is_root = any(os.path.lexists(above / mark) for mark in ("portfolio.yaml", ".git"))
        if is_root and child.casefold() in _SOURCES:
            return f"it is inside {child}"
    return None


def refuse_sources(file: Path, what: str) -> None:
    """Raise `UserError` if `what` ("export") would be among what people wrote, or inside .git."""
    reason = _reason_inside(file)
    if reason:
        raise UserError(f"The {what} cannot be written to {file}: {reason}.", hint="Use another folder.")


def refuse_strangers(folder: Path, what: str) -> None:
    """Raise `UserError` if `folder` has files of somebody else's, such as one that was named by mistake."""
    if not folder.is_dir():
        return
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.name not in _NOBODYS)
    if names:
        more = f" and {count(len(names) - 1, 'other')}" if len(names) > 1 else ""
        raise UserError(
            f"The {what} cannot be written to {folder}: it has files that Weekproof did not make"
            f" ({quote(names[0])}{more}).",
            hint="Use an empty folder. To put the output beside these files, add --adopt.",
        )


def refuse_overlap(report: Path, published: Path) -> None:
    """Raise `UserError` if the private report would be inside the published folder, or around it."""
    # Not `resolve`: before Python 3.13 it fails on a link that leads to itself.
    path, other = Path(os.path.realpath(report)), Path(os.path.realpath(published))
    if holds(path, other) or holds(other, path):
        raise UserError(
            f"The report cannot be written to {report}: it is private, and the published folder {published}"
            " is the same folder, inside it or around it.",
            hint="Put the two folders side by side.",
        )


def holds(outer: Path, inner: Path) -> bool:
    """Whether `inner` is `outer` or below it, also under another path or mount."""
    for path in (inner, *inner.parents):
        if path == outer:
            return True
        if path.exists() and outer.exists() and path.samefile(outer):
            return True
    return False


def listing(folder: Path) -> dict[str, os.DirEntry[str]]:
    """Everything below `folder` except non-empty folders, by path with `/`, sorted.

    Symbolic links are listed, not followed. The path of an empty folder ends with `/`. Raises `UserError` if
    folders are nested too deep.
    """
    return dict(sorted(_walk(folder, "", 0)))


def _walk(folder: Path, prefix: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
    if depth > _DEEPEST:
        raise UserError(
            f"{folder} is nested deeper than {_DEEPEST} folders.", hint="Move it out of the output folder."
        )
    with os.scandir(folder) as entries:
        for entry in entries:
            path = prefix + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield path, entry
                continue
            below = list(_walk(folder / entry.name, f"{path}/", depth + 1))
            yield from below or [(f"{path}/", entry)]
