"""Job offers and their answers."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.model.fields import PROSE, Private
from generator.model.origin import Record

Answer = Literal["accepted", "declined", "rescinded"]


class Negotiation(Struct, frozen=True):
    """What the graduate asked for on top of the offer, and whether it was granted."""

    asked: Annotated[str, Private.PASSAGE, Meta(description="what you asked for in addition")]
    granted: Annotated[bool | None, Meta(description="whether that was granted")] = None


class Offer(Record, frozen=True, kw_only=True):
    """One offer. All of it is private."""

    employer: Annotated[str, Private.OPEN, Meta(description="who made the offer")]
    title: Annotated[str, Private.OPEN, Meta(description="for which job")]
    received: Annotated[dt.date, Meta(description="the day it came in writing")]
    deadline: Annotated[dt.date | None, Meta(description="the employer's deadline")] = None
    in_field: Annotated[bool | None, Meta(description="in the field of the programme")] = None
    full_time: Annotated[bool | None, Meta(description="full-time")] = None
    negotiated: Annotated[Negotiation | None, Meta(description="what was asked for")] = None
    answer: Annotated[Answer | None, Meta(description="how it ended")] = None
    answered: Annotated[dt.date | None, Meta(description="the day it was answered")] = None
    terms: Annotated[str | None, Private.PASSAGE, PROSE, Meta(description="free text: pay, start, place")] = (
        None
    )

    @property
    def has_impossible_days(self) -> bool:
        """Whether it was answered, or had to be, before it was received: one of the days is wrong."""
        return any(day is not None and day < self.received for day in (self.answered, self.deadline))

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.received

    @property
    def label(self) -> str:
        """How reports name the record."""
        return f"{self.title}, {self.employer}"

    @property
    def qualifies(self) -> bool | None:
        """Whether it is full-time and in the field; None if what is written down leaves that open."""
        if self.full_time is False or self.in_field is False:
            return False
        return True if self.full_time and self.in_field else None

    @property
    def unsaid(self) -> tuple[str, ...]:
        """Which of the two keys that decide whether it qualifies are absent."""
        return tuple(key for key in ("full_time", "in_field") if getattr(self, key) is None)
