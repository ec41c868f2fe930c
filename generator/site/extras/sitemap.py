"""The sitemap: all pages that search engines should know."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from generator.public.view import SiteView
from generator.site.extras.product import BuildContext, BuildResult
from generator.site.files import RenderedFile
from generator.site.pages.page import Page
from generator.site.urls import absolute

SITEMAP = "sitemap.xml"
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def addresses(view: SiteView) -> tuple[str, ...]:
    """Without an address of its own a site has no sitemap: its links must be whole."""
    return (SITEMAP,) if view.url else ()


def make(making: BuildContext) -> BuildResult:
    """The sitemap of all pages."""
    url = making.view.url
    return BuildResult({SITEMAP: sitemap(making.pages, url)} if url else {})


def sitemap(pages: Iterable[Page], url: str) -> RenderedFile:
    """The pages that are listed, in the order of their addresses."""
    listed = sorted((page for page in pages if page.listed), key=lambda page: page.address)
    root = Tree.Element("urlset", {"xmlns": _SCHEMA})
    for page in listed:
        entry = Tree.SubElement(root, "url")
        Tree.SubElement(entry, "loc").text = absolute(page.address, url)
        if page.updated is not None:
            Tree.SubElement(entry, "lastmod").text = page.updated.isoformat()
    sources = sorted({path for page in listed for path in page.sources})
    return RenderedFile(Tree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n", tuple(sources))
