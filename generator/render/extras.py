"""The small files around the pages: sitemap, robots, the icon, and signposts at old addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from xml.etree import ElementTree as Tree

from generator.diagnostics import Diagnostic, Place, Severity
from generator.render.addresses import absolute, file_of, relative
from generator.render.files import RenderedFile
from generator.render.pages.page import Page
from generator.render.templates import Templates
from generator.views.public import PostView, SiteView

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OLD = re.compile(r"[A-Za-z0-9._~%+@,=-]+(?:/[A-Za-z0-9._~%+@,=-]+)*/?\Z")


def sitemap(pages: Iterable[Page], url: str) -> RenderedFile:
    """All pages that search engines should know, in the order of their addresses."""
    listed = sorted((page for page in pages if page.listed), key=lambda page: page.address)
    root = Tree.Element("urlset", {"xmlns": _SITEMAP})
    for page in listed:
        entry = Tree.SubElement(root, "url")
        Tree.SubElement(entry, "loc").text = absolute(page.address, url)
        if page.updated is not None:
            Tree.SubElement(entry, "lastmod").text = page.updated.isoformat()
    sources = sorted({path for page in listed for path in page.sources})
    return RenderedFile(Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", tuple(sources))


def robots(url: str | None) -> RenderedFile:
    """Everybody may read everything."""
    where = f"\nSitemap: {absolute('sitemap.xml', url)}\n" if url else ""
    return RenderedFile(f"User-agent: *\nAllow: /\n{where}".encode())


def icon(view: SiteView) -> RenderedFile:
    """The graduate's initials, in ink on paper or the other way round as the browser is set."""
    words = re.findall(r"\w+", view.name)
    initials = (words[0][0] + words[-1][0] if len(words) > 1 else (words or ["·"])[0][:1]).upper()
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        "<style>rect{fill:#1f1c17}text{fill:#fbf9f4}"
        "@media (prefers-color-scheme:dark){rect{fill:#fbf9f4}text{fill:#1f1c17}}</style>"
        '<rect width="64" height="64" rx="8"/>'
        '<text x="32" y="43" font-family="Georgia,serif" font-size="32" text-anchor="middle">'
        f"{escape(initials)}</text></svg>\n"
    )
    return RenderedFile(drawn.encode())


def signposts(
    view: SiteView, templates: Templates, taken: Mapping[str, RenderedFile]
) -> tuple[dict[str, RenderedFile], list[Diagnostic]]:
    """A page at each old address of a post that leads to the new one, and addresses that cannot be."""
    made: dict[str, RenderedFile] = {}
    found: list[Diagnostic] = []
    for post, old in _moved(view.posts):
        address = _address(old)
        file = file_of(address) if address is not None else None
        if address is None or file is None:
            found.append(_bad(post, f"“{old}” is no address that a page of this site could have had."))
        elif _is_taken(file, {*taken, *made}):
            found.append(_bad(post, f"“{old}” is the address of another page."))
        else:
            made[file] = _signpost(post, address, view, templates)
    return made, found


def _moved(posts: Iterable[PostView]) -> Iterator[tuple[PostView, str]]:
    for post in posts:
        for old in dict.fromkeys(post.redirect_from):
            yield post, old


def _address(old: str) -> str | None:
    """An old path as an address of ours; None of one that leads out or is none."""
    way = old.strip().lstrip("/")
    parts = way.rstrip("/").split("/")
    if not _OLD.match(way) or any(part.strip(".") == "" for part in parts):
        return None
    if way.endswith("/index.html"):
        return way.removesuffix("index.html")
    return way if way.endswith(("/", ".html", ".htm")) else way + "/"


def _is_taken(file: str, files: set[str]) -> bool:
    """As a file system sees it that takes no heed of case, folders included."""
    folded = {name.casefold() for name in files}
    parts = file.casefold().split("/")
    above = {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
    return bool(above & folded) or any(name.startswith(file.casefold() + "/") for name in folded)


def _bad(post: PostView, message: str) -> Diagnostic:
    hint = "An old address looks like /2024/05/old-name/ or old-name.html."
    return Diagnostic("redirect-invalid", Severity.ERROR, message, Place(post.path), hint=hint)


def _signpost(post: PostView, address: str, view: SiteView, templates: Templates) -> RenderedFile:
    values = {
        "site": view,
        "post": post,
        "target": relative(post.address, address),
        "canonical": absolute(post.address, view.url) if view.url else relative(post.address, address),
    }
    return RenderedFile(templates.page("redirect.html", values), (post.path,))
