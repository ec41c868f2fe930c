"""The text of one scalar → a value, by the type of its field. The text decides, never YAML's guess."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from generator.model.calendar import FIRST_DAY, LAST_DAY, week_named
from generator.model.fields import Moment, PartialDate, PublicAddress, Slug, Url, WeekName


class Problem(NamedTuple):
    """Why a text is not a value: the rule it breaks, what is wrong and what to write instead."""

    rule: str
    message: str
    hint: str


_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|z|[+-]\d{2}:?\d{2})?"
)
_LOOSE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PARTIAL = re.compile(r"\d{4}(-\d{2}){0,2}")
_INTEGER = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[^\s/@:]+(\.[^\s/@:]+)*", re.UNICODE)
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+")
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_DATE_HINT = "Write year, month and day: 2026-11-03."


def read_day(text: str, zone: dt.tzinfo) -> dt.date | Problem:
    """A calendar day; a date-time is converted to `zone` first."""
    moment = read_moment(text, zone)
    return moment if isinstance(moment, Problem) else moment.day


def read_moment(text: str, zone: dt.tzinfo) -> Moment | Problem:
    """A day, or a date and time with an offset converted to `zone`."""
    match = _DATE.fullmatch(text)
    if match:
        day = _day(match)
        return day if isinstance(day, Problem) else Moment(day)
    match = _DATE_TIME.fullmatch(text)
    if match:
        return _moment(match, zone)
    return Problem("unreadable-date", f"`{text}` is not a date.", _date_hint(text))


def _day(match: re.Match[str]) -> dt.date | Problem:
    year, month, day = (int(part) for part in match.groups())
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        span = f"{FIRST_DAY.year} and {LAST_DAY.year}"
        return Problem("unreadable-date", f"The year {year} is not between {span}.", _DATE_HINT)
    if not 1 <= month <= 12:
        return Problem("unreadable-date", f"There is no month {month:02d}.", _DATE_HINT)
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = calendar.month_name[month]
        of_year = f" {year}" if month == 2 else ""
        return Problem("unreadable-date", f"{name}{of_year} has {length} days.", _DATE_HINT)
    return dt.date(year, month, day)


def _moment(match: re.Match[str], zone: dt.tzinfo) -> Moment | Problem:
    date, hour, minute, second, offset = match.groups()
    day = read_moment(date, zone)
    if isinstance(day, Problem):
        return day
    if offset is None:
        hint = "Write the offset behind the time, 2026-11-03T18:30-06:00, or the day alone."
        return Problem("unreadable-date", "A time without its offset from UTC says too little.", hint)
    try:
        text = f"{date}T{hour}:{minute}:{second or '00'}{_offset(offset)}"
        at = dt.datetime.fromisoformat(text).astimezone(zone)
    except (ValueError, OverflowError):
        hint = "Hours run from 00 to 23, minutes and seconds from 00 to 59."
        return Problem("unreadable-date", f"There is no time {hour}:{minute}.", hint)
    return Moment(at.date(), at)


def _offset(text: str) -> str:
    if text in "Zz":
        return "+00:00"
    return text if ":" in text else f"{text[:3]}:{text[3:]}"


def _date_hint(text: str) -> str:
    loose = _LOOSE.fullmatch(text)
    if loose:
        year, month, day = (int(part) for part in loose.groups())
        return f"Write it with two digits each: {year:04d}-{month:02d}-{day:02d}."
    if any(mark in text for mark in "“”„‘’"):
        return "Remove the curly quotation marks: 2026-11-03."
    if text.isdigit() and len(text) == 5:
        return "This looks like a spreadsheet's day number; format the column as a date first."
    return _DATE_HINT


def read_partial_date(text: str, _: dt.tzinfo) -> PartialDate | Problem:
    """A résumé's date: a year, a month or a day."""
    hint = "Write 2019, 2019-04 or 2019-04-30."
    if not _PARTIAL.fullmatch(text):
        return Problem("unreadable-date", f"`{text}` is not a date.", hint)
    padded = f"{text}-01-01"[:10]
    try:
        dt.date.fromisoformat(padded)
    except ValueError:
        return Problem("unreadable-date", f"There is no day `{text}`.", hint)
    return PartialDate(text)


def read_bool(text: str, _: dt.tzinfo) -> bool | Problem:
    """`true` or `false`; `yes`, `no`, `on` and `off` mean the same."""
    word = text.casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    return Problem("unreadable-boolean", f"`{text}` is neither true nor false.", "Write true or false.")


def read_int(text: str, _: dt.tzinfo) -> int | Problem:
    """A whole number, 0 or more, of at most nine digits."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return Problem("unreadable-number", f"`{text}` is not a whole number.", "Write digits only: 5.")


def read_float(text: str, _: dt.tzinfo) -> float | Problem:
    """A number with or without decimals."""
    if _NUMBER.fullmatch(text):
        return float(text)
    return Problem("unreadable-number", f"`{text}` is not a number.", "Write digits only: 8 or 7.5.")


def read_url(text: str, _: dt.tzinfo) -> Url | Problem:
    """An http or https address with a host."""
    if is_link(text):
        return Url(text)
    return Problem(
        "unreadable-address",
        f"`{text}` is not a web address.",
        "Write it whole, with https:// in front.",
    )


def read_public_address(text: str, zone: dt.tzinfo) -> PublicAddress | Problem:
    """A mailto, http or https address."""
    if _MAIL.fullmatch(text) or not isinstance(read_url(text, zone), Problem):
        return PublicAddress(text)
    hint = "Write mailto:you@example.com or an https address."
    return Problem("unreadable-address", f"`{text}` is not an address to write to.", hint)


def is_link(text: str) -> bool:
    """Whether `text` is an http or https address with a host, without spaces or control characters."""
    if any(ord(sign) <= 32 or sign in '<>"\\^`{|}' for sign in text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and _HOST.fullmatch(host or "") is not None


def read_week(text: str, _: dt.tzinfo) -> WeekName | Problem:
    """The name of an ISO week that exists."""
    if week_named(text) is not None:
        return WeekName(text)
    hint = "Write year and ISO week: 2026-W40."
    return Problem("unreadable-week", f"`{text}` is not a week.", hint)


def read_slug(text: str, _: dt.tzinfo) -> Slug | Problem:
    """Lower-case letters, digits and single hyphens, at most 80."""
    if _SLUG.fullmatch(text) and len(text) <= 80:
        return Slug(text)
    hint = "Use lower-case letters a to z, digits and hyphens: late-buses."
    return Problem("unreadable-slug", f"`{text}` cannot be part of an address.", hint)


def read_text(text: str, _: dt.tzinfo) -> str:
    """Text as it stands."""
    return text


Reader = Callable[[str, dt.tzinfo], Any]

READERS: dict[Any, Reader] = {
    str: read_text,
    bool: read_bool,
    int: read_int,
    float: read_float,
    dt.date: read_day,
    Moment: read_moment,
    Url: read_url,
    PublicAddress: read_public_address,
    PartialDate: read_partial_date,
    WeekName: read_week,
    Slug: read_slug,
}
"""One reader a type of field. A reader gives the value or a `Problem`, and never raises."""
