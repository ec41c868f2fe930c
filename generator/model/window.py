"""The search window: the days on which records count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from msgspec import Struct

from generator.model.calendar import DAY
from generator.model.decision import Pause


class Window(Struct, frozen=True):
    """The days of the search, both ends inside. `days` is its full length, as if it never ended early."""

    start: dt.date
    end: dt.date
    days: int

    def __contains__(self, day: object) -> bool:
        """Whether records of `day` count."""
        return isinstance(day, dt.date) and self.start <= day <= self.end

    def day_number(self, as_of: dt.date) -> int | None:
        """Which day of the search `as_of` is, 1 for the first; None before it, at most `days`."""
        if as_of < self.start:
            return None
        return min((as_of - self.start).days + 1, self.days)


def window_of(
    start: dt.date,
    days: int,
    *,
    ended: dt.date | None = None,
    pauses: Iterable[Pause] = (),
    extend: bool = False,
) -> Window:
    """The window of `days` days from `start`.

    `pauses` lengthen it by their days inside it if `extend` is true; `ended` cuts it short, that
    day inside, though never before `start`.
    """
    end = start + (days - 1) * DAY
    if extend:
        end = _extended(start, end, paused_days(pauses))
    length = (end - start).days + 1
    if ended is not None:
        end = max(start, min(end, ended))
    return Window(start, end, length)


def _extended(start: dt.date, end: dt.date, paused: frozenset[dt.date]) -> dt.date:
    """`end` moved so that as many days that are not paused lie inside as there were days before."""
    day, left = start, (end - start).days + 1
    while True:
        left -= day not in paused
        if left == 0:
            return day
        day += DAY


def paused_days(pauses: Iterable[Pause]) -> frozenset[dt.date]:
    """Every day that lies in at least one pause."""
    return frozenset(
        pause.first + n * DAY for pause in pauses for n in range((pause.last - pause.first).days + 1)
    )
