"""All that stands around the pages, in the order in which it is made."""

from __future__ import annotations

from generator.render.products import badge, feeds, icon, manifest, robots, signposts, sitemap, weeks_json
from generator.render.products.product import Product
from generator.views.public import SiteView

PRODUCTS: tuple[Product, ...] = (
    Product(icon.make),
    Product(manifest.make),
    Product(robots.make),
    Product(sitemap.make, sitemap.addresses),
    Product(feeds.make, feeds.addresses),
    Product(weeks_json.make, weeks_json.addresses),
    Product(badge.make, badge.addresses),
    # The last, for they must not stand where something else does.
    Product(signposts.make),
)


def addresses(view: SiteView) -> frozenset[str]:
    """What texts may link to besides pages."""
    return frozenset(address for product in PRODUCTS for address in product.addresses(view))
