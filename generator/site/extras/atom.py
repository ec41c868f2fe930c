"""The Atom feed: every post in full, all links whole."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from xml.etree import ElementTree as Tree

from generator.core.addresses import BLOG, FEED, HOME
from generator.public.view import PostView, SiteView
from generator.site.files import RenderedFile
from generator.site.filters import outward
from generator.site.urls import absolute

_ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold at all, escaped or not.
_IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(view: SiteView, url: str, text_of: Callable[[PostView], str]) -> RenderedFile:
    """The feed of all posts. `text_of` gives a post's clean HTML with whole links."""
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
    for post in view.posts:
        _entry(feed, post, url, text_of(post))
    data = Tree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return RenderedFile(data + b"\n", tuple(post.path for post in view.posts))


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
    made = Tree.SubElement(parent, name)
    made.text = _plain(text)
    return made


def _link(parent: Tree.Element, href: str, rel: str, kind: str | None = None) -> None:
    attributes = {"rel": rel, "href": _plain(href)} | ({"type": kind} if kind else {})
    Tree.SubElement(parent, "link", attributes)


def _plain(text: str) -> str:
    return _IMPOSSIBLE.sub("", text)


def _updated(post: PostView) -> str:
    """The day of the last change, if it came after the post itself."""
    moment = _moment(post.moment)
    return max(_midnight(post.updated), moment) if post.updated else moment


def _moment(moment: dt.datetime) -> str:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _midnight(date: dt.date) -> str:
    return f"{date.isoformat()}T00:00:00Z"
