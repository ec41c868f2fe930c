"""Applications: jobs that were applied for, and those saved to apply for."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from generator.model.contact import NextStep
from generator.model.fields import PROSE, Private, Url
from generator.model.origin import Record

ApplicationStatus = Literal["saved", "applied", "screening", "interview", "offer", "rejected", "withdrawn"]


class Application(Record, frozen=True, kw_only=True):
    """One job. Private, all of it."""

    employer: Annotated[str, Private.OPEN, Meta(description="where the job is")]
    title: Annotated[str, Private.OPEN, Meta(description="title of the job")]
    date: Annotated[dt.date, Meta(description="the day you applied, or saved the job")]
    link: Annotated[Url | None, Private.OPEN, Meta(description="link to the job posting")] = None
    status: Annotated[ApplicationStatus, Meta(description="how far it has come; `saved` does not count")] = (
        "applied"
    )
    local: Annotated[
        bool | None, Meta(description="whether the job is where you live; some schools ask for such jobs")
    ] = None
    contact: Annotated[
        str | None, Private.PERSON, Meta(description="who you know there: a `person` id or a name")
    ] = None
    notes: Annotated[
        str | None, Private.PASSAGE, PROSE, Meta(description="whatever you want to remember")
    ] = None
    next_step: Annotated[NextStep | None, Meta(description="what comes next, and when")] = None

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date

    @property
    def label(self) -> str:
        """How reports name the record."""
        return f"{self.title}, {self.employer}"
