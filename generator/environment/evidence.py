"""The files below `content/private/evidence/` that back records up, and their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.core.file_names import FileNames
from generator.source.files import list_files, read_bytes

FOLDER = "content/private/evidence/"
MAX_KB = 64 * 1024
_BELOW = ("", "content/private/", FOLDER)
"""Where a path may start: at the repository, or at a folder that all evidence is below."""


def evidence_path(known: Collection[str], named: str) -> str | None:
    """The file that a record names, of those below `evidence/`; None if it is not one of them."""
    text = named.strip().replace("\\", "/").removeprefix("./")
    exact = next((below + text for below in _BELOW if below + text in known), None)
    if exact is not None:
        return exact
    names = FileNames(known)
    return next(filter(None, (names.similar(below + text) for below in _BELOW)), None)


def list_evidence(root: Path) -> tuple[str, ...]:
    """All files below `evidence/`."""
    return list_files(root, FOLDER.rstrip("/"), leftovers=True)[0]


def digests(root: Path, paths: Iterable[str]) -> Mapping[str, str | None]:
    """The SHA-256 of these files; None for one that cannot be read."""
    found: dict[str, str | None] = {}
    for path in dict.fromkeys(paths):
        data, _ = read_bytes(root, path, MAX_KB)
        found[path] = None if data is None else hashlib.sha256(data).hexdigest()
    return found


def digested(root: Path, proofs: Any) -> tuple[Any, ...]:
    """Evidence with the digest of each file: it shows later that the file is the one it was."""
    files = frozenset(list_evidence(root))
    found: list[Any] = []
    for proof in proofs:
        path = evidence_path(files, proof) if isinstance(proof, str) else None
        digest = digests(root, [path])[path] if path else None
        found.append({"path": path, "sha256": digest} if path and digest else proof)
    return tuple(found)
