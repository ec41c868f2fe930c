"""Letters to employers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from generator.core.text import Dialect
from generator.model.fields import Private
from generator.model.origin import Record


class Letter(Record, frozen=True, kw_only=True):
    """One letter. Private, all of it. `body` is Markdown, `body_line` the 1-based line where it begins."""

    employer: Annotated[str, Private.EMPLOYER, Meta(description="where the letter goes")]
    title: Annotated[str, Private.OPEN, Meta(description="title of the job")]
    date: Annotated[dt.date, Meta(description="the day on the letter")]
    to: Annotated[str | None, Private.PERSON, Meta(description="somebody there, by name")] = None
    address: Annotated[
        tuple[str, ...], Private.OPEN, Meta(description="lines of the employer's address")
    ] = ()
    subject: Annotated[str | None, Private.OPEN, Meta(description="a line above the text")] = None
    slug_from_file: str = ""
    body: str = ""
    dialect: Dialect = "github"
    body_line: int = 1

    @property
    def name(self) -> str:
        """The file's name, as that of the PDF ends."""
        return self.slug_from_file

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date

    @property
    def label(self) -> str:
        """How reports name the record."""
        return f"{self.title}, {self.employer}"
