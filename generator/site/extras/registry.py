"""All that stands around the pages, in the order in which it is made."""

from __future__ import annotations

from generator.site.extras import badge
from generator.site.extras import feeds
from generator.site.extras import icon
from generator.site.extras import web_manifest
from generator.site.extras import robots
from generator.site.extras import redirects
from generator.site.extras import sitemap
from generator.site.extras import weeks_json
from generator.site.extras.product import Product
from generator.public.view import SiteView

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
