"""When the weekly run starts: after the week has ended where the graduate lives, said in UTC."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import NamedTuple

from generator.model.calendar import DAY, WEEKDAYS, Week

_EARLY = 4
"""The local hour at or after which it runs, in winter and in summer."""


class Schedule(NamedTuple):
    """`cron` in UTC, and in `words` what that is for the graduate."""

    cron: str
    words: str


def weekly(zone: dt.tzinfo, week: Week, grace_days: int, seed: str) -> Schedule:
    """A run in the small hours behind each week like `week` and the days of grace.

    Cron knows no summer time: the hour is chosen so that it is never before four in the morning.
    `seed` decides the minute, so that not everybody's run starts at once; it is never a full hour,
    when GitHub is busiest.
    """
    minute = 7 + zlib.crc32(seed.encode()) % 46
    day = week.ends + (1 + grace_days) * DAY
    offsets = _offsets(zone, day.year)
    local = dt.datetime.combine(day, dt.time(_EARLY, minute))
    at = local - min(offsets)
    # The offsets of some zones are no whole hours.
    at = at.replace(minute=minute) + (dt.timedelta(hours=1) if at.minute > minute else dt.timedelta())
    hours = sorted({(at + offset).strftime("%H:%M") for offset in offsets})
    name = WEEKDAYS[day.weekday()].capitalize()
    cron_day = (at.weekday() + 1) % 7
    return Schedule(f"{at.minute} {at.hour} * * {cron_day}", f"{name}, {' or '.join(hours)}")


def _offsets(zone: dt.tzinfo, year: int) -> tuple[dt.timedelta, ...]:
    """What the zone's clocks are ahead of UTC in the course of a year."""
    days = (dt.datetime(year, month, 15, 12, tzinfo=zone) for month in range(1, 13))
    return tuple(sorted({offset for day in days if (offset := day.utcoffset()) is not None})) or (DAY * 0,)
