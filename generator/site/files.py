"""A site before it is published: what renderers return, what the guard reads and what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from generator.core.cache import cache_get, cache_key, cache_put, cache_read
from generator.core.diagnostics import Location
from generator.core.errors import MachineError
from generator.core.fileops import Spool


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are not in memory: their `digest` and `size`, and how to `read` them again."""

    digest: str
    size: int
    read: Callable[[], bytes]


class RenderedFile:
    """One output file.

    `sources` are the repository paths of the content files that it shows: they tell the guard whom the
    page may name (`mentions`) and where a finding should point. `digest` is the SHA-256 of its bytes.
    """

    __slots__ = ("_content", "sources")

    def __init__(self, data: bytes | Kept, sources: tuple[str, ...] = ()) -> None:
        self._content = data
        self.sources = sources

    @property
    def data(self) -> bytes:
        """Its bytes. They are read again each time if they are not in memory."""
        return self._content.read() if isinstance(self._content, Kept) else self._content

    @property
    def digest(self) -> str:
        """The SHA-256 of its bytes in hex."""
        if isinstance(self._content, Kept):
            return self._content.digest
        return hashlib.sha256(self._content).hexdigest()

    @property
    def size(self) -> int:
        """The number of its bytes."""
        return self._content.size if isinstance(self._content, Kept) else len(self._content)

    def set_aside(self, spool: Spool) -> RenderedFile:
        """The same file with its bytes in `spool`."""
        if isinstance(self._content, Kept):
            return self
        return RenderedFile(set_aside(self._content, spool), self.sources)

    def __eq__(self, other: object) -> bool:
        """Whether bytes and sources are the same."""
        if not isinstance(other, RenderedFile):
            return NotImplemented
        return self.sources == other.sources and self.digest == other.digest

    def __hash__(self) -> int:
        """A hash of bytes and sources."""
        return hash((self.digest, self.sources))

    def __repr__(self) -> str:
        """The beginning of its bytes, for tests."""
        return f"RenderedFile({self.data[:80]!r}, {self.sources!r})"


def find_kept(cache: Path | None, kind: str, key: str, make: Callable[[], bytes]) -> Kept | None:
    """What `keep` has kept, without reading it; None if there is nothing.

    `make` makes the bytes again, in case that they are gone when they are read.
    """
    if cache is None:
        return None
    about = cache_read(cache, _ABOUT, cache_key(kind.encode(), key.encode()), _digest_and_size)
    return Kept(*about, partial(_reread, cache, kind, key, about[0], make)) if about else None


def keep(cache: Path | None, kind: str, key: str, data: bytes) -> None:
    """Keep bytes in the build cache, with their digest apart from them."""
    if cache is None:
        return
    cache_put(cache, kind, key, data)
    about = json.dumps([hashlib.sha256(data).hexdigest(), len(data)]).encode()
    cache_put(cache, _ABOUT, cache_key(kind.encode(), key.encode()), about)


_ABOUT = "about"


def _digest_and_size(data: bytes) -> tuple[str, int]:
    digest, size = json.loads(data)
    return str(digest), int(size)


def _reread(cache: Path, kind: str, key: str, digest: str, make: Callable[[], bytes]) -> bytes:
    data = cache_get(cache, kind, key)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        data = make()
        if hashlib.sha256(data).hexdigest() != digest:  # the guard has judged other bytes by their digest
            keep(cache, kind, key, data)
            raise MachineError("A file in the cache does not match its digest.", hint="Build again.")
        cache_put(cache, kind, key, data)
    return data


def set_aside(data: bytes, spool: Spool) -> Kept:
    """These bytes, put into `spool`."""
    return Kept(hashlib.sha256(data).hexdigest(), len(data), spool.put(data))


def json_file(value: object, sources: tuple[str, ...] = ()) -> RenderedFile:
    """`value` as an indented JSON file in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return RenderedFile(f"{text}\n".encode("utf-8", "replace"), sources)


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A whole site, not checked yet. Keys are paths below `site/` with `/`."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)


SITE = "site/"


def location_of(site: RenderedSite, path: str) -> Location:
    """The content file with the name of the page; else the output file itself.

    A page also shows other content (neighbouring posts, the navigation), so its other sources do not count.
    """
    page = PurePosixPath(path)
    name = page.parent.name if page.stem == "index" else page.stem
    for source in site.files[path].sources:
        stem = PurePosixPath(source).stem
        if name and (stem == name or stem.endswith(f"-{name}")):
            return Location(source)
    return Location(SITE + path)
