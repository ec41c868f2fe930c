"""Resolve links and pictures in a text to content files, pages of the site, or other hosts.

Authors link to files in their folder (`../projects/latebus.md`, `images/x.png`); readers need the page's
address. Both forms work, relative to the file's folder and to the content's root. A target that does not
exist is a finding.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize
from urllib.parse import quote, unquote

from generator.core.file_names import FileNames, is_seen_alike

CONTENT = "content/"
IMAGES = "content/images/"
_PICTURES = "images/"
# Ids of the pages themselves. A text's anchors are GitHub's, so that links to them work wherever they are
# written; only a heading called like one of these gets a prefix. No script of ours looks for global names.
PAGE_IDS = frozenset(
    {"about", "again", "before", "contents", "counted", "made", "main", "read", "related", "seek", "series"}
    | {"sources", "weeks", "work", "writing"}
)
_PREFIX = "text-"

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")


@dataclass(frozen=True)
class LinkTargets:
    """What links can point to: `pages` (content file → address), addresses of pages and files, pictures.

    A picture is known by its path below `content/images/`, or by its whole path if it lies beside a text.
    `files` are the paths of files that are published as they are, with how many bytes they have. `base` is
    the path that the site is served under: links may have it or not.
    """

    pages: Mapping[str, str]
    addresses: frozenset[str]
    images: Collection[str]
    files: Mapping[str, int] = field(default_factory=dict)
    base: str = "/"

    @cached_property
    def names(self) -> FileNames:
        """The paths of all content files that can be linked to."""
        return FileNames([*self.pages, *map(picture_path, self.images), *self.files])

    def find(self, path: str) -> str | None:
        """The address of a content file, a picture, or a page given by its final address; None if unknown."""
        folder = path.rstrip("/")
        for page in (path, f"{folder}/index.md", f"{folder}/index.ipynb"):
            if page in self.pages:
                return self.pages[page]
        if path.startswith(IMAGES) and path.removeprefix(IMAGES) in self.images:
            return path.removeprefix(CONTENT)
        if path in self.images:
            return _PICTURES + path
        if path in self.files:
            return normalize("NFC", path.removeprefix(CONTENT))
        address = path.removeprefix(CONTENT)
        candidates = (address, address.rstrip("/") + "/", address.removesuffix("index.html"))
        return next((candidate for candidate in candidates if candidate in self.addresses), None)


@dataclass(frozen=True, slots=True)
class Target:
    """An address within the site. `fragment` is the id there, and empty for the page itself.

    `file` is the path of the content file if the link writes it in another way.
    """

    address: str
    fragment: str = ""
    file: str = ""

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
    link_path = _path_of(link)
    link_paths = [link_path]
    if targets.base != "/" and f"{link_path}/".startswith(targets.base):
        link_paths.append(f"/{link_path[len(targets.base) :]}")
    for candidate in (found for each in link_paths for found in _candidates(each, path, address)):
        target = targets.find(candidate)
        if target is not None:
            return Target(target, fragment)
    return _resolve_otherwise(link, fragment, path, address, targets)


def _resolve_otherwise(
    link: str, fragment: str, path: str, address: str, targets: LinkTargets
) -> Target | None:
    """The target of a link that writes its file otherwise: `#` or `?` as they are, other spaces, capitals."""
    whole = link.strip()
    for link_path, rest in dict.fromkeys(((_path_of(link), fragment), (unquote(whole), ""), (whole, ""))):
        for candidate in _candidates(link_path, path, address):
            file = candidate if targets.find(candidate) else targets.names.similar(candidate)
            target = targets.find(file) if file else None
            if file and target is not None:
                is_alike = is_seen_alike(file, candidate) and link_path == _path_of(link)
                return Target(target, rest, "" if is_alike else file)
    return None


def relative_link(file: str, path: str) -> str:
    """How a text at `path` has to write a link to `file`."""
    written = posixpath.relpath(normalize("NFC", file), posixpath.dirname(path))
    return quote(written, safe="/@!$&'*+,;=:~-._") if re.search(r"[\s#?%()<>\[\]]", written) else written


def picture_path(name: str) -> str:
    """The path of a picture: names stand below `content/images/` unless they are whole paths."""
    return name if name.startswith(CONTENT) else IMAGES + name


def _path_of(link: str) -> str:
    return unquote(link.strip().partition("#")[0].partition("?")[0])


def candidates(link: str, path: str, address: str) -> Iterator[str]:
    """The content paths that `link` in the file `path`, shown at `address`, can mean, the likeliest first."""
    yield from _candidates(_path_of(link), path, address)


def _candidates(link_path: str, path: str, address: str) -> Iterator[str]:
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
