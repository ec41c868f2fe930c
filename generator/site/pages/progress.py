"""The weeks at length: the strip, and a table that says in words what the strip draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.addresses import PROGRESS
from generator.site.filters import outward
from generator.site.i18n.language import Language
from generator.site.pages.page import SiteContext, Page
from generator.site.week_strip import making, sentence, strip
from generator.public.view import Link, PostView, ProgressView, WeekView


@dataclass(frozen=True, slots=True)
class Line:
    """One week of the table.

    `week` is the week itself. `posts` are those that were counted in it. `making` is what was made
    in it, in words, empty where there was nothing.
    """

    week: WeekView
    posts: tuple[PostLink, ...]
    making: str


@dataclass(frozen=True, slots=True)
class PostLink:
    """A post of a week.

    `title` is its heading. `address` is its page on this site; `url` is where else it stands.
    """

    title: str
    address: str | None
    url: str | None


def progress(material: SiteContext) -> Iterator[Page]:
    """The page of the weeks, if the graduate shows them and the search has begun."""
    progress_view = material.view.progress
    if progress_view is None or not progress_view.weeks:
        return
    own = material.language.own
    pages = {post.address: post for post in material.view.posts}
    lines = tuple(_line(week, progress_view, pages, own) for week in reversed(progress_view.weeks))
    values = {"progress": progress_view, "strip": strip(progress_view, own), "lines": lines}
    told = sentence(progress_view, own)
    description = own.say("{name}, week by week: {sentence}.", name=material.view.name, sentence=told)
    titles = {post.title for line in lines for post in line.posts}
    paths = tuple(post.path for post in material.view.posts if post.title in titles)
    updated = material.view.as_of
    yield Page(
        PROGRESS, "progress.html", own.say("My search, week by week"), description, values, paths, PROGRESS, updated=updated
    )


def _line(week: WeekView, progress_view: ProgressView, pages: Mapping[str, PostView], own: Language) -> Line:
    posts = tuple(_post(post, pages) for post in week.posts)
    return Line(week, posts, making(week.making, progress_view.making_label, own) if week.making else "")


def _post(post: Link, pages: Mapping[str, PostView]) -> PostLink:
    address = post.url.strip("/") + "/"
    return PostLink(post.title, address if address in pages else None, outward(post.url))
