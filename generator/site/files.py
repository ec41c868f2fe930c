"""A site before it is published: what renderers return, what the guard reads and what is published."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Literal

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
    return Kept(*about, partial(_reread, cache, kind, about[0], make)) if about else None


def keep(cache: Path | None, kind: str, key: str, file: Kept, *, has_bytes: bool = False) -> None:
    """Keep a file in the build cache: what it is under its key, and its bytes under their digest.

    `has_bytes` says that the cache has the bytes already.
    """
    if not has_bytes:
        cache_put(cache, kind, file.digest, file.read())
    about = json.dumps([file.digest, file.size]).encode()
    cache_put(cache, _ABOUT, cache_key(kind.encode(), key.encode()), about)


_ABOUT = "about"


def _digest_and_size(data: bytes) -> tuple[str, int]:
    digest, size = json.loads(data)
    return str(digest), int(size)


def _reread(cache: Path, kind: str, digest: str, make: Callable[[], bytes]) -> bytes:
    data = cache_get(cache, kind, digest)
    if data is None or hashlib.sha256(data).hexdigest() != digest:
        data = make()
        if hashlib.sha256(data).hexdigest() != digest:  # the guard has judged other bytes by their digest
            raise MachineError("A file in the cache is not what it was.", hint="Build with --no-cache.")
        cache_put(cache, kind, digest, data)
    return data


def set_aside(data: bytes, spool: Spool) -> Kept:
    """These bytes, put into `spool`."""
    return Kept(hashlib.sha256(data).hexdigest(), len(data), spool.put(data))


def json_file(value: object, sources: tuple[str, ...] = ()) -> RenderedFile:
    """`value` as an indented JSON file in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return RenderedFile(f"{text}\n".encode("utf-8", "replace"), sources)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a page was made again.

    `state` is "kept" if it was not, "new" if nothing is known of an earlier one, "always" if it cannot be
    kept, else "changed". `changes` are the parts that are others: `content/blog/a.md: title`, `site: name`.
    """

    state: Literal["kept", "new", "changed", "always"]
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedSite:
    """A whole site, not checked yet. Keys are paths below `site/` with `/`.

    `why` is the page that somebody asked about, and why it was made.
    """

    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    why: tuple[str, Why] | None = None


SITE = "site/"


def asked_path(asked: str, sources: Mapping[str, tuple[str, ...]], url: str | None) -> str | None:
    """The page that somebody means: by its address, its path, or the file that it is made from.

    `sources` has the content files of each page by its path.
    """
    name = asked.replace("\\", "/").removeprefix(f"{url}/" if url else "/").removeprefix("/")
    for each in (name, name.removeprefix(SITE)):
        for path in (each, f"{each.strip('/')}/index.html".removeprefix("/")):
            if path in sources:
                return path
    made = (path for path, files in sources.items() if files[:1] == (name,) and path.endswith("index.html"))
    return max(made, key=len, default=None)


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
