"""The feeds, Atom and JSON Feed 1.1: the newest posts in full, with absolute links."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from xml.etree import ElementTree as Tree

from generator.core.addresses import BLOG, FEED, HOME, JSON_FEED, LARGE_ICON
from generator.public.view import PostView, ResponsiveImage, SiteView
from generator.site.extras.extra import BuildContext, BuildResult
from generator.site.files import RenderedFile, json_file
from generator.site.filters import outward
from generator.site.json_ld import without_none
from generator.site.markdown.render_markdown import render_for_feed
from generator.site.urls import absolute

_ATOM = "http://www.w3.org/2005/Atom"
# Not allowed in XML 1.0, even when escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

MOST = 50
"""Posts in a feed. Readers fetch it whole, many times a day, and keep what they have read."""


def atom(view: SiteView, url: str, text_of: Callable[[PostView], str]) -> RenderedFile:
    """The Atom feed of the newest posts. `text_of` gives a post's HTML with absolute links."""
    feed = Tree.Element("feed", {"xmlns": _ATOM, "xml:lang": _plain(view.language)})
    _add(feed, "title", view.title)
    if view.description:
        _add(feed, "subtitle", view.description)
    _link(feed, absolute(HOME, url), "alternate", "text/html")
    _link(feed, absolute(FEED, url), "self", "application/atom+xml")
    _add(feed, "id", absolute(BLOG, url))
    _add(feed, "generator", view.generator)
    _add(feed, "updated", max((_updated(post) for post in view.posts), default=_midnight(view.as_of)))
    author = Tree.SubElement(feed, "author")
    _add(author, "name", view.name)
    _add(author, "uri", absolute(HOME, url))
    for post in view.posts[:MOST]:
        _entry(feed, post, url, text_of(post))
    data = Tree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return RenderedFile(data + b"\n", tuple(post.path for post in view.posts[:MOST]))


def _entry(feed: Tree.Element, post: PostView, url: str, text: str) -> None:
    entry = Tree.SubElement(feed, "entry")
    _add(entry, "title", post.title)
    _link(entry, absolute(post.address, url), "alternate", "text/html")
    for elsewhere in (post.published_url, post.video):
        if outward(elsewhere):
            _link(entry, elsewhere or "", "related")
    _add(entry, "id", absolute(post.address, url))
    _add(entry, "published", _moment(post.moment))
    _add(entry, "updated", _updated(post))
    for tag in post.tags:
        Tree.SubElement(entry, "category", {"term": _plain(tag)})
    if post.summary:
        _add(entry, "summary", post.summary)
    if text:
        _add(entry, "content", text).set("type", "html")


def _add(parent: Tree.Element, name: str, text: str) -> Tree.Element:
    element = Tree.SubElement(parent, name)
    element.text = _plain(text)
    return element


def _link(parent: Tree.Element, href: str, rel: str, kind: str | None = None) -> None:
    attributes = {"rel": rel, "href": _plain(href)} | ({"type": kind} if kind else {})
    Tree.SubElement(parent, "link", attributes)


def _plain(text: str) -> str:
    return _NOT_XML.sub("", text)


def _updated(post: PostView) -> str:
    """The time of the last change, if it came after the post itself."""
    return _moment(_last_change(post) or post.moment)


def _last_change(post: PostView) -> dt.datetime | None:
    """The last change after the post itself; a day without a time begins at midnight in the post's zone."""
    if post.updated is None:
        return None
    zone = post.moment.tzinfo or dt.UTC
    at = post.updated_at or dt.datetime.combine(post.updated, dt.time(), zone)
    return at if at > (post.moment if post.moment.tzinfo else post.moment.replace(tzinfo=dt.UTC)) else None


def _moment(moment: dt.datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _midnight(date: dt.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"


_JSON_FEED_VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(
    view: SiteView,
    url: str,
    text_of: Callable[[PostView], str],
    picture_of: Callable[[PostView], ResponsiveImage | None],
    icon: str | None = None,
) -> RenderedFile:
    """The JSON feed of the newest posts. `text_of` gives a post's HTML with absolute links.

    `icon` is an address.
    """
    items = [_item(post, url, text_of(post), picture_of(post)) for post in view.posts[:MOST]]
    feed = {
        "version": _JSON_FEED_VERSION,
        "title": view.title,
        "home_page_url": absolute(HOME, url),
        "feed_url": absolute(JSON_FEED, url),
        "description": view.description or None,
        "language": view.language,
        "icon": absolute(icon, url) if icon else None,
        "authors": [{"name": view.name, "url": absolute(HOME, url)}],
        "items": items,
    }
    return json_file(without_none(feed), tuple(post.path for post in view.posts[:MOST]))


def _item(post: PostView, url: str, text: str, picture: ResponsiveImage | None) -> dict[str, object]:
    """One post. A post without text, such as a link or a video, has its summary instead."""
    content = {"content_html": text} if text.strip() else {"content_text": post.summary or post.title}
    return without_none(
        {
            "id": absolute(post.address, url),
            "url": absolute(post.address, url),
            "external_url": outward(post.video) or outward(post.published_url),
            "title": post.title,
            **content,
            "summary": post.summary or None,
            "image": absolute(picture.address, url) if picture else None,
            "date_published": _local_moment(post.moment),
            "date_modified": _json_updated(post),
            "tags": list(post.tags) or None,
        }
    )


def _json_updated(post: PostView) -> str | None:
    changed = _last_change(post)
    return _local_moment(changed) if changed else None


def _local_moment(moment: dt.datetime) -> str:
    """RFC 3339, in the original time zone."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.isoformat(timespec="seconds").replace("+00:00", "Z")


def addresses(view: SiteView) -> tuple[str, ...]:
    """A site without a URL has no feeds: their links must be absolute."""
    return (FEED, JSON_FEED) if view.url and view.posts else ()


def make(context: BuildContext) -> BuildResult:
    """The feeds, if the site has a URL and posts."""
    view, site, url = context.view, context.site, context.view.url
    if not url or not view.posts:
        return BuildResult()

    @cache
    def text_of(post: PostView) -> str:
        return render_for_feed(site.texts[post.path], context.targets, site.images, url)

    def picture_of(post: PostView) -> ResponsiveImage | None:
        return site.picture(post)

    icon = LARGE_ICON if LARGE_ICON in context.files else None
    files = {FEED: atom(view, url, text_of), JSON_FEED: json_feed(view, url, text_of, picture_of, icon)}
    return BuildResult(files)
