"""Site addresses: slugs, the file of a page, links from one page to another.

An address is a path below the site's root without a leading slash: `blog/slug/` is a page whose
file is `blog/slug/index.html`, `atom.xml` a file of its own, and the empty address is the home page.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
_SPOKEN = {"+": " plus ", "#": " sharp ", "&": " and "}
_SAFE_IN_PATH = "/@!$&'()*+,;=:~-._"
_LONGEST_SLUG = 80


def file_of(address: str) -> str:
    """The file below `site/` that holds the page at `address`."""
    return address + "index.html" if address == "" or address.endswith("/") else address


def root_of(address: str) -> str:
    """The relative path from the page at `address` to the site's root: `../../`, or empty at the root."""
    return "../" * address.count("/")


def relative(address: str, seen_from: str) -> str:
    """The link to `address` (it may carry a fragment) from the page at `seen_from`; never empty."""
    path, mark, fragment = address.partition("#")
    if mark and path == seen_from:
        return "#" + quote(fragment, safe=_SAFE_IN_PATH)
    link = root_of(seen_from) + quote(path, safe=_SAFE_IN_PATH)
    tail = mark + quote(fragment, safe=_SAFE_IN_PATH)
    return (link or "./") + tail


def absolute(address: str, url: str) -> str:
    """The whole URL of `address` below the site's `url` (no trailing slash)."""
    path, mark, fragment = address.partition("#")
    return f"{url}/{quote(path, safe=_SAFE_IN_PATH)}{mark}{quote(fragment, safe=_SAFE_IN_PATH)}"


def base_path(url: str | None) -> str:
    """The path that the site is served under, with slashes at both ends: `/`, `/portfolio/`."""
    path = urlsplit(url).path.strip("/") if url else ""
    return f"/{path}/" if path else "/"


def slug(text: str) -> str:
    """A short ASCII name for an address; never empty, never a name that a file system reserves."""
    spoken = "".join(_SPOKEN.get(letter, letter) for letter in text)
    plain = unicodedata.normalize("NFKD", spoken).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].rstrip("-")
    if not name or _RESERVED.match(name):
        name = f"{name or 't'}-{_digest(text)}"
    return name


def slugs(texts: Iterable[str]) -> dict[str, str]:
    """A unique slug for each text: slugs that collide get a digest."""
    ordered = sorted(set(texts))
    slug_of = {text: slug(text) for text in ordered}
    counts: dict[str, int] = {}
    for name in slug_of.values():
        counts[name] = counts.get(name, 0) + 1
    return {text: name if counts[name] == 1 else f"{name}-{_digest(text)}" for text, name in slug_of.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


_HEAD = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?(?://[^/?#]*)?")
_NOT_IN_A_PATH = re.compile(r"[\x00-\x20\x7f\[\]\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")


def escape_url(url: str) -> str:
    """Escape characters in path, query and fragment that browsers accept and the standard forbids."""
    url = url.strip()
    head = _HEAD.match(url)
    offset = head.end() if head else 0
    rest, separator, fragment = _NOT_IN_A_PATH.sub(
        lambda match: f"%{ord(match[0]):02X}", url[offset:]
    ).partition("#")
    return url[:offset] + rest + separator + fragment.replace("#", "%23")
