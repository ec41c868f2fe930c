"""What a link or a picture in a text means: a file of the content, a page of the site, or elsewhere.

Writers point at what they see in their folder (`../projects/latebus.md`, `images/x.png`); readers
need the page's address. Both ways of writing are understood, from the file's own folder and from
the content's root; what is meant but does not exist is told, not shipped.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

CONTENT = "content/"
IMAGES = "content/images/"
ID_PREFIX = "c-"  # so that a heading called "location" cannot stand in for the window's own

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")


@dataclass(frozen=True, slots=True)
class Known:
    """What can be pointed at: content files by path, addresses of pages and files, pictures."""

    pages: Mapping[str, str]
    addresses: frozenset[str]
    images: Collection[str]

    def find(self, path: str) -> str | None:
        """The address of a content file, of a picture, or of a page that is addressed as it will be."""
        if path in self.pages:
            return self.pages[path]
        if path.startswith(IMAGES) and path.removeprefix(IMAGES) in self.images:
            return path.removeprefix(CONTENT)
        inside = path.removeprefix(CONTENT)
        forms = (inside, inside.rstrip("/") + "/", inside.removesuffix("index.html"))
        return next((form for form in forms if form in self.addresses), None)


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the site. `fragment` has its prefix already, and is empty for the page itself."""

    address: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.address}#{self.fragment}" if self.fragment else self.address


def is_outside(link: str) -> bool:
    """Whether `link` leaves the site. Its scheme is somebody else's business (see `hygiene`)."""
    return link.startswith("//") or _SCHEME.match(link) is not None


def resolve(link: str, path: str, address: str, known: Known) -> Target | None:
    """What the site-internal `link` in the content file `path`, shown at `address`, points at.

    None when nothing is there.
    """
    mark = link.strip().partition("#")[2]
    fragment = f"{ID_PREFIX}{unquote(mark)}" if mark else ""
    if not _way(link):
        return Target(address, fragment) if fragment else None
    for candidate in candidates(link, path, address):
        found = known.find(candidate)
        if found is not None:
            return Target(found, fragment)
    return None


def _way(link: str) -> str:
    return unquote(link.strip().partition("#")[0].partition("?")[0])


def candidates(link: str, path: str, address: str) -> Iterator[str]:
    """The content paths that `link` in the file `path`, shown at `address`, may mean, the likeliest first."""
    way = _way(link)
    if "\\" in way or "\0" in way:
        return
    if not way.startswith("/"):
        yield _joined(posixpath.dirname(path), way)
    yield _joined(CONTENT, way.lstrip("/"))
    if not way.startswith("/"):
        yield _joined(CONTENT + address, way)


def _joined(folder: str, way: str) -> str:
    """`way` seen from `folder`, with the slash at the end kept; may lead out, and is then not found."""
    plain = posixpath.normpath(posixpath.join(folder, way))
    if plain + "/" == CONTENT:
        return CONTENT
    return plain + "/" if way.endswith(("/", "/.", "/..")) else plain


def places_of(link: str, body: str) -> Iterator[tuple[int, int]]:
    """Where `link` is written in `body`: 0-based line and 1-based column, the first one at least.

    Code is not looked into unless the link stands nowhere else.
    """
    found = False
    fence = ""
    for number, line in enumerate(body.split("\n")):
        mark = line.lstrip()[:3]
        if mark in ("```", "~~~") and fence in ("", mark):
            fence = "" if fence else mark
        column = -1 if fence else _column(link, line)
        if column >= 0:
            found = True
            yield number, column + 1
    if not found:
        yield from _anywhere(link, body)


def _column(link: str, line: str) -> int:
    """Where `link` stands in `line` as a link does: after an opening or a space. -1 if nowhere."""
    match = re.search(r"""(?<=[(<"'=\s])""" + re.escape(link) + r"""(?=[)>"'\s]|\Z)""", line)
    return match.start() if match else -1


def _anywhere(link: str, body: str) -> Iterator[tuple[int, int]]:
    at = body.find(link) if link else -1
    if at < 0:
        yield 0, 1
        return
    yield body.count("\n", 0, at), at - body.rfind("\n", 0, at)
