"""The oracle's calendar: window, pauses and weeks, found by walking from day to day."""

from __future__ import annotations

import datetime as dt
from typing import Any

Plain = dict[str, Any]
ONE = dt.timedelta(days=1)
NAMES = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def iso_name(fourth: dt.date) -> str:
    """The ISO week of a day, by its definition: the week belongs to the year of its Thursday."""
    thursday = fourth
    while NAMES[thursday.weekday()] != "monday":
        thursday -= ONE
    thursday += 3 * ONE
    number = 0
    day = dt.date(thursday.year, 1, 1)
    while day <= thursday:
        if NAMES[day.weekday()] == "thursday":
            number += 1
        day += ONE
    return f"{thursday.year}-W{number:02d}"


def week_days(day: dt.date, start: str) -> list[dt.date]:
    """The seven days of the week that holds `day`."""
    while NAMES[day.weekday()] != start:
        day -= ONE
    return [day + n * ONE for n in range(7)]


def paused_days(world: Plain) -> set[dt.date]:
    """Every day inside a pause that was granted by `as_of`."""
    paused = set()
    for pause in world["pauses"]:
        if pause["on"] <= world["as_of"]:
            day = pause["from"]
            while day <= pause["to"]:
                paused.add(day)
                day += ONE
    return paused


def place(one: Plain) -> tuple[str, int, int]:
    """Where a record stands: no two records share a place."""
    return one["path"], one["line"], one["column"]


def ended(world: Plain) -> Plain | None:
    """The end of the search, if it has come: written down, else an offer that was accepted."""
    found: Plain | None = world["ended"]
    if found and found["on"] <= world["as_of"]:
        return found
    if not world["terms"]["acceptance_ends"]:
        return None
    days = [day for day in [accepted_on(world, offer) for offer in world["offers"]] if day]
    return {"on": min(days), "reason": "hired"} if days else None


def accepted_on(world: Plain, offer: Plain) -> dt.date | None:
    """The day on which a full-time offer in the field, received in the window, was accepted."""
    day: dt.date | None = offer["answered"]
    if offer["answer"] != "accepted" or day is None or day > world["as_of"]:
        return None
    fits = offer["full_time"] is True and offer["in_field"] is True
    in_time = offer["received"] <= world["as_of"] and offer["received"] in unended_days(world)
    wrong = day < offer["received"] or (
        offer["deadline"] is not None and offer["deadline"] < offer["received"]
    )
    return day if fits and in_time and not wrong else None


def window_days(world: Plain) -> list[dt.date]:
    """The days on which records count; empty without a start."""
    days, end = unended_days(world), ended(world)
    if end is None:
        return days
    return [day for day in days if day <= end["on"]] or days[:1]


def unended_days(world: Plain) -> list[dt.date]:
    """The days of the window if the search does not end early."""
    terms = world["terms"]
    if world["start"] is None:
        return []
    day = world["graduated"] if terms["from"] == "graduated" else world["start"]
    paused = paused_days(world) if terms["extend_window"] else set()
    days: list[dt.date] = []
    left = terms["days"]
    while left > 0:
        days.append(day)
        if day not in paused:
            left -= 1
        day += ONE
    return days


def full_length(world: Plain) -> int:
    """How many days the window would have if the search did not end early."""
    return len(unended_days(world))


def frames(world: Plain) -> list[Plain]:
    """Every week of the window, the oldest first."""
    inside = window_days(world)
    paused = paused_days(world)
    found: list[Plain] = []
    for day in inside:
        if found and day in found[-1]["days"]:
            continue
        days = week_days(day, world["terms"]["week_start"])
        found.append(frame(world, days, set(inside), paused))
    return found


def frame(world: Plain, days: list[dt.date], inside: set[dt.date], paused: set[dt.date]) -> Plain:
    """One week: its days, its state, and on which of its days something is asked."""
    asked = [day for day in days if day in inside and day not in paused]
    whole_pause = all(day in paused for day in days)
    upcoming = is_upcoming(world, days)
    partial = len(asked) < 7
    return {
        "name": iso_name(days[3]),
        "days": days,
        "asked": asked,
        "upcoming": upcoming,
        "closed": is_closed(world, days),
        "paused": whole_pause,
        "partial": partial,
        "enforced": not (upcoming or whole_pause or (partial and world["terms"]["partial"] == "exempt")),
    }


def is_closed(world: Plain, days: list[dt.date]) -> bool:
    """Whether the week and its days of grace are over, and nothing holds it open (see `follow_ups.py`)."""
    over = world["as_of"] > days[-1] + world["terms"]["grace_days"] * ONE
    return bool(over and days[0] not in world.get("held", ()))


def is_upcoming(world: Plain, days: list[dt.date]) -> bool:
    """Whether the week has not begun."""
    return bool(world["as_of"] < days[0])


def needed(world: Plain, week: Plain, minimum: int) -> int:
    """How many a week is asked of a requirement with this minimum."""
    policy, days = world["terms"]["partial"], len(week["asked"])
    if week["paused"] or policy == "exempt":
        return minimum
    if days == 0:
        return 0
    if policy == "full":
        return minimum
    if minimum == 1:
        return 1 if days >= 4 else 0
    least = 0
    while least * 7 < minimum * days:
        least += 1
    return least
