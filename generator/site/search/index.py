"""The search index: made by pagefind from what can be found, kept until that changes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.addresses import RESUME, SEARCH
from generator.core.cache import cache_get, cache_key, cache_put, pack, unpack
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.site.files import RenderedFile
from generator.site.markdown.render_markdown import TextView
from generator.site.pages.page import SiteContext
from generator.site.search.documents import searched
from generator.site.search.pagefind import bundle, edition, program
from generator.site.urls import file_of

_FOLDER = "search"
_FRAGMENT_MARK = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Search:
    """The files of the index by their paths below `site/`; none where there is no search."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)


def search_index(material: SiteContext, cache: Path | None) -> Search:
    """The index of all that can be found in a portfolio."""
    pages = searched(material)
    if not pages:
        return Search()
    if program() is None:
        return Search(diagnostics=(_left_out("search-left-out.not-here"),))
    made = _kept(pages, cache)
    if made is None:
        return Search(diagnostics=(_left_out("search-left-out.did-not-run"),))
    sources = _sources(material)
    shown = {path: RenderedFile(data, _shown(path, data, sources)) for path, data in made.items()}
    return Search({f"{SEARCH}{path}": file for path, file in shown.items()})


def _kept(pages: Mapping[str, str], cache: Path | None) -> dict[str, bytes] | None:
    """The files that a browser asks for, from the last build where nothing has changed since."""
    words = json.dumps(sorted(pages.items()), ensure_ascii=False).encode("utf-8", "replace")
    key = cache_key(edition().encode(), words)
    held = cache_get(cache, _FOLDER, key)
    unpacked = unpack(held) if held is not None else None
    if unpacked is not None and isinstance(unpacked[0], list):
        return dict(zip(map(str, unpacked[0]), unpacked[1], strict=True))
    made = bundle(pages)
    if made is None:
        return None
    needed = {path: made[path] for path in _needed(made)}
    cache_put(cache, _FOLDER, key, pack(list(needed), list(needed.values())))
    return needed


def _needed(made: Mapping[str, bytes]) -> Iterator[str]:
    """The script, the words of the languages that there are, and none of pagefind's own surfaces."""
    languages = json.loads(made["pagefind-entry.json"])["languages"].values()
    wasm = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    for path in sorted(made):
        is_index = path.startswith(("fragment/", "index/")) or path.endswith(".pf_meta")
        if is_index or path in ("pagefind.js", "pagefind-entry.json") or path in wasm:
            yield path


def _sources(material: SiteContext) -> dict[str, str]:
    """The content file behind each page that can be found, by the page's file."""
    view = material.view
    texts: tuple[TextView, ...] = (*view.posts, *view.projects, *view.pages)
    files = {file_of(each.address): each.path for each in texts}
    if view.resume is not None:
        files[file_of(RESUME)] = view.resume.path
    return files


def _shown(path: str, data: bytes, sources: Mapping[str, str]) -> tuple[str, ...]:
    """The content files that a file of the index shows: a fragment holds one page, the rest all words."""
    every = tuple(sorted(sources.values()))
    if not path.startswith("fragment/"):
        return every if path.startswith("index/") else ()
    told = json.loads(zlib.decompress(data, zlib.MAX_WBITS | 16).removeprefix(_FRAGMENT_MARK))
    source = sources.get(file_of(str(told["url"]).lstrip("/")))
    return (source,) if source else every


def _left_out(text: str) -> Diagnostic:
    return diagnostic(text, Location("portfolio.yaml"), Severity.NOTE)
