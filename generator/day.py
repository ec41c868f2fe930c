"""The day of judging: as asked, else of SOURCE_DATE_EPOCH, else today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from generator.faults import Fault
from generator.model.calendar import FIRST_DAY, LAST_DAY
from generator.model.verdict import AsOfFrom
from generator.reading.dates import read_day


def read_as_of(
    option: str | None, environment: Mapping[str, str], now: dt.datetime
) -> tuple[dt.date, AsOfFrom]:
    """The day and where it came from. `now` is the present in the graduate's time zone."""
    if option is not None:
        return _option(option), "option"
    epoch = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch:
        return _epoch(epoch, now.tzinfo), "SOURCE_DATE_EPOCH"
    return now.date(), "clock"


def _option(text: str) -> dt.date:
    day = read_day(text, dt.UTC) if len(text) == 10 else None
    if not isinstance(day, dt.date):
        why = f" {day.text}" if day else ""
        raise Fault(f"--as-of {text!r} is not a day.{why}", hint="Write year, month and day: 2026-11-22.")
    return day


def _epoch(text: str, zone: dt.tzinfo | None) -> dt.date:
    day = None
    if text.isascii() and text.isdigit() and len(text) <= 10:
        day = (dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(seconds=int(text))).astimezone(zone).date()
    if day is None or not FIRST_DAY <= day <= LAST_DAY:
        raise Fault(
            f"SOURCE_DATE_EPOCH {text!r} is not a number of seconds.",
            hint="Unset it, or give seconds since 1970.",
        )
    return day
