"""Cache of the files in which the leak guard found nothing, so that it reads only new files.

A file is identified by the hash of its path and bytes. An entry is valid only for the same secrets and the
same code of the guard. Files with leaks, and files that could not be read whole, are never in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint
from generator.guard.patterns import Secret
from generator.site.files import RenderedFile

_KIND = "guard"
_SIZE = hashlib.sha256().digest_size
_PARTS = ("guard", "index", "encodings", "normalize", "patterns", "extract_text")
GUARD = (
    "generator.core.text",
    "generator.model.individuals",
    *(f"generator.guard.{name}" for name in _PARTS),
)


class CleanFiles(Struct):
    """The hashes of clean files. `key` identifies the secrets and the guard."""

    cache: Path | None
    key: str
    known: frozenset[bytes]
    confirmed: set[bytes] = field(default_factory=set)

    def has(self, path: str, file: RenderedFile) -> bool:
        """Whether the file was found clean before. Such a file stays in the cache."""
        digest = _digest(path, file)
        if digest in self.known:
            self.confirmed.add(digest)
            return True
        return False

    def save(self, files: Iterable[tuple[str, RenderedFile]]) -> None:
        """Store these files, and those that `has` confirmed; all others are dropped."""
        digests = self.confirmed | {_digest(path, file) for path, file in files}
        if digests != self.known:
            cache_put(self.cache, _KIND, self.key, b"".join(sorted(digests)))


def load_clean_files(secrets: Iterable[Secret], cache: Path | None) -> CleanFiles:
    """The clean files for these secrets; none without a cache."""
    if cache is None:
        return CleanFiles(None, "", frozenset())
    guard = code_fingerprint(*GUARD)
    key = cache_key(guard, repr(tuple(secrets)).encode("utf-8", "surrogatepass"))
    stored = cache_get(cache, _KIND, key) or b""
    whole = len(stored) - len(stored) % _SIZE
    return CleanFiles(cache, key, frozenset(stored[at : at + _SIZE] for at in range(0, whole, _SIZE)))


def _digest(path: str, file: RenderedFile) -> bytes:
    return hashlib.sha256(f"{path}\0{file.digest}".encode("utf-8", "surrogatepass")).digest()
