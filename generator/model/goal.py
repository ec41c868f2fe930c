"""Job-search goals."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from msgspec import Meta

from generator.model.fields import PROSE, Private
from generator.model.origin import Record


class Goal(Record, frozen=True, kw_only=True):
    """One goal. `target` and `current` are in the unit that `measure` names."""

    title: Annotated[str, Private.PASSAGE, Meta(description="the goal")]
    why: Annotated[str | None, Private.PASSAGE, PROSE, Meta(description="why it matters")] = None
    measure: Annotated[str | None, Private.PASSAGE, Meta(description="what is counted")] = None
    target: Annotated[float | None, Meta(description="how many are wanted")] = None
    current: Annotated[float | None, Meta(description="how many there are")] = None
    due: Annotated[dt.date | None, Meta(description="by when")] = None
    done: Annotated[dt.date | None, Meta(description="the day it was reached")] = None
