"""Check the links inside the site: each leads to a file, and each fragment to an id."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from generator.core.addresses import FILES
from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint
from generator.core.diagnostics import Diagnostic, diagnostic, sort_diagnostics
from generator.core.messages import Message
from generator.site.files import RenderedFile, RenderedSite, location_of

_MAX_PAGES = 3  # with the same broken link; more become one diagnostic
# Quantifiers are possessive: nothing here backtracks.
_WITHOUT_LINKS = re.compile(r"<!--|<(?:script|style)\b", re.IGNORECASE)
_ENDS = {
    "<!--": re.compile("-->"),
    "<script": re.compile(r"</script\s*>", re.IGNORECASE),
    "<style": re.compile(r"</style\s*>", re.IGNORECASE),
}
_TAG = re.compile(r"<([a-zA-Z][^\s/>]*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>")
_ATTRIBUTE = re.compile(r"([^\s=>\"'/]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++)))?")
_NAMES = re.compile(r"href|src|poster|id|name|content|data", re.IGNORECASE)
_REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*(?:url\s*=\s*)?['\"]?([^'\"]+)", re.IGNORECASE)
_ELSEWHERE = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_SPACES = re.compile(r"[\t\n\r]+")
_TOP = frozenset({"", "top"})


@dataclass(frozen=True, slots=True)
class _Page:
    """The ids and links of a page. `links` are as written, without repeats."""

    ids: frozenset[str]
    links: tuple[str, ...]


def broken_links(site: RenderedSite, base_path: str, kept: Path | None = None) -> tuple[Diagnostic, ...]:
    """One error for each internal link of an HTML page that leads to no file or to no id.

    `base_path` is the path of the site's address (empty, `/` or `/portfolio`). A link is internal
    if it names no host. A link that is broken on many pages (a navigation, a footer) is reported once.
    `kept` is the build cache, which has the links of pages that were read before.
    """
    base = f"/{base_path.strip('/')}/".replace("//", "/")
    read = cache(lambda path: _read(site.files[path], kept))
    broken: dict[Message, list[tuple[str, str]]] = {}
    for path in sorted(site.files):
        if path.endswith((".html", ".htm")) and not path.startswith(FILES):
            for link in read(path).links:
                reason = _reason_against(link, path, base, site, read)
                if reason:
                    broken.setdefault(reason, []).append((path, link))
    return sort_diagnostics(
        item for reason, uses in broken.items() for item in _diagnostics(reason, uses, site)
    )


_KIND = "links"
_MOST_KNOWN = 4096  # the preview reads the same pages again after every change
_known: dict[str, _Page] = {}


def _read(file: RenderedFile, kept: Path | None) -> _Page:
    known = _known.get(file.digest)
    if known is not None:
        return known
    key = cache_key(_edition(), file.digest.encode())
    page = cache_read(kept, _KIND, key, _unpacked) if kept else None
    if page is None:
        page = _parse(file.data.decode("utf-8", "replace"))
        ids, links = sorted(page.ids), page.links
        cache_put(kept, _KIND, key, json.dumps([ids, links]).encode())
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    _known[file.digest] = page
    return page


@cache
def _edition() -> bytes:
    return code_fingerprint(__name__)


def _unpacked(data: bytes) -> _Page:
    ids, links = json.loads(data)
    return _Page(frozenset(map(str, ids)), tuple(map(str, links)))


def _parse(text: str) -> _Page:
    ids: set[str] = set()
    links: dict[str, None] = {}
    for tag in _TAG.finditer(_strip_silent(text)):
        if not _NAMES.search(tag[2]):
            continue
        attributes = {
            match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
            for match in _ATTRIBUTE.finditer(tag[2])
        }
        ids.update(_ids(tag[1].lower(), attributes))
        links.update(dict.fromkeys(_links(tag[1].lower(), attributes)))
    return _Page(frozenset(ids), tuple(links))


def _strip_silent(text: str) -> str:
    """The text without comments and without the content of scripts and styles, which have no links.

    Unclosed ones stay. If the end of a kind was not found once, it is not searched again.
    """
    kept, done = [], 0
    unclosed: set[str] = set()
    for start in _WITHOUT_LINKS.finditer(text):
        kind = start[0].lower()
        if start.start() < done or kind in unclosed:
            continue
        is_comment = kind == "<!--"
        opened = start.end() if is_comment else text.find(">", start.end()) + 1
        end = _ENDS[kind].search(text, opened) if opened else None
        if end is None:
            unclosed.add(kind)
            continue
        kept += [text[done : start.start()], " " if is_comment else text[start.start() : opened]]
        done = end.end()
    return "".join([*kept, text[done:]])


def _ids(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    if "id" in attributes:
        yield attributes["id"]
    if tag == "a" and "name" in attributes:
        yield attributes["name"]


def _links(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield from (attributes[name] for name in ("href", "src", "poster") if name in attributes)
    for choice in attributes.get("srcset", "").split(","):
        yield from choice.split()[:1]
    if tag == "object" and "data" in attributes:
        yield attributes["data"]
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        match = _REFRESH.search(attributes.get("content", ""))
        if match:
            yield match[1]


def _reason_against(
    link: str, page: str, base: str, site: RenderedSite, read: Callable[[str], _Page]
) -> Message | None:
    """Why a link of a page is broken; None if it is not, or leads to another host."""
    link = _SPACES.sub("", link.strip())
    if _ELSEWHERE.match(link):
        return None
    before, _, fragment = link.partition("#")
    path = _path(before.split("?")[0], page, base)
    if f"{path}/" == base:
        path = base
    if not path.startswith(base):
        return Message("broken-link.outside", path=path, base=base)
    inner = path[len(base) :]
    if not inner or inner.endswith("/"):
        inner += "index.html"
    if inner not in site.files:
        inner = f"{inner}/index.html"
    if inner not in site.files:
        return Message("broken-link.no-file", path=path)
    wanted = unquote(fragment.split(":~:")[0]) if fragment else ""
    if wanted in _TOP or not inner.endswith((".html", ".htm", ".svg")) or wanted in read(inner).ids:
        return None
    return Message("broken-link.no-place", path=path, name=wanted)


def _path(written: str, page: str, base: str) -> str:
    """The absolute path of a link, with dots resolved and escapes decoded."""
    if not written:
        return base + page
    written = written.replace("\\", "/")
    whole = written if written.startswith("/") else f"{base}{page.rpartition('/')[0]}/{written}"
    done: list[str] = []
    parts = [unquote(part) for part in whole.split("/")] if "%" in whole else whole.split("/")
    for part in parts:
        if part == "..":
            del done[-1:]
        elif part not in ("", "."):
            done.append(part)
    path = "/" + "/".join(done)
    return f"{path}/" if done and parts[-1] in ("", ".", "..") else path


def _diagnostics(reason: Message, uses: list[tuple[str, str]], site: RenderedSite) -> Iterator[Diagnostic]:
    pages = len({path for path, _ in uses})
    for path, link in uses if pages <= _MAX_PAGES else uses[:1]:
        also = Message("broken-link.on-pages", pages=pages) if pages > _MAX_PAGES else None
        yield diagnostic("broken-link.of-page", location_of(site, path), link=link, reason=reason, also=also)
