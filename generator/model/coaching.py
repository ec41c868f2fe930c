"""Coaching: appointments, messages, deliverables, internships and introductions."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta

from generator.model.fields import PROSE, Private
from generator.model.origin import Record

CoachingKind = Literal[
    "check-in", "mock-interview", "material-review", "message", "deliverable", "internship", "introduction"
]
Attended = Literal["on-time", "late", "missed"]


class Coaching(Record, frozen=True, kw_only=True):
    """One appointment, message or deliverable. `date` may be in the future."""

    kind: Annotated[CoachingKind, Meta(description="what it is")]
    date: Annotated[dt.date, Meta(description="of the appointment or message, or the due date")]
    title: Annotated[str | None, Private.PASSAGE, Meta(description="a short name")] = None
    notes: Annotated[str | None, Private.PASSAGE, PROSE, Meta(description="what was said")] = None
    attended: Annotated[Attended | None, Meta(description="how an appointment was kept")] = None
    answered: Annotated[dt.date | None, Meta(description="the day a message was answered")] = None
    completed: Annotated[dt.date | None, Meta(description="the day a deliverable was done")] = None
    link: Annotated[str | None, Private.OPEN, Meta(description="where the deliverable is")] = None
    employer: Annotated[str | None, Private.OPEN, Meta(description="of an internship or introduction")] = None

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.date

    @property
    def label(self) -> str:
        """How reports name the record."""
        return self.title or {"mock-interview": "mock interview", "material-review": "material review"}.get(
            self.kind, self.kind
        )
