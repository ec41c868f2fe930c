"""Content-addressed build cache in the user's cache directory."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from generator.core.fileops import write_cache


def cache_key(*parts: bytes) -> str:
    """The SHA-256 of `parts` in hex: the key of an entry that was computed from them."""
    sizes = b",".join(b"%d" % len(part) for part in parts)
    return hashlib.sha256(b"\n".join((sizes, *parts))).hexdigest()


def code_fingerprint(*modules: str) -> bytes:
    """A key part that changes when the code of `modules`, ours or a library's, changes.

    Nothing is imported: it is made of the files' size and time and of the version of their package.
    """
    return repr([_module_fingerprint(module) for module in modules]).encode()


def _module_fingerprint(module: str) -> tuple[object, ...]:
    spec = find_spec(module)
    if spec is None and module.startswith("generator."):
        raise ValueError(f"no module {module}: its cache entries would never expire")
    if spec is None or spec.origin is None:
        return (module,)
    file = Path(spec.origin)
    stat = file.stat()
    folder = file.parent.parent if file.name == "__init__.py" else file.parent
    versions = sorted(entry.name for entry in folder.glob(f"{module}-*"))
    return module, stat.st_mtime_ns, stat.st_size, *versions


def cache_get(cache: Path | None, folder: str, key: str) -> bytes | None:
    """The cached bytes of `key`; None if there are none or they cannot be read."""
    if cache is None:
        return None
    try:
        return (cache / folder / key).read_bytes()
    except OSError:
        return None


def cache_put(cache: Path | None, folder: str, key: str, data: bytes) -> None:
    """Cache `data` under `key`; do nothing if the cache cannot be written."""
    if cache is not None:
        write_cache(cache / folder / key, data)


def pack(metadata: object, blobs: Sequence[bytes]) -> bytes:
    """Pack JSON `metadata` and `blobs` into one cache entry."""
    head = json.dumps({"words": metadata, "sizes": [len(blob) for blob in blobs]})
    return b"\n".join((head.encode(), b"".join(blobs)))


def unpack(data: bytes) -> tuple[object, list[bytes]] | None:
    """The metadata and blobs of `pack`; None if the entry is damaged or truncated."""
    head, _, body = data.partition(b"\n")
    try:
        header = json.loads(head)
        metadata, sizes = header["words"], [int(size) for size in header["sizes"]]
    except (ValueError, LookupError, TypeError):
        return None
    if sum(sizes) != len(body) or any(size < 0 for size in sizes):
        return None
    blobs: list[bytes] = []
    start = 0
    for size in sizes:
        blobs.append(body[start : start + size])
        start += size
    return metadata, blobs
