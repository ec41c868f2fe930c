"""Parse dates, and suggest what was meant if a text is not a date."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from generator.core.dates import MONTHS
from generator.core.messages import Message
from generator.model.calendar import FIRST_DAY, LAST_DAY
from generator.model.fields import DateOrDateTime, PartialDate

_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?"
    r"\s*(?:([Zz])|([+-])(\d{2}):?(\d{2}))?",
    re.ASCII,
)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MAX_GUESSED = 40
_ONGOING = frozenset({"present", "now", "today", "current", "currently", "ongoing"})
_NOTHING = frozenset({"n/a", "na", "n.a.", "tbd", "tba", "unknown", "none", "-", "--", "?", "x"})

# Common other notations.
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]+(\d{1,2})[-/. ]+(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})", re.ASCII)
_SPREADSHEET = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SPREADSHEET_EPOCH = dt.date(1899, 12, 30)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_CURLY = "“”„‘’"


def read_day(text: str, zone: dt.tzinfo) -> dt.date | Message:
    """A calendar day; a date-time is converted to `zone` first."""
    moment = read_moment(text, zone)
    return moment if isinstance(moment, Message) else moment.day


def read_moment(text: str, zone: dt.tzinfo) -> DateOrDateTime | Message:
    """A day, or a date and time with an offset converted to `zone`."""
    match = _DATE.fullmatch(text)
    if match:
        day = _day(*(int(part) for part in match.groups()))
        return day if isinstance(day, Message) else DateOrDateTime(day)
    match = _DATE_TIME.fullmatch(text)
    if match:
        return _moment(match, zone)
    return Message("unreadable-date.no-date", text=text, hint=date_hint(text))


def _day(year: int, month: int, day: int) -> dt.date | Message:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return Message("unreadable-date.year", year=year, first=FIRST_DAY.year, last=LAST_DAY.year)
    if not 1 <= month <= 12:
        return Message("unreadable-date.month", month=month)
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        if month == 2:
            return Message("unreadable-date.february", year=year, length=length)
        return Message("unreadable-date.day-of-month", month=MONTHS[month - 1], length=length)
    return dt.date(year, month, day)


def _moment(match: re.Match[str], zone: dt.tzinfo) -> DateOrDateTime | Message:
    date, hour, minute, second, utc, sign, hours, minutes = match.groups()
    day = read_moment(date, zone)
    if isinstance(day, Message):
        return day
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return Message("unreadable-date.time", hour=hour, minute=minute)
    if utc is None and sign is None:
        return Message("unreadable-date.no-offset")
    if int(hours or 0) > 14 or int(minutes or 0) > 59:
        return Message("unreadable-date.offset", offset=f"{sign}{hours}:{minutes}")
    offset = dt.timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    time = dt.time(int(hour), int(minute), int(second or 0), tzinfo=dt.timezone(offset))
    at = dt.datetime.combine(day.day, time).astimezone(zone)
    local_day = _day(at.year, at.month, at.day)
    return local_day if isinstance(local_day, Message) else DateOrDateTime(local_day, at)


def read_partial_date(text: str, _: dt.tzinfo) -> PartialDate | Message:
    """A résumé's date: a year, a month or a day."""
    hint = Message("unreadable-date.partial")
    if text.casefold() in _ONGOING:
        hint = Message("unreadable-date.while-it-lasts")
    elif len(text) <= MAX_GUESSED:
        months = [day for day in _guesses(f"1 {text}") if day.day == 1]
        hint = Message("unreadable-date.month-meant", month=months[0]) if months else hint
    match = _PARTIAL.fullmatch(text)
    if not match:
        return Message("unreadable-date.no-date", text=text, hint=hint)
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return Message("unreadable-date.no-day", text=text, hint=hint)
    return PartialDate(text)


def date_hint(text: str) -> Message:
    """What to write instead of `text`."""
    if text.casefold() in _NOTHING:
        return Message("unreadable-date.nothing-to-write")
    if any(mark in text for mark in _CURLY):
        return Message("unreadable-date.curly")
    days = _guesses(text) if len(text) <= MAX_GUESSED else []
    if len(days) == 2:
        return Message("unreadable-date.two-meant", one=days[0], other=days[1])
    if days and _SPREADSHEET.fullmatch(text):
        return Message("unreadable-date.spreadsheet", day=days[0])
    return Message("unreadable-date.meant", day=days[0]) if days else Message("unreadable-date.how")


def _guesses(text: str) -> list[dt.date]:
    """The days that `text` may mean, sorted; usually one or none."""
    plain = text.translate(_DASHES)
    if match := _COMPACT.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain):
        parts = [(int(match[1]), int(match[2]), int(match[3]))]
    elif match := _YEAR_LAST.fullmatch(plain):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
        parts = [(year, second, first), (year, first, second)]
    elif match := _SPREADSHEET.fullmatch(plain):
        day = _SPREADSHEET_EPOCH + dt.timedelta(days=int(match[1]))
        parts = [(day.year, day.month, day.day)]
    else:
        parts = _with_month_name(plain)
    days = (_day(*part) for part in parts)
    return sorted({day for day in days if not isinstance(day, Message)})


def _with_month_name(text: str) -> list[tuple[int, int, int]]:
    """`3 November 2026`, `Nov. 3rd, 2026`: English only."""
    words = re.findall(r"[a-z]+|\d+", text.casefold())
    months = [n for n in range(1, 13) for word in words if _is_month_name(word, n)]
    years = [int(word) for word in words if word.isdigit() and len(word) == 4]
    days = [int(word) for word in words if word.isdigit() and len(word) <= 2]
    if len(months) == len(years) == len(days) == 1:
        return [(years[0], months[0], days[0])]
    return []


def _is_month_name(word: str, number: int) -> bool:
    return len(word) >= 3 and MONTHS[number - 1].casefold().startswith(word)
