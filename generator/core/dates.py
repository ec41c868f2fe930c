"""Dates as English text, for messages, prompts, reports and pages. No locale, no clock."""

from __future__ import annotations

import datetime as dt

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def weekday(day: dt.date) -> str:
    """`Sunday`."""
    return WEEKDAYS[day.weekday()]


def day_and_month(day: dt.date) -> str:
    """`22 Nov`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def weekday_and_day(day: dt.date) -> str:
    """`Sun 22 Nov`, where the year is obvious."""
    return f"{weekday(day)[:3]} {day_and_month(day)}"


def weekday_day_month(day: dt.date) -> str:
    """`Sunday 22 November`, where the year is obvious."""
    return f"{weekday(day)} {day.day} {MONTHS[day.month - 1]}"


def short_day(day: dt.date) -> str:
    """`22 Nov 2026`."""
    return f"{day_and_month(day)} {day.year}"


def full_date(day: dt.date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {month_and_year(day)}"


def full_date_with_weekday(day: dt.date) -> str:
    """`Sunday 22 November 2026`."""
    return f"{weekday_day_month(day)} {day.year}"


def month_and_year(day: dt.date) -> str:
    """`November 2026`."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def day_range(first: dt.date, last: dt.date, *, year: bool = True) -> str:
    """`16–22 Nov 2026`, `28 Sep – 4 Oct 2026`, `28 Dec 2026 – 3 Jan 2027`; a single day as `22 Nov 2026`."""
    end = short_day(last) if year else day_and_month(last)
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{end}"
    start = short_day(first) if year and first.year != last.year else day_and_month(first)
    return f"{start} \u2013 {end}"


def week_words(number: int, first: dt.date, last: dt.date) -> str:
    """Week `number` of the search as people read it: `week 9 (27 Jul – 2 Aug)`, `week 20 (12–18 Oct)`."""
    return f"week {number} ({day_range(first, last, year=False)})"


def month_words(middle: dt.date, first: dt.date, last: dt.date) -> str:
    """A month of whole weeks as people read it: `July 2026 (29 Jun – 2 Aug)`."""
    return f"{month_and_year(middle)} ({day_range(first, last, year=False)})"


def relative_day(day: dt.date, as_of: dt.date) -> str:
    """`day` relative to `as_of`: `today`, `tomorrow`, `in 3 days`, `yesterday`, `3 days ago`."""
    days = (day - as_of).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def due_phrase(day: dt.date, as_of: dt.date) -> str:
    """A due day, seen from `as_of`: `today is the last day`, `by Sunday 29 November`."""
    left = (day - as_of).days
    if left < 0:
        return f"it was due on {weekday_day_month(day)}"
    if left == 0:
        return "today is the last day"
    return f"by tomorrow, {weekday_day_month(day)}" if left == 1 else f"by {weekday_day_month(day)}"


def on_phrase(day: dt.date, as_of: dt.date) -> str:
    """The day of an appointment, seen from `as_of`: `today`, `on Sunday 29 November`."""
    return {0: "today", 1: "tomorrow"}.get((day - as_of).days, f"on {weekday_day_month(day)}")
