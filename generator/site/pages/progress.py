"""The page of the weeks: the strip, and a table with the same data in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.addresses import PROGRESS
from generator.public.view import Link, PostView, ProgressView, WeekView
from generator.site.filters import outward
from generator.site.i18n.language import Language
from generator.site.pages.page import Page, SiteContext
from generator.site.week_strip import made_words, sentence, shown_progress, strip


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


def progress(context: SiteContext) -> Iterator[Page]:
    """The page of the weeks, if the graduate shows them and the search has begun."""
    progress_view = shown_progress(context.view)
    if progress_view is None:
        return
    ui = context.language.ui
    posts_by_address = {post.address: post for post in context.view.posts}
    lines = tuple(_line(week, progress_view, posts_by_address, ui) for week in reversed(progress_view.weeks))
    values = {"progress": progress_view, "strip": strip(progress_view, ui), "lines": lines}
    summary = sentence(progress_view, ui)
    description = ui.say("{name}, week by week: {sentence}.", name=context.view.name, sentence=summary)
    titles = {post.title for line in lines for post in line.posts}
    paths = tuple(post.path for post in context.view.posts if post.title in titles)
    updated = context.view.as_of
    yield Page(
        PROGRESS,
        "progress.html",
        ui.say("My search, week by week"),
        description,
        values,
        paths,
        PROGRESS,
        updated=updated,
    )


def _line(
    week: WeekView, progress_view: ProgressView, posts_by_address: Mapping[str, PostView], ui: Language
) -> Line:
    posts = tuple(_post(post, posts_by_address) for post in week.posts)
    return Line(week, posts, made_words(week, progress_view.making_label, ui))


def _post(post: Link, posts_by_address: Mapping[str, PostView]) -> PostLink:
    address = post.url.strip("/") + "/"
    return PostLink(post.title, address if address in posts_by_address else None, outward(post.url))
