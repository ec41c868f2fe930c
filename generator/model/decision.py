"""The coach's decisions: weeks waived or acknowledged, and pauses."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from generator.model.fields import Private, WeekName
from generator.model.origin import Record

DecisionKind = Literal["waived", "acknowledged"]


class WeekRange(Struct, frozen=True):
    """A range of weeks, inclusive."""

    first: WeekName = field(name="from")
    last: WeekName = field(name="to")


class AskedIn(Struct, frozen=True):
    """The issue in which an account asked for an entry. A workflow wrote it, and has no key to sign it."""

    account: Annotated[str, Private.OPEN, Meta(description="the account that asked for it")]
    issue: Annotated[int, Meta(description="the number of the issue")]


class Decision(Record, frozen=True, kw_only=True):
    """A decision on one or several weeks. `requirements` None: all requirements, no obligation."""

    weeks: Annotated[tuple[WeekName, ...] | WeekRange, Meta(description="the weeks it answers")]
    decision: Annotated[DecisionKind, Meta(description="waived or acknowledged")]
    reason: Annotated[str, Private.PASSAGE, Meta(description="why")]
    by: Annotated[str, Private.OPEN, Meta(description="who decided")]
    on: Annotated[dt.date, Meta(description="the day it was decided")]
    requirements: Annotated[
        tuple[str, ...] | None, Private.OPEN, Meta(description="ids; absent means all requirements")
    ] = None
    until: Annotated[dt.date | None, Meta(description="the last day on which it holds")] = None
    asked: Annotated[AskedIn | None, Meta(description="the issue that the workflow wrote it for")] = None

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.on


class Pause(Record, frozen=True, kw_only=True):
    """Days on which nothing is required, inclusive."""

    first: Annotated[dt.date, Meta(description="the first day")] = field(name="from")
    last: Annotated[dt.date, Meta(description="the last day")] = field(name="to")
    reason: Annotated[str, Private.PASSAGE, Meta(description="why")]
    by: Annotated[str, Private.OPEN, Meta(description="who granted it")]
    on: Annotated[dt.date, Meta(description="the day it was granted")]
    asked: Annotated[AskedIn | None, Meta(description="the issue that the workflow wrote it for")] = None

    @property
    def day(self) -> dt.date:
        """The day that the record is about."""
        return self.on
