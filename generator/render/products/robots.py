"""robots.txt: everybody may read everything."""

from __future__ import annotations

from generator.render.addresses import absolute
from generator.render.files import RenderedFile
from generator.render.products.product import Made, Making
from generator.render.products.sitemap import SITEMAP


def make(making: Making) -> Made:
    """robots.txt, which names the sitemap if there is one."""
    url = making.view.url
    where = f"\nSitemap: {absolute(SITEMAP, url)}\n" if url else ""
    return Made({"robots.txt": RenderedFile(f"User-agent: *\nAllow: /\n{where}".encode())})
