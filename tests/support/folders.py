"""Snapshots of folders, and the cache folder that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

Tree = dict[str, bytes | str | None]


def tree(folder: Path) -> Tree | None:
    """Every file's bytes, every link's target and every empty folder; None where there is no folder."""
    if not os.path.lexists(folder):
        return None
    found: Tree = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_file():
            found[name] = path.read_bytes()
        elif not any(path.iterdir()):
            found[f"{name}/"] = None
    return found


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file was changed last, and which it is."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in folder.rglob("*")
        if path.is_file()
    }


def fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def shared_cache() -> Path:
    """A folder that a run of tests throws away. The judges, who are no tests, share the user's own."""
    kept = os.environ.get("XDG_CACHE_HOME")
    return (Path(kept) if kept else Path.home() / ".cache") / "weekproof"
