"""robots.txt: everybody may read everything."""

from __future__ import annotations

from generator.site.extras.product import BuildContext, BuildResult
from generator.site.extras.sitemap import SITEMAP
from generator.site.files import RenderedFile
from generator.site.urls import absolute


def make(making: BuildContext) -> BuildResult:
    """robots.txt, which names the sitemap if there is one."""
    url = making.view.url
    where = f"\nSitemap: {absolute(SITEMAP, url)}\n" if url else ""
    return BuildResult({"robots.txt": RenderedFile(f"User-agent: *\nAllow: /\n{where}".encode())})
