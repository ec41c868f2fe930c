"""`sitemap.xml`, the pages that search engines should index, and `robots.txt`, which names it."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from generator.public.view import SiteView
from generator.site.extras.extra import BuildContext, BuildResult
from generator.site.files import RenderedFile
from generator.site.pages.page import Page
from generator.site.urls import absolute

SITEMAP = "sitemap.xml"
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def addresses(view: SiteView) -> tuple[str, ...]:
    """A site without a URL has no sitemap: its links must be absolute."""
    return (SITEMAP,) if view.url else ()


def make(context: BuildContext) -> BuildResult:
    """`robots.txt`, and the sitemap if the site has a URL."""
    url = context.view.url
    location = f"\nSitemap: {absolute(SITEMAP, url)}\n" if url else ""
    robots = f"User-agent: *\nAllow: /\n{location}"
    sitemaps = {SITEMAP: sitemap(context.pages, url)} if url else {}
    return BuildResult({"robots.txt": RenderedFile(robots.encode()), **sitemaps})


def sitemap(pages: Iterable[Page], url: str) -> RenderedFile:
    """The sitemap of all listed pages, by address."""
    listed = sorted((page for page in pages if page.listed), key=lambda page: page.address)
    root = Tree.Element("urlset", {"xmlns": _SCHEMA})
    for page in listed:
        entry = Tree.SubElement(root, "url")
        Tree.SubElement(entry, "loc").text = absolute(page.address, url)
        if page.updated is not None:
            Tree.SubElement(entry, "lastmod").text = page.updated.isoformat()
    sources = sorted({path for page in listed for path in page.sources})
    return RenderedFile(Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", tuple(sources))
