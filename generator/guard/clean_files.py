"""What the leak guard has read before and found clean, so that only what is new is read again.

A file is known by the hash of its path and its bytes, and only together with the very secrets and
the very guard that found it clean: with one secret more, or a guard that was changed, all is read
anew. What was guilty, or could not be read whole, is never known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint
from generator.guard.patterns import Secret

_FOLDER = "guard"
_SIZE = hashlib.sha256().digest_size
_PARTS = ("guard", "index", "encodings", "folding", "patterns", "containers")
GUARD = ("generator.core.text", *(f"generator.guard.{name}" for name in _PARTS))


@dataclass(slots=True)
class Innocent:
    """The files that are known to be clean. `key` stands for the secrets and the guard."""

    cache: Path | None
    key: str
    known: frozenset[bytes]
    asked: set[bytes] = field(default_factory=set)

    def has(self, path: str, data: bytes) -> bool:
        """Whether the file was found clean before. It is remembered as one of this site's."""
        mark = _mark(path, data)
        if mark in self.known:
            self.asked.add(mark)
            return True
        return False

    def keep(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Remember these clean files and those asked for; what the site has no more is forgotten."""
        marks = self.asked | {_mark(path, data) for path, data in files}
        if marks != self.known:
            cache_put(self.cache, _FOLDER, self.key, b"".join(sorted(marks)))


def innocent(secrets: Iterable[Secret], cache: Path | None) -> Innocent:
    """What is known for these secrets; nothing without a cache."""
    if cache is None:
        return Innocent(None, "", frozenset())
    guard = code_fingerprint(*GUARD)
    key = cache_key(guard, repr(tuple(secrets)).encode("utf-8", "surrogatepass"))
    kept = cache_get(cache, _FOLDER, key) or b""
    whole = len(kept) - len(kept) % _SIZE
    return Innocent(cache, key, frozenset(kept[at : at + _SIZE] for at in range(0, whole, _SIZE)))


def _mark(path: str, data: bytes) -> bytes:
    made = hashlib.sha256(path.encode("utf-8", "surrogatepass"))
    made.update(b"\0")
    made.update(data)
    return made.digest()
