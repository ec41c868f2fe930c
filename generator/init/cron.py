"""Cron schedule of the weekly run: in UTC, after the week has ended where the graduate lives."""

from __future__ import annotations

import datetime as dt
import zlib
from typing import NamedTuple

from generator.model.calendar import DAY, WEEKDAYS, Week

_EARLY = 4
"""The earliest local hour of the run, in winter and in summer."""


class Schedule(NamedTuple):
    """A cron expression in UTC, and the local weekday and time in words."""

    cron: str
    words: str


def weekly(zone: dt.tzinfo, week: Week, grace_days: int, seed: str) -> Schedule:
    """A run early in the morning after weeks like `week` and their days of grace.

    Cron ignores daylight saving time, so the hour is never before four in the morning, summer or winter.
    `seed` determines the minute, so that not all runs start at once, and none on the hour, when GitHub is
    busiest.
    """
    minute = 7 + zlib.crc32(seed.encode()) % 46
    day = week.ends + (1 + grace_days) * DAY
    offsets = _offsets(zone, day.year)
    local = dt.datetime.combine(day, dt.time(_EARLY, minute))
    at = local - min(offsets)
    # Some zones have offsets with minutes.
    at = at.replace(minute=minute) + (dt.timedelta(hours=1) if at.minute > minute else dt.timedelta())
    hours = sorted({(at + offset).strftime("%H:%M") for offset in offsets})
    name = WEEKDAYS[day.weekday()].capitalize()
    cron_day = (at.weekday() + 1) % 7
    return Schedule(f"{at.minute} {at.hour} * * {cron_day}", f"{name}, {' or '.join(hours)}")


def _offsets(zone: dt.tzinfo, year: int) -> tuple[dt.timedelta, ...]:
    """The zone's offsets from UTC in the course of a year, sorted."""
    days = (dt.datetime(year, month, 15, 12, tzinfo=zone) for month in range(1, 13))
    return tuple(sorted({offset for day in days if (offset := day.utcoffset()) is not None})) or (DAY * 0,)
