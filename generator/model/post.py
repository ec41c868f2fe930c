"""Blog posts: written, linked or filmed."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct

from generator.core.text import Dialect
from generator.model.fields import PROSE, DateOrDateTime, Focus, Slug, Url
from generator.model.origin import Record


class Citation(Struct, frozen=True):
    """A source that a post builds on."""

    title: str
    url: Url


class Post(Record, frozen=True, kw_only=True):
    """One post. `body` is Markdown, `body_line` the 1-based line where it begins."""

    title: Annotated[str, Meta(description="the headline")]
    date: Annotated[DateOrDateTime, Meta(description="the day, or the date and time, it was posted")]
    summary: Annotated[str | None, PROSE, Meta(description="one or two sentences for lists and feeds")] = None
    tags: Annotated[tuple[str, ...], Meta(description="what it is about")] = ()
    series: Annotated[str | None, Meta(description="the series it belongs to")] = None
    draft: Annotated[bool, Meta(description="not finished: shown nowhere, not counted")] = False
    published_url: Annotated[Url | None, Meta(description="where else it was posted")] = None
    video: Annotated[Url | None, Meta(description="the address of a video post")] = None
    citations: Annotated[tuple[Citation, ...], Meta(description="sources")] = ()
    field: Annotated[str | None, Meta(description="the topic's field, if not yours")] = None
    updated: Annotated[DateOrDateTime | None, Meta(description="when it was last changed")] = None
    image: Annotated[str | None, Meta(description="a picture below content/images/")] = None
    image_alt: Annotated[str | None, Meta(description="what the picture shows")] = None
    image_dark: Annotated[str | None, Meta(description="the same picture for dark mode")] = None
    thumbnail: Annotated[str | None, Meta(description="another picture for lists")] = None
    focus: Annotated[
        Focus | None, Meta(description="what stays of a picture that is cropped: top, left 30%")
    ] = None
    slug: Annotated[Slug | None, Meta(description="its name in the address")] = None
    redirect_from: Annotated[tuple[str, ...], Meta(description="old paths that redirect here")] = ()
    mentions: Annotated[tuple[str, ...], Meta(description="private names and phrases that it may show")] = ()
    slug_from_file: str = ""
    body: str = ""
    dialect: Dialect = "github"
    body_line: int = 1

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date.day

    @property
    def label(self) -> str:
        """How reports name the record."""
        return self.title

    @property
    def name(self) -> str:
        """The slug: the one written, else made from the file name without its date."""
        return self.slug or self.slug_from_file

    @property
    def is_link_post(self) -> bool:
        """Whether it was posted elsewhere only: an address and no body."""
        return self.published_url is not None and not self.body.strip()
