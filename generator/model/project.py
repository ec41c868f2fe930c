"""Projects: case studies of what was built."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta, Struct, field

from generator.core.text import Dialect
from generator.model.fields import PROSE, Focus, Slug, Url
from generator.model.origin import Record


class ProjectLink(Struct, frozen=True):
    """Where there is more of a project: a prototype, a talk, a paper."""

    title: str
    url: Url


class Result(Struct, frozen=True):
    """What came of a project, as a figure and what it counts."""

    value: Annotated[str, Meta(description="the figure: 71 s, 6 of 6")]
    what: Annotated[str, Meta(description="what it counts, in a few words")]


class Project(Record, frozen=True, kw_only=True):
    """One case study. `body` is Markdown, `body_line` the 1-based line where it begins."""

    title: Annotated[str, Meta(description="its name")]
    summary: Annotated[str, PROSE, Meta(description="one or two sentences")]
    repository: Annotated[Url | None, Meta(description="where the code is")] = None
    demo: Annotated[Url | None, Meta(description="where it runs")] = None
    stack: Annotated[tuple[str, ...], Meta(description="what it is built with")] = ()
    date: Annotated[dt.date | None, Meta(description="when it was finished, or last shown")] = None
    draft: Annotated[bool, Meta(description="not finished: shown nowhere")] = False
    featured: Annotated[bool, Meta(description="shown on the home page")] = False
    image: Annotated[str | None, Meta(description="a picture below content/images/")] = None
    image_alt: Annotated[str | None, Meta(description="what the picture shows")] = None
    image_dark: Annotated[str | None, Meta(description="the same picture for dark mode")] = None
    thumbnail: Annotated[str | None, Meta(description="another picture for lists")] = None
    focus: Annotated[
        Focus | None, Meta(description="what stays of a picture that is cropped: top, left 30%")
    ] = None
    role: Annotated[str | None, Meta(description="what you did in it")] = None
    team: Annotated[str | None, Meta(description="who else was in it")] = None
    period: Annotated[str | None, Meta(description="when and for how long, in your words")] = None
    with_: Annotated[tuple[str, ...], Meta(description="tools and methods")] = field(name="with", default=())
    links: Annotated[tuple[ProjectLink, ...], Meta(description="where there is more of it")] = ()
    results: Annotated[tuple[Result, ...], Meta(description="what came of it, in figures")] = ()
    slug: Annotated[Slug | None, Meta(description="its name in the address")] = None
    mentions: Annotated[tuple[str, ...], Meta(description="private names and phrases that it may show")] = ()
    slug_from_file: str = ""
    body: str = ""
    dialect: Dialect = "github"
    body_line: int = 1

    @property
    def day(self) -> dt.date | None:
        """The day that the record is about."""
        return self.date

    @property
    def name(self) -> str:
        """The slug: the one written, else made from the file name."""
        return self.slug or self.slug_from_file
