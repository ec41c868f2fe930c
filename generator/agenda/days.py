"""Days as somebody says them."""

from __future__ import annotations

import datetime as dt


def day_words(day: dt.date) -> str:
    """`Sunday 29 November`."""
    return f"{day:%A} {day.day} {day:%B}"


def short_day(day: dt.date) -> str:
    """`Sun 29 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def due_words(day: dt.date, as_of: dt.date) -> str:
    """How a last day is told on `as_of`: `today is the last day`, `by Sunday 29 November`."""
    left = (day - as_of).days
    if left < 0:
        return f"it was due on {day_words(day)}"
    if left == 0:
        return "today is the last day"
    return f"by tomorrow, {day_words(day)}" if left == 1 else f"by {day_words(day)}"


def on_words(day: dt.date, as_of: dt.date) -> str:
    """How the day of an appointment is told on `as_of`: `today`, `on Sunday 29 November`."""
    return {0: "today", 1: "tomorrow"}.get((day - as_of).days, f"on {day_words(day)}")
