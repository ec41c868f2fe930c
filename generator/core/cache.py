"""What was made once is kept in the user's own cache folder, by the hash of all that went into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from generator.core.fileops import write_cache


def key_of(*parts: bytes) -> str:
    """A name for what is made of `parts`: other parts, another name."""
    sizes = b",".join(b"%d" % len(part) for part in parts)
    return hashlib.sha256(b"\n".join((sizes, *parts))).hexdigest()


def maker(*modules: str) -> bytes:
    """What stands for the code of `modules`, ours and others', in a key: other code, another key.

    Nothing is imported: the code's own files are looked at, and the version of the package they
    belong to.
    """
    return repr([_trace(module) for module in modules]).encode()


def _trace(module: str) -> tuple[object, ...]:
    spec = find_spec(module)
    if spec is None and module.startswith("generator."):
        raise ValueError(f"no module {module}: what it made would be kept for ever")
    if spec is None or spec.origin is None:
        return (module,)
    file = Path(spec.origin)
    about = file.stat()
    shelf = file.parent.parent if file.name == "__init__.py" else file.parent
    versions = sorted(entry.name for entry in shelf.glob(f"{module}-*"))
    return module, about.st_mtime_ns, about.st_size, *versions


def fetch(cache: Path | None, folder: str, key: str) -> bytes | None:
    """What was put away under `key`; None where nothing was, or it cannot be read."""
    if cache is None:
        return None
    try:
        return (cache / folder / key).read_bytes()
    except OSError:
        return None


def put(cache: Path | None, folder: str, key: str, data: bytes) -> None:
    """Put `data` away. A cache that cannot be written is no reason to fail."""
    if cache is not None:
        write_cache(cache / folder / key, data)


def pack(words: object, blobs: Sequence[bytes]) -> bytes:
    """`words` (anything JSON can hold) and `blobs` in one."""
    head = json.dumps({"words": words, "sizes": [len(blob) for blob in blobs]})
    return b"\n".join((head.encode(), b"".join(blobs)))


def unpack(data: bytes) -> tuple[object, list[bytes]] | None:
    """What was packed; None if it is damaged or cut off."""
    head, _, body = data.partition(b"\n")
    try:
        told = json.loads(head)
        words, sizes = told["words"], [int(size) for size in told["sizes"]]
    except (ValueError, LookupError, TypeError):
        return None
    if sum(sizes) != len(body) or any(size < 0 for size in sizes):
        return None
    blobs: list[bytes] = []
    at = 0
    for size in sizes:
        blobs.append(body[at : at + size])
        at += size
    return words, blobs
