"""Resolve links and pictures in a text to content files, pages of the site, or other hosts.

Authors link to files in their folder (`../projects/latebus.md`, `images/x.png`); readers need the page's
address. Both forms work, relative to the file's folder and to the content's root. A target that does not
exist is a finding.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import unquote

CONTENT = "content/"
IMAGES = "content/images/"
# Ids of the pages themselves. A text's anchors are GitHub's, so that links to them work wherever they are
# written; only a heading called like one of these gets a prefix. No script of ours looks for global names.
PAGE_IDS = frozenset(
    {"about", "again", "before", "contents", "counted", "made", "main", "read", "related", "seek", "series"}
    | {"sources", "weeks", "work", "writing"}
)
_PREFIX = "text-"

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")


@dataclass(frozen=True, slots=True)
class LinkTargets:
    """What links can point to: `pages` (content file → address), addresses of pages and files, pictures."""

    pages: Mapping[str, str]
    addresses: frozenset[str]
    images: Collection[str]

    def find(self, path: str) -> str | None:
        """The address of a content file, a picture, or a page given by its final address; None if unknown."""
        if path in self.pages:
            return self.pages[path]
        if path.startswith(IMAGES) and path.removeprefix(IMAGES) in self.images:
            return path.removeprefix(CONTENT)
        address = path.removeprefix(CONTENT)
        candidates = (address, address.rstrip("/") + "/", address.removesuffix("index.html"))
        return next((candidate for candidate in candidates if candidate in self.addresses), None)


@dataclass(frozen=True, slots=True)
class Target:
    """An address within the site. `fragment` is the id there, and empty for the page itself."""

    address: str
    fragment: str = ""

    def __str__(self) -> str:
        return f"{self.address}#{self.fragment}" if self.fragment else self.address


def page_id(anchor: str) -> str:
    """The id on its page of an anchor in a text."""
    return f"{_PREFIX}{anchor}" if anchor in PAGE_IDS else anchor


def anchor_of(name: str) -> str:
    """The anchor that got this id."""
    anchor = name.removeprefix(_PREFIX)
    return anchor if anchor in PAGE_IDS else name


def is_outside(link: str) -> bool:
    """Whether `link` leaves the site. Schemes are checked in `sanitize`."""
    return link.startswith("//") or _SCHEME.match(link) is not None


def resolve(link: str, path: str, address: str, targets: LinkTargets) -> Target | None:
    """The target of an internal `link` in the content file `path`, shown at `address`; None without one."""
    raw_fragment = normalize("NFC", unquote(link.strip().partition("#")[2]))
    fragment = page_id(raw_fragment)
    if not _path_of(link):
        return Target(address, fragment) if link.strip().startswith("#") else None
    for candidate in candidates(link, path, address):
        target = targets.find(candidate)
        if target is not None:
            return Target(target, fragment)
    return None


def _path_of(link: str) -> str:
    return unquote(link.strip().partition("#")[0].partition("?")[0])


def candidates(link: str, path: str, address: str) -> Iterator[str]:
    """The content paths that `link` in the file `path`, shown at `address`, can mean, the likeliest first."""
    link_path = _path_of(link)
    if "\\" in link_path or "\0" in link_path:
        return
    if not link_path.startswith("/"):
        yield _join(posixpath.dirname(path), link_path)
    yield _join(CONTENT, link_path.lstrip("/"))
    if not link_path.startswith("/"):
        yield _join(CONTENT + address, link_path)


def _join(folder: str, link_path: str) -> str:
    """`link_path` relative to `folder`, its final slash kept; outside the content if it leads there."""
    joined = posixpath.normpath(posixpath.join(folder, link_path))
    if joined + "/" == CONTENT:
        return CONTENT
    return joined + "/" if link_path.endswith(("/", "/.", "/..")) else joined
