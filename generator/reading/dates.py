"""The text of a date → a day or a moment, and what was probably meant where it is none."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from generator.core.dates import MONTHS
from generator.core.text import quoted
from generator.model.calendar import FIRST_DAY, LAST_DAY
from generator.model.fields import Moment, PartialDate
from generator.reading.problem import Problem

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?:([Zz])|([+-])(\d{2}):?(\d{2}))?",
    re.ASCII,
)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_HINT = "Write year, month and day: 2026-11-03."
MOST_GUESSED = 40
_STILL = frozenset({"present", "now", "today", "current", "currently", "ongoing"})
_NOTHING = frozenset({"n/a", "na", "n.a.", "tbd", "tba", "unknown", "none", "-", "--", "?", "x"})

# What people write instead.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})", re.ASCII)
_SPREADSHEET = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SPREADSHEET_EPOCH = dt.date(1899, 12, 30)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_CURLY = "“”„‘’"


def read_day(text: str, zone: dt.tzinfo) -> dt.date | Problem:
    """A calendar day; a date-time is converted to `zone` first."""
    moment = read_moment(text, zone)
    return moment if isinstance(moment, Problem) else moment.day


def read_moment(text: str, zone: dt.tzinfo) -> Moment | Problem:
    """A day, or a date and time with an offset converted to `zone`."""
    match = _DATE.fullmatch(text)
    if match:
        day = _day(*(int(part) for part in match.groups()))
        return day if isinstance(day, Problem) else Moment(day)
    match = _DATE_TIME.fullmatch(text)
    if match:
        return _moment(match, zone)
    return Problem("unreadable-date", f"{quoted(text)} is not a date.", hint_for(text))


def _day(year: int, month: int, day: int) -> dt.date | Problem:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        span = f"{FIRST_DAY.year} and {LAST_DAY.year}"
        return Problem("unreadable-date", f"The year {year:04d} is not between {span}.", _HINT)
    if not 1 <= month <= 12:
        return Problem("unreadable-date", f"There is no month {month:02d}.", _HINT)
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = MONTHS[month - 1]
        of_year = f" {year}" if month == 2 else ""
        return Problem("unreadable-date", f"{name}{of_year} has {length} days.", _HINT)
    return dt.date(year, month, day)


def _moment(match: re.Match[str], zone: dt.tzinfo) -> Moment | Problem:
    date, hour, minute, second, utc, sign, hours, minutes = match.groups()
    day = read_moment(date, zone)
    if isinstance(day, Problem):
        return day
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        hint = "Hours run from 00 to 23, minutes and seconds from 00 to 59."
        return Problem("unreadable-date", f"There is no time {hour}:{minute}.", hint)
    if utc is None and sign is None:
        hint = "Write the offset behind the time, 2026-11-03T18:30-06:00, or the day alone."
        return Problem("unreadable-date", "A time without its offset from UTC says too little.", hint)
    if int(hours or 0) > 14 or int(minutes or 0) > 59:
        hint = "Offsets run from -12:00 to +14:00."
        return Problem("unreadable-date", f"There is no offset {sign}{hours}:{minutes}.", hint)
    offset = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    time = dt.time(int(hour), int(minute), int(second or 0), tzinfo=dt.timezone(offset))
    at = dt.datetime.combine(day.day, time).astimezone(zone)
    inside = _day(at.year, at.month, at.day)
    return inside if isinstance(inside, Problem) else Moment(inside, at)


def read_partial_date(text: str, _: dt.tzinfo) -> PartialDate | Problem:
    """A résumé's date: a year, a month or a day."""
    hint = "Write 2019, 2019-04 or 2019-04-30."
    if text.casefold() in _STILL:
        hint = "While it lasts, leave the line out."
    elif len(text) <= MOST_GUESSED:
        months = [day for day in _guesses(f"1 {text}") if day.day == 1]
        hint = f"Write the year first: {months[0]:%Y-%m}." if months else hint
    match = _PARTIAL.fullmatch(text)
    if not match:
        return Problem("unreadable-date", f"{quoted(text)} is not a date.", hint)
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return Problem("unreadable-date", f"There is no day {quoted(text)}.", hint)
    return PartialDate(text)


def hint_for(text: str) -> str:
    """What to write instead of `text`."""
    if text.casefold() in _NOTHING:
        return "Where there is no day to write, remove the line."
    if any(mark in text for mark in _CURLY):
        return "Remove the curly quotation marks: 2026-11-03."
    days = _guesses(text) if len(text) <= MOST_GUESSED else []
    if len(days) == 2:
        return f"Write the year first: {days[0]} or {days[1]}, whichever is meant."
    if days and _SPREADSHEET.fullmatch(text):
        return f"This looks like a spreadsheet's number for {days[0]}: write that."
    return f"Write it with plain digits and hyphens: {days[0]}." if days else _HINT


def _guesses(text: str) -> list[dt.date]:
    """The days that `text` may mean, in order; usually one or none."""
    plain = text.translate(_DASHES)
    if match := _COMPACT.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
        parts = [(int(match[1]), int(match[2]), int(match[3]))]
    elif match := _YEAR_LAST.fullmatch(plain):
        one, two, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        parts = [(year, two, one), (year, one, two)]
    elif match := _SPREADSHEET.fullmatch(plain):
        day = _SPREADSHEET_EPOCH + dt.timedelta(days=int(match[1]))
        parts = [(day.year, day.month, day.day)]
    else:
        parts = _with_month_name(plain)
    days = (_day(*part) for part in parts)
    return sorted({day for day in days if not isinstance(day, Problem)})


def _with_month_name(text: str) -> list[tuple[int, int, int]]:
    """`3 November 2026`, `Nov. 3rd, 2026`: the words of English alone."""
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    months = [n for n in range(1, 13) for word in words if _names_month(word, n)]
    years = [int(word) for word in words if word.isdigit() and len(word) == 4]
    days = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if len(months) == len(years) == len(days) == 1:
        return [(years[0], months[0], days[0])]
    return []


def _names_month(word: str, number: int) -> bool:
    return len(word) >= 3 and MONTHS[number - 1].casefold().startswith(word)
