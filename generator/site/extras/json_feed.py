"""The JSON Feed (version 1.1): what the Atom feed has, for readers that would rather not read XML."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping

from generator.core.addresses import HOME, JSON_FEED
from generator.public.view import PostView, SiteView
from generator.site.files import RenderedFile
from generator.site.filters import outward
from generator.site.images.html import ResponsiveImage
from generator.site.urls import absolute

_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(
    view: SiteView,
    url: str,
    text_of: Callable[[PostView], str],
    picture_of: Callable[[PostView], ResponsiveImage | None],
    icon: str | None = None,
) -> RenderedFile:
    """The feed of all posts. `text_of` gives a post's clean HTML with whole links, `icon` is an address."""
    items = [_item(post, url, text_of(post), picture_of(post)) for post in view.posts]
    feed = {
        "version": _VERSION,
        "title": view.title,
        "home_page_url": absolute(HOME, url),
        "feed_url": absolute(JSON_FEED, url),
        "description": view.description or None,
        "language": view.language,
        "icon": absolute(icon, url) if icon else None,
        "authors": [{"name": view.name, "url": absolute(HOME, url)}],
        "items": items,
    }
    text = json.dumps(_present(feed), ensure_ascii=False, indent=1)
    return RenderedFile(f"{text}\n".encode("utf-8", "replace"), tuple(post.path for post in view.posts))


def _item(post: PostView, url: str, text: str, picture: ResponsiveImage | None) -> dict[str, object]:
    """One post. What has no text of its own, a link or a video, is told by its summary."""
    content = {"content_html": text} if text.strip() else {"content_text": post.summary or post.title}
    return _present(
        {
            "id": absolute(post.address, url),
            "url": absolute(post.address, url),
            "external_url": outward(post.video) or outward(post.published_url),
            "title": post.title,
            **content,
            "summary": post.summary or None,
            "image": absolute(picture.address, url) if picture else None,
            "date_published": _moment(post.moment),
            "date_modified": _changed(post),
            "tags": list(post.tags) or None,
        }
    )


def _present(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value is not None}


def _changed(post: PostView) -> str | None:
    """The day of the last change, if it came after the post itself."""
    if post.updated is None or post.updated <= post.moment.date():
        return None
    return f"{post.updated.isoformat()}T00:00:00Z"


def _moment(moment: dt.datetime) -> str:
    """RFC 3339, in the zone it was written in."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.isoformat(timespec="seconds").replace("+00:00", "Z")
