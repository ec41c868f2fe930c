"""All that stands around the pages, in the order in which it is made."""

from __future__ import annotations

from generator.public.view import SiteView
from generator.site.extras import badge, feeds, icon, redirects, robots, sitemap, web_manifest, weeks_json
from generator.site.extras.product import Product

PRODUCTS: tuple[Product, ...] = (
    Product(icon.make),
    Product(web_manifest.make),
    Product(robots.make),
    Product(sitemap.make, sitemap.addresses),
    Product(feeds.make, feeds.addresses),
    Product(weeks_json.make, weeks_json.addresses),
    Product(badge.make, badge.addresses),
    # The last, for they must not stand where something else does.
    Product(redirects.make),
)


def addresses(view: SiteView) -> frozenset[str]:
    """What texts may link to besides pages."""
    return frozenset(address for product in PRODUCTS for address in product.addresses(view))
