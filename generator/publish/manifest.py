"""The manifest of our files in a folder. It is outside that folder, so that it is never published."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from generator.core import fileops
from generator.publish.folders import listing

_MARK = re.compile(rb'<meta\s+name="?generator"?\s+content="?weekproof\b', re.IGNORECASE)
_MARK_WITHIN = 8192


def noted(state: Path, folder: Path) -> frozenset[str] | None:
    """The paths in `folder` that are ours; None if there is no readable manifest."""
    try:
        read = json.loads(fileops.read_own(_file(state, folder)) or b"")
        return frozenset(str(name) for name in read["files"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def note(state: Path, folder: Path, paths: Iterable[str]) -> None:
    """Write the manifest, unless it is up to date."""
    target = _file(state, folder)
    data = (json.dumps({"format": 1, "files": sorted(paths)}, indent=0) + "\n").encode("ascii")
    if fileops.read_own(target) == data:
        return
    fileops.write_atomic(target, data)


def _file(state: Path, folder: Path) -> Path:
    return state / f"{folder.name}.manifest.json"


def recognised(folder: Path, coming: Iterable[str]) -> frozenset[str]:
    """The paths in a site's folder that are ours although there is no manifest.

    That is so in a fresh clone of a repository with a committed site, or if the manifest was lost. If
    `index.html` has our generator mark, the folder is a site of ours: the files `coming` and the pages with
    that mark are ours. Otherwise none is.
    """
    if not is_site(folder):
        return frozenset()
    pages = [path for path in listing(folder) if path.endswith(".html")]
    return frozenset(coming) | {path for path in pages if _is_marked(folder / path)}


def is_site(folder: Path) -> bool:
    """Whether the folder's `index.html` has our generator mark. The coach's report has none."""
    return _is_marked(folder / "index.html")


def _is_marked(page: Path) -> bool:
    if page.is_symlink() or not page.is_file():
        return False
    with page.open("rb") as file:
        return _MARK.search(file.read(_MARK_WITHIN)) is not None
