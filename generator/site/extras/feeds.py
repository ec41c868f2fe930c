"""The feeds, Atom and JSON: every post in full, each text made ready once for both."""

from __future__ import annotations

from functools import cache

from generator.core.addresses import FEED, JSON_FEED, LARGE_ICON
from generator.public.view import PostView, SiteView
from generator.site.extras.atom import atom
from generator.site.extras.json_feed import json_feed
from generator.site.extras.product import BuildContext, BuildResult
from generator.site.images.html import ResponsiveImage
from generator.site.markdown.render_markdown import render_for_feed


def addresses(view: SiteView) -> tuple[str, ...]:
    """A feed needs whole links, so a site without an address of its own has none."""
    return (FEED, JSON_FEED) if view.url and view.posts else ()


def make(making: BuildContext) -> BuildResult:
    """The feeds, where there is something to follow."""
    view, material, url = making.view, making.material, making.view.url
    if not url or not view.posts:
        return BuildResult()

    @cache
    def text_of(post: PostView) -> str:
        return render_for_feed(material.texts[post.path], making.known, material.images, url)

    def picture_of(post: PostView) -> ResponsiveImage | None:
        return material.picture(post.picture)

    icon = LARGE_ICON if LARGE_ICON in making.files else None
    fed = json_feed(view, url, text_of, picture_of, icon)
    return BuildResult({FEED: atom(view, url, text_of), JSON_FEED: fed})
