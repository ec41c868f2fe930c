"""Free pages: about, uses, now."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from generator.core.text import Dialect
from generator.model.fields import PROSE, Slug
from generator.model.origin import Record


class Page(Record, frozen=True, kw_only=True):
    """One free page. `body` is Markdown, `body_line` the 1-based line where it begins."""

    title: Annotated[str, Meta(description="the headline")]
    summary: Annotated[str | None, PROSE, Meta(description="one or two sentences")] = None
    nav: Annotated[bool, Meta(description="is listed in the navigation")] = False
    draft: Annotated[bool, Meta(description="not finished: shown nowhere")] = False
    slug: Annotated[Slug | None, Meta(description="its name in the address")] = None
    mentions: Annotated[tuple[str, ...], Meta(description="private names and phrases that it may show")] = ()
    slug_from_file: str = ""
    body: str = ""
    dialect: Dialect = "github"
    body_line: int = 1

    @property
    def name(self) -> str:
        """The slug: the one written, else made from the file name."""
        return self.slug or self.slug_from_file
