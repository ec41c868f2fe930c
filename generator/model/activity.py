"""Design activities: extra credit, modules of the other track, design challenges."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from generator.model.fields import Private
from generator.model.origin import Record

ActivityKind = Literal["extra-credit", "track-module", "design-challenge"]
Track = Literal["ux", "ui"]


class Activity(Record, frozen=True, kw_only=True):
    """One design activity. It does not count if `evidence` or `challenge_page` is not a link."""

    date: Annotated[dt.date, Meta(description="the day it was done, or a challenge was started")]
    kind: Annotated[ActivityKind, Meta(description="what was done")]
    title: Annotated[str | None, Private.OPEN, Meta(description="its name")] = None
    evidence: Annotated[str | None, Private.OPEN, Meta(description="a link to it; needed to count")] = None
    track: Annotated[Track | None, Meta(description="whose module; needed for track-module")] = None
    challenge_page: Annotated[
        str | None, Private.OPEN, Meta(description="page of the challenge; needed for design-challenge")
    ] = None

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date

    @property
    def label(self) -> str:
        """How reports name the record."""
        return f"{self.title or '(no title)'} ({self.kind})"
