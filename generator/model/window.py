"""The search window: the days on which records count."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from msgspec import Struct

from generator.core.dates import short_day, week_words
from generator.core.errors import UserError
from generator.core.text import truncate
from generator.model.calendar import DAY, WEEK, Week, weeks_between
from generator.model.decision import Pause


class Window(Struct, frozen=True):
    """The days of the search, inclusive. `days` is the full length, even if the search ended early."""

    start: dt.date
    end: dt.date
    days: int

    def __contains__(self, day: object) -> bool:
        """Whether `day` is in the window."""
        return isinstance(day, dt.date) and self.start <= day <= self.end

    def day_number(self, as_of: dt.date) -> int | None:
        """The number of `as_of` in the search, from 1; it stops at the last day. None before the start."""
        if as_of < self.start:
            return None
        return (min(as_of, self.end) - self.start).days + 1


def window_of(
    start: dt.date,
    days: int,
    *,
    ended: dt.date | None = None,
    pauses: Iterable[Pause] = (),
    extend: bool = False,
) -> Window:
    """The window of `days` days from `start`.

    With `extend`, paused days inside it lengthen it. `ended` is its last day if it ended early, at the
    earliest `start`.
    """
    end = start + (days - 1) * DAY
    if extend:
        end = _extended(start, end, paused_days(pauses))
    length = (end - start).days + 1
    if ended is not None:
        end = max(start, min(end, ended))
    return Window(start, end, length)


def _extended(start: dt.date, end: dt.date, paused: frozenset[dt.date]) -> dt.date:
    """The end of a window with as many unpaused days as there are days from `start` to `end`."""
    day, left = start, (end - start).days + 1
    while True:
        left -= day not in paused
        if left == 0:
            return day
        day += DAY


def paused_days(pauses: Iterable[Pause]) -> frozenset[dt.date]:
    """Every day of every pause."""
    return frozenset(
        pause.first + n * DAY for pause in pauses for n in range((pause.last - pause.first).days + 1)
    )


_ISO = re.compile(r"(?:(\d{4})-?)?W(\d{1,2})", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"(?:week\s*)?0*(\d{1,4})", re.ASCII | re.IGNORECASE)


def is_week(text: str) -> bool:
    """Whether `text` is written like a week: `2026-W31`, `W31`, `week 9`, `9`, `this` or `last`."""
    text = text.strip()
    return text.casefold() in ("this", "last") or bool(_ISO.fullmatch(text) or _NUMBER.fullmatch(text))


def week_asked(text: str, window: Window, first_weekday: int, as_of: dt.date) -> Week:
    """The week of the search that a user means by `text`; a `UserError` where there is none.

    `9` and `week 9` count from the first week of the search, `2026-W31` and `W31` are names of the calendar
    (ISO 8601), `this` is the week of `as_of` and `last` the one before it.
    """
    weeks = tuple(weeks_between(window.start, window.end, first_weekday))
    matches = _weeks_called(text.strip(), weeks, as_of)
    if len(matches) == 1:
        return matches[0]
    asked = truncate(text, 40)
    if matches:
        names = " or ".join(
            f"{week.name} for {week_words(weeks.index(week) + 1, week.starts, week.ends)}" for week in matches
        )
        raise UserError(f'"{asked}" can be {len(matches)} weeks of your search.', hint=f"Type {names}.")
    span = f"It runs from {short_day(window.start)} to {short_day(window.end)}."
    if text.strip().casefold() in ("this", "last"):
        raise UserError(
            f"{text.strip().capitalize()} week is not in your search.",
            hint=f"{span} Its weeks are 1 to {len(weeks)}.",
        )
    example = weeks[min(8, len(weeks) - 1)]
    raise UserError(
        f'I don\'t know the week "{asked}".',
        hint=f"Your search has weeks 1 to {len(weeks)}: type {weeks.index(example) + 1}, "
        f"{example.name.partition('-')[2]}, this or last. {span}",
    )


def _weeks_called(text: str, weeks: tuple[Week, ...], as_of: dt.date) -> list[Week]:
    day = {"this": as_of, "last": as_of - WEEK}.get(text.casefold())
    if day is not None:
        return [week for week in weeks if day in week]
    if number := _NUMBER.fullmatch(text):
        index = int(number[1])
        return [weeks[index - 1]] if 1 <= index <= len(weeks) else []
    if iso := _ISO.fullmatch(text):
        name = f"W{int(iso[2]):02d}"
        return [
            week
            for week in weeks
            if week.name.endswith(name) and (not iso[1] or week.name == f"{iso[1]}-{name}")
        ]
    return []
