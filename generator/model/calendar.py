"""Weeks that start on the school's weekday, named after the ISO week of their fourth day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.core import dates

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
WEEKDAYS = tuple(name.lower() for name in dates.WEEKDAYS)
"""As commitment files spell them; 0 is Monday."""
# The reader refuses other days, so that arithmetic on dates never overflows.
FIRST_DAY, LAST_DAY = dt.date(1970, 1, 1), dt.date(2100, 12, 31)

_NAME = re.compile(r"(\d{4})-W(\d{2})")


class Week(NamedTuple):
    """A week, identified by its first day."""

    starts: dt.date

    @property
    def ends(self) -> dt.date:
        """The seventh day."""
        return self.starts + 6 * DAY

    @property
    def name(self) -> str:
        """The ISO week of the fourth day, `2026-W47`."""
        year, number, _ = (self.starts + 3 * DAY).isocalendar()
        return f"{year:04d}-W{number:02d}"

    def __contains__(self, day: object) -> bool:
        """Whether `day` is one of the seven."""
        return isinstance(day, dt.date) and self.starts <= day <= self.ends

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The seven days in order."""
        return tuple(self.starts + n * DAY for n in range(7))


def week_of(day: dt.date, start: int = 0) -> Week:
    """The week that contains `day`; weeks start on weekday `start` (0 is Monday)."""
    return Week(day - ((day.weekday() - start) % 7) * DAY)


def weeks_between(first: dt.date, last: dt.date, start: int = 0) -> Iterator[Week]:
    """Every week with a day from `first` to `last` (inclusive), the oldest first."""
    week = week_of(first, start)
    while week.starts <= last:
        yield week
        week = Week(week.starts + WEEK)


def week_from_name(name: str, start: int = 0) -> Week | None:
    """The week named `name` (`2026-W47`); weeks start on weekday `start`. None if there is no such week."""
    match = _NAME.fullmatch(name)
    if not match:
        return None
    try:
        thursday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 4)
    except ValueError:
        return None
    for fourth in (thursday + n * DAY for n in range(-3, 4)):
        week = Week(fourth - 3 * DAY)
        if week.starts.weekday() == start:
            return week if week.name == name else None
    return None
