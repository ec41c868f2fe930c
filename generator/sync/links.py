"""Whether links lead anywhere: a quick question first, the page only if that is needed.

Each host is asked one thing at a time, with a pause between. What a host refuses to tell a program is
unknown, and so is everything without a network: never broken.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit

import httpx
from msgspec import Struct

from generator.core.text import fold_line
from generator.core.version import VERSION

State = Literal["fine", "moved", "gone", "odd", "other-title", "unknown"]
"""`gone`: the host says that there is nothing. `odd`: it says there is, and the page says there is not."""

MAX_PAGE = 2 * 1024 * 1024
MAX_REDIRECTS = 6
HOSTS_AT_ONCE = 8
_SECONDS = 15
_PAGE_SECONDS = 20
UNREACHABLE = "the host cannot be reached"
_PERMANENT = frozenset({301, 308})
_GONE = frozenset({404, 410, 451})
_NOT_FOUND = ("404", "not found", "page not found", "doesn t exist", "does not exist", "no longer available")


class Link(Struct, frozen=True):
    """A link to check. With `title`, its page should have this title; `keep` asks for the page itself."""

    url: str
    title: str = ""
    keep: bool = False


class Found(Struct, frozen=True):
    """What became of a link, with the address it leads to in the end and what else there is to say."""

    state: State
    final: str = ""
    why: str = ""
    page: bytes | None = None


class _Answer(Struct, frozen=True):
    status: int
    final: str
    is_moved: bool
    body: bytes = b""
    kind: str = ""


def check_links(links: Iterable[Link], pause: float = 1.0) -> Mapping[Link, Found]:
    """What each link leads to. Hosts are asked side by side, the links of one host one after the other."""
    by_host: dict[str, list[Link]] = {}
    for link in dict.fromkeys(links):
        by_host.setdefault(host_of(link.url), []).append(link)
    headers = {"User-Agent": f"weekproof/{VERSION} (checks the links of one portfolio)"}
    timeout = httpx.Timeout(_SECONDS)
    with (
        httpx.Client(headers=headers, timeout=timeout, follow_redirects=False) as client,
        ThreadPoolExecutor(HOSTS_AT_ONCE) as pool,
    ):
        parts = pool.map(lambda host: _check_host(client, by_host[host], pause), by_host)
        return {link: found for part in parts for link, found in part}


def host_of(url: str) -> str:
    """The host of an address, empty if it has none."""
    try:
        return urlsplit(url).netloc.casefold()
    except ValueError:
        return ""


def is_local(url: str) -> bool:
    """Whether an address is of this machine or a local network, where a stranger's link must not lead."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or host.endswith((".local", ".internal", ".localhost"))


def _check_host(client: httpx.Client, links: list[Link], pause: float) -> list[tuple[Link, Found]]:
    """The links of one host. If it cannot be reached for one of them, it is not asked for the others."""
    found: list[tuple[Link, Found]] = []
    for link in links:
        if found and found[-1][1].why == UNREACHABLE:
            found.append((link, found[-1][1]))
            continue
        if found:
            time.sleep(pause)
        found.append((link, _check(client, link)))
    return found


def _check(client: httpx.Client, link: Link) -> Found:
    if is_local(link.url):
        return Found("unknown", why="an address of a local network")
    try:
        needs_page = bool(link.title) or link.keep
        answer = None if needs_page else _ask(client, "HEAD", link.url)
        # Many hosts answer HEAD with anything but what GET says.
        if answer is None or answer.status >= 400:
            answer = _ask(client, "GET", link.url)
    except _Circle:
        return Found("gone", why="redirects in a circle")
    except httpx.TimeoutException:
        return Found("unknown", why="no answer in time")
    except httpx.ConnectError:
        return Found("unknown", why=UNREACHABLE)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return Found("unknown", why="no answer that can be read")
    return _judged(link, answer)


def _judged(link: Link, answer: _Answer) -> Found:
    if answer.status in _GONE:
        return Found("gone", answer.final, f"status {answer.status}")
    if answer.status >= 400:
        return Found("unknown", answer.final, f"the host does not tell programs, status {answer.status}")
    page = answer.body if link.keep and answer.body else None
    titles = _titles(answer)
    if _is_soft_404(link, answer, titles):
        return Found("odd", answer.final, "the page says that it was not found, or is the host's first page")
    if link.title and titles and not any(_is_title(link.title, title) for title in titles):
        return Found("other-title", answer.final, f"the page is called “{titles[0][:120]}”", page)
    return Found("moved" if answer.is_moved else "fine", answer.final, "", page)


class _Circle(Exception):  # noqa: N818 - names what the host does
    """Too many redirects."""


def _ask(client: httpx.Client, method: str, url: str) -> _Answer:
    address, is_moved = httpx.URL(url), False
    for _ in range(MAX_REDIRECTS):
        with client.stream(method, address) as answer:
            if answer.has_redirect_location:
                target = address.join(answer.headers["location"])
                if target.scheme not in ("http", "https") or is_local(str(target)):
                    raise ValueError("no web address")
                # From http to https, or with a slash at the end, is no other place.
                is_same = (target.host, target.path.rstrip("/")) == (address.host, address.path.rstrip("/"))
                is_moved = is_moved or (answer.status_code in _PERMANENT and not is_same)
                address = target
                continue
            body = _read(answer) if method == "GET" else b""
            kind = answer.headers.get("content-type", "")
            return _Answer(answer.status_code, str(address), is_moved, body, kind)
    raise _Circle


def _read(answer: httpx.Response) -> bytes:
    until, data = time.monotonic() + _PAGE_SECONDS, bytearray()
    for part in answer.iter_bytes():
        data += part
        if len(data) > MAX_PAGE or time.monotonic() > until:
            break
    return bytes(data[:MAX_PAGE])


class _TitleReader(HTMLParser):
    """Collects what a page calls itself."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a title, or take that of the page's metadata."""
        known = dict(attrs)
        if tag == "meta" and (known.get("property") or known.get("name")) in ("og:title", "twitter:title"):
            self.titles.append(known.get("content") or "")
        elif tag in ("title", "h1"):
            self._inside = tag
            self.titles.append("")

    def handle_endtag(self, tag: str) -> None:
        """End a title."""
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        """Add to the title that we are in."""
        if self._inside:
            self.titles[-1] += data


def _titles(answer: _Answer) -> list[str]:
    if "html" not in answer.kind:
        return []
    reader = _TitleReader()
    reader.feed(answer.body.decode("utf-8", "replace"))
    return [title for title in (" ".join(title.split()) for title in reader.titles) if title]


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in fold_line(text)).split()


def _is_title(claimed: str, shown: str) -> bool:
    """Whether two titles are the same but for what a site adds to it and small words."""
    wanted, there = _words(claimed), frozenset(_words(shown))
    return not wanted or sum(word in there for word in wanted) / len(wanted) >= 0.6


def _is_soft_404(link: Link, answer: _Answer, titles: list[str]) -> bool:
    asked, final = urlsplit(link.url), urlsplit(answer.final)
    if asked.path.strip("/") and not final.path.strip("/") and not final.query:
        return True
    shown = [" ".join(_words(title)) for title in titles[:2]]
    own = " ".join(_words(link.title))
    return any(words in title and words not in own for title in shown for words in _NOT_FOUND)


def copy_name(day: dt.date, name: str, page: bytes) -> str:
    """The name of the copy of a page: its day, whose it is, and the beginning of its digest."""
    return f"{day}-{name}-{digest_of(page)[:12]}.html"


def digest_of(page: bytes) -> str:
    """The SHA-256 of a page."""
    return hashlib.sha256(page).hexdigest()
