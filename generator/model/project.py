"""Projects: case studies of what was built."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from generator.core.text import Dialect
from generator.model.fields import PROSE, Slug, Url
from generator.model.origin import Record


class Project(Record, frozen=True, kw_only=True):
    """One case study. `body` is Markdown, `body_line` the 1-based line where it begins."""

    title: Annotated[str, Meta(description="its name")]
    summary: Annotated[str, PROSE, Meta(description="one or two sentences")]
    repository: Annotated[Url | None, Meta(description="where the code is")] = None
    demo: Annotated[Url | None, Meta(description="where it runs")] = None
    stack: Annotated[tuple[str, ...], Meta(description="what it is built with")] = ()
    date: Annotated[dt.date | None, Meta(description="when it was finished, or last shown")] = None
    featured: Annotated[bool, Meta(description="shown on the home page")] = False
    image: Annotated[str | None, Meta(description="a picture below content/images/")] = None
    image_alt: Annotated[str | None, Meta(description="what the picture shows")] = None
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
