"""Writing: the index, each post, the tags and the archive."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from heapq import nlargest
from html import unescape

from generator.core.addresses import ARCHIVE, BLOG, TAGS
from generator.core.text import fold_line
from generator.public.view import PostView
from generator.site.pages.page import Page, SiteContext, Tag
from generator.site.urls import slugs

_LONG = 700  # words from which a post gets a table of contents
_FEW = 3  # the fewest headings for one
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOTE = re.compile(r"<sup\b.*?</sup>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading to jump to: `id` is its own on the page, `words` what it says."""

    id: str
    words: str


def contents(html: str, words: int = _LONG) -> tuple[Heading, ...]:
    """The table of contents of sanitized HTML; empty if the text is short or has few headings."""
    if words < _LONG:
        return ()
    headings = tuple(Heading(unescape(name), _plain(inner)) for name, inner in _HEADING.findall(html))
    named = tuple(heading for heading in headings if heading.words)
    return named if len(named) >= _FEW else ()


def _plain(inner: str) -> str:
    """The text of a heading, without tags and footnote marks."""
    return " ".join(unescape(_TAG.sub("", _NOTE.sub("", inner))).split())


_ON_INDEX = 30


@dataclass(frozen=True, slots=True)
class Week:
    """A week of the archive, as the school begins weeks, and what was written in it.

    `name` is its ISO week (`2026-W40`). `starts` and `ends` are its first and its last day. `posts`
    are the newest first.
    """

    name: str
    starts: dt.date
    ends: dt.date
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """What was written in a year.

    `title` is the year. `posts` are the newest first.
    """

    title: str
    posts: tuple[PostView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Weeks under one heading of the archive: those that begin in the same month.

    `title` is the month. `weeks` are the newest first.
    """

    title: str
    weeks: tuple[Week, ...]


def tags_of(posts: Iterable[PostView]) -> dict[str, Tag]:
    """All tags by their folded names: spellings that differ only in case are one tag."""
    spelled: dict[str, str] = {}
    tagged: dict[str, list[PostView]] = {}
    for post in posts:
        first = {fold_line(tag): tag for tag in reversed(post.tags) if tag.strip()}
        for name in dict.fromkeys(fold_line(tag) for tag in post.tags if tag.strip()):
            spelled.setdefault(name, first[name])
            tagged.setdefault(name, []).append(post)
    named = slugs(spelled)
    return {
        name: Tag(spelled[name], f"{TAGS}{named[name]}/", tuple(tagged[name])) for name in sorted(spelled)
    }


def blog(context: SiteContext) -> Iterator[Page]:
    """All pages of the blog; none if there are no posts."""
    posts = context.view.posts
    if not posts:
        return
    yield _index(context)
    yield _archive(context)
    for position in range(len(posts)):
        yield post_page(position, context)
    if context.tags:
        yield _tags(context)
    for tag in context.tags.values():
        yield _tag(tag, context)


def _index(context: SiteContext) -> Page:
    posts = context.view.posts
    listed = posts[:_ON_INDEX]
    by_year = itertools.groupby(listed, key=lambda post: post.date.year)
    years = tuple(Year(str(year), tuple(group)) for year, group in by_year)
    values = {"posts": listed, "years": years, "more": len(posts) - len(listed)}
    say = context.say
    description = say("Posts by {name}.", name=context.view.name)
    updated = posts[0].date
    return Page(BLOG, "blog.html", say("Writing"), description, values, _paths(listed), BLOG, updated=updated)


def _archive(context: SiteContext) -> Page:
    posts = context.view.posts
    months = itertools.groupby(
        _weeks(posts, context.view.first_weekday), key=lambda week: context.language.month(week.starts)
    )
    groups = tuple(Group(title, tuple(group)) for title, group in months)
    say = context.say
    description = say("All posts by {name}, week by week.", name=context.view.name)
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


def _weeks(posts: Iterable[PostView], first_weekday: int) -> Iterator[Week]:
    """The weeks with posts, the newest first."""
    newest = sorted(posts, key=lambda post: post.date, reverse=True)
    for starts, group in itertools.groupby(newest, key=lambda post: _first_day(post.date, first_weekday)):
        week_posts = tuple(group)
        yield Week(week_posts[0].week, starts, starts + dt.timedelta(days=6), week_posts)


def _first_day(date: dt.date, first_weekday: int) -> dt.date:
    return date - dt.timedelta(days=(date.weekday() - first_weekday) % 7)


def post_page(position: int, context: SiteContext) -> Page:
    """The page of the post at that place among all, the newest of which is the first."""
    posts = context.view.posts
    post = posts[position]
    newer = posts[position - 1] if position else None
    older = posts[position + 1] if position + 1 < len(posts) else None
    series = [other for other in posts if other.series == post.series] if post.series else []
    parts = tuple(reversed(series)) if len(series) > 1 else ()
    tags = tuple(
        context.tags[name] for name in dict.fromkeys(fold_line(tag) for tag in post.tags if tag.strip())
    )
    related_posts = related(post, context.tags, (newer, older))
    shown = (post, *(other for other in (newer, older) if other is not None), *parts, *related_posts)
    body = context.texts[post.path].html
    picture = context.picture(post)
    # a page says nothing twice
    summary = "" if post.summary == context.texts[post.path].beginning else post.summary
    values = {
        "post": replace(post, summary=summary),
        "picture": picture,
        "body": body,
        "contents": contents(body, post.words),
        "tags": tags,
        "series": parts,
        "part": parts.index(post) + 1 if parts else 0,
        "related": related_posts,
        "newer": newer,
        "older": older,
    }
    return Page(
        post.address,
        "post.html",
        post.title,
        post.summary,
        values,
        _paths(shown),
        BLOG,
        published=post.date,
        updated=post.updated_at or post.updated or post.date,
        picture=picture,
    )


def _tags(context: SiteContext) -> Page:
    tags = tuple(context.tags.values())
    paths = _paths(post for tag in tags for post in tag.posts)
    say = context.say
    description = say("Posts by {name}, by topic.", name=context.view.name)
    return Page(TAGS, "tags.html", say("Tags"), description, {"tags": tags}, paths, BLOG)


def _tag(tag: Tag, context: SiteContext) -> Page:
    name = context.view.name
    description = context.say("Posts by {name} about {tag}.", name=name, tag=tag.name)
    return Page(tag.address, "tag.html", tag.name, description, {"tag": tag}, _paths(tag.posts), BLOG)


def _paths(posts: Iterable[PostView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(post.path for post in posts))


_MOST = 3
_COMMON = 100  # tags of more posts say too little about each


def related(
    post: PostView, tags: Mapping[str, Tag], already_shown: Iterable[PostView | None] = ()
) -> tuple[PostView, ...]:
    """At most three posts that share tags with `post`, the most similar first.

    Posts of the same series and those `already_shown` are left out. The fewer posts have a tag, the more it
    weighs; tags of more than a hundred posts weigh nothing. On a tie, the post closer in time comes first.
    """
    excluded = {post.address, *(other.address for other in already_shown if other is not None)}
    series, date = post.series, post.date
    weights: dict[str, float] = {}
    candidates: dict[str, PostView] = {}
    for tag in _specific_tags(post, tags):
        weight = 1 / len(tag.posts)
        for other in tag.posts:
            address = other.address
            if address not in excluded and not (series and other.series == series):
                candidates[address] = other
                weights[address] = weights.get(address, 0) + weight
    weights = {address: round(weight, 9) for address, weight in weights.items()}
    least = min(nlargest(_MOST, weights.values()), default=0.0)
    nearest = [address for address, weight in weights.items() if weight >= least]
    nearest.sort(key=lambda each: (-weights[each], abs((candidates[each].date - date).days), each))
    return tuple(candidates[address] for address in nearest[:_MOST])


def _specific_tags(post: PostView, tags: Mapping[str, Tag]) -> Iterator[Tag]:
    for name in dict.fromkeys(fold_line(tag) for tag in post.tags if tag.strip()):
        if len(tags[name].posts) <= _COMMON:
            yield tags[name]
