"""Writing: the index, each post, the tags and the archive."""

from __future__ import annotations
import datetime as dt
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from generator.core.addresses import ARCHIVE, BLOG, TAGS
from generator.core.text import fold_name
from generator.site.urls import slugs
from generator.site.pages.page import SiteContext, Page, Tag
from generator.site.pages.related import related
from generator.public.view import PostView
import re
from html import unescape


_LONG = 700  # words from which a reader is helped
_FEW = 3  # headings from which there is something to choose
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading to jump to: `id` is its own on the page, `words` what it says."""

    id: str
    words: str


def contents(html: str, words: int) -> tuple[Heading, ...]:
    """The main headings of clean HTML; none where the text is short or has few of them."""
    if words < _LONG:
        return ()
    headings = tuple(Heading(unescape(name), _plain(inner)) for name, inner in _HEADING.findall(html))
    shown = tuple(heading for heading in headings if heading.words)
    return shown if len(shown) >= _FEW else ()


def _plain(inner: str) -> str:
    """What is read of a heading: no tags, and no mark of a footnote."""
    return " ".join(unescape(_TAG.sub("", _NOTE.sub("", inner))).split())


_ON_INDEX = 30


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the archive, Monday to Sunday, and what was written in it.

    `name` is its ISO week (`2026-W40`). `starts` and `ends` are its first and its last day. `posts`
    are the newest first.
    """

    name: str
    starts: dt.date
    ends: dt.date
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Weeks under one heading of the archive: those that begin in the same month.

    `title` is the month. `weeks` are the newest first.
    """

    title: str
    weeks: tuple[Week, ...]


def tags_of(posts: Iterable[PostView]) -> dict[str, Tag]:
    """All tags by their names in small letters: spellings that differ in case are one tag."""
    spelled: dict[str, str] = {}
    tagged: dict[str, list[PostView]] = {}
    for post in posts:
        for name in dict.fromkeys(fold_name(tag) for tag in post.tags if tag.strip()):
            spelled.setdefault(name, next(tag for tag in post.tags if fold_name(tag) == name))
            tagged.setdefault(name, []).append(post)
    named = slugs(spelled)
    return {
        name: Tag(spelled[name], f"{TAGS}{named[name]}/", tuple(tagged[name])) for name in sorted(spelled)
    }


def blog(material: SiteContext) -> Iterator[Page]:
    """All pages of the blog; none if nothing was written."""
    posts = material.view.posts
    if not posts:
        return
    yield _index(material)
    yield _archive(material)
    for location, post in enumerate(posts):
        newer = posts[location - 1] if location else None
        older = posts[location + 1] if location + 1 < len(posts) else None
        yield _post(post, newer, older, material)
    if material.tags:
        yield _tags(material)
    for tag in material.tags.values():
        yield _tag(tag, material)


def _index(material: SiteContext) -> Page:
    posts = material.view.posts
    post_views = posts[:_ON_INDEX]
    values = {"posts": post_views, "more": len(posts) - len(post_views)}
    say = material.say
    description = say("Posts by {name}.", name=material.view.name)
    updated = posts[0].date
    return Page(BLOG, "blog.html", say("Writing"), description, values, _paths(post_views), BLOG, updated=updated)


def _archive(material: SiteContext) -> Page:
    posts = material.view.posts
    months = itertools.groupby(_weeks(posts), key=lambda week: material.language.month(week.starts))
    groups = tuple(Group(title, tuple(group)) for title, group in months)
    say = material.say
    description = say("All posts by {name}, week by week.", name=material.view.name)
    updated = posts[0].date
    return Page(
        ARCHIVE,
        "archive.html",
        say("Archive"),
        description,
        {"groups": groups},
        _paths(posts),
        BLOG,
        updated=updated,
    )


def _weeks(posts: Iterable[PostView]) -> Iterator[Week]:
    """The weeks in which something was written, the newest first, each once."""
    newest = sorted(posts, key=lambda post: post.date, reverse=True)
    for starts, group in itertools.groupby(newest, key=lambda post: _monday(post.date)):
        written = tuple(group)
        yield Week(written[0].week, starts, starts + dt.timedelta(days=6), written)


def _monday(date: dt.date) -> dt.date:
    return date - dt.timedelta(days=date.weekday())


def _post(post: PostView, newer: PostView | None, older: PostView | None, material: SiteContext) -> Page:
    series = tuple(other for other in material.view.posts if post.series and other.series == post.series)
    parts = tuple(reversed(series)) if len(series) > 1 else ()
    tags = tuple(dict.fromkeys(material.tags[fold_name(tag)] for tag in post.tags if tag.strip()))
    near = related(post, material.tags, (newer, older))
    post_views = (post, *(other for other in (newer, older) if other is not None), *parts, *near)
    body = material.texts[post.path].html
    picture = material.picture(post.picture)
    values = {
        "post": post,
        "picture": picture,
        "body": body,
        "contents": contents(body, post.words),
        "tags": tags,
        "series": parts,
        "part": parts.index(post) + 1 if parts else 0,
        "related": near,
        "newer": newer,
        "older": older,
    }
    return Page(
        post.address,
        "post.html",
        post.title,
        post.summary,
        values,
        _paths(post_views),
        BLOG,
        published=post.date,
        updated=post.updated or post.date,
        picture=picture,
    )


def _tags(material: SiteContext) -> Page:
    tags = tuple(material.tags.values())
    paths = _paths(post for tag in tags for post in tag.posts)
    say = material.say
    description = say("Posts by {name}, by topic.", name=material.view.name)
    return Page(TAGS, "tags.html", say("Tags"), description, {"tags": tags}, paths, BLOG)


def _tag(tag: Tag, material: SiteContext) -> Page:
    name = material.view.name
    description = material.say("Posts by {name} about {tag}.", name=name, tag=tag.name)
    return Page(tag.address, "tag.html", tag.name, description, {"tag": tag}, _paths(tag.posts), BLOG)


def _paths(posts: Iterable[PostView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(post.path for post in posts))
