"""The table of extras, in the order in which they are built."""

from __future__ import annotations

from generator.public.view import SiteView
from generator.site.extras import badge, feeds, icon, redirects, sitemap, weeks_json
from generator.site.extras.extra import Extra

EXTRAS: tuple[Extra, ...] = (
    Extra(icon.make),
    Extra(sitemap.make, sitemap.addresses),
    Extra(feeds.make, feeds.addresses),
    Extra(weeks_json.make, weeks_json.addresses),
    Extra(badge.make, badge.addresses),
    # Last, because a redirect must not take the address of another file.
    Extra(redirects.make),
)


def addresses(view: SiteView) -> frozenset[str]:
    """The addresses of extras that texts may link to."""
    return frozenset(address for extra in EXTRAS for address in extra.addresses(view))
