"""Parse dates, and suggest what was meant if a text is not a date."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata

from generator.core.dates import MONTHS
from generator.core.messages import Message
from generator.model.calendar import FIRST_DAY, LAST_DAY
from generator.model.fields import DateOrDateTime, PartialDate

# Days as ISO 8601 and YAML write them: by month, by week and by number in the year, with hyphens or without.
_DAYS = {
    "month": re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII),
    "compact": re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII),
    "week": re.compile(r"(\d{4})(?:-[Ww](\d{2})-|[Ww](\d{2}))(\d)", re.ASCII),
    "ordinal": re.compile(r"(\d{4})-?(\d{3})", re.ASCII),
}
# YAML 1.1 allows single digits in front of a time.
_SHORT_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DATE_TIME = re.compile(r"(?P<day>[\dWw-]{7,10}?)(?:[Tt]|[ \t]+)(?P<time>\d.*)", re.ASCII)
_TIME = re.compile(
    r"(?P<hour>\d{2}|\d(?=:))(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?)?(?:[.,](?P<part>\d{1,9}))?"
    r"[ \t]*(?:(?P<utc>[Zz])|(?P<sign>[+\u2212-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?)?"
    r"(?:\[[\w/+-]+\])?",
    re.ASCII,
)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
MAX_GUESSED = 60
_ONGOING = frozenset({"present", "now", "today", "current", "currently", "ongoing"})
_NOTHING = frozenset({"n/a", "na", "n.a.", "tbd", "tba", "unknown", "none", "-", "--", "?", "x"})

# Common other notations.
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,2})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*'?(\d{4}|\d{2})", re.ASCII)
_CHINESE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?")
_WITHIN = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
_WITHOUT_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?", re.ASCII)
_SECONDS = re.compile(r"(\d{10})(?:\d{3})?", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?[ ]?[Ww](\d{1,2})", re.ASCII)
# What may stand beside a date: a time, and the name of the day.
_CLOCK = re.compile(
    r"[T,@]?\s*(?:\bat\s+|\bum\s+)?\b\d{1,2}[:h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*(?:[ap]\.?m\b\.?|uhr\b))?"
    r"(?:\s*(?:[+-]\d{2}:?\d{2}|Z\b|(?:UTC|GMT|[ECMP][SD]T|CES?T)(?:[+-]\d{1,2}(?::?\d{2})?)?\b))?",
    re.IGNORECASE,
)
_PARENTHESES = re.compile(r"\([^()]*\)")
_SPREADSHEET = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SPREADSHEET_EPOCH = dt.date(1899, 12, 30)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_CURLY = "“”„‘’"


def read_day(text: str, zone: dt.tzinfo) -> dt.date | Message:
    """A calendar day; a date-time is converted to `zone` first."""
    moment = read_moment(text, zone)
    return moment if isinstance(moment, Message) else moment.day


def read_moment(text: str, zone: dt.tzinfo) -> DateOrDateTime | Message:
    """A day, or a date and time with an offset converted to `zone`, as ISO 8601 or YAML write them."""
    day = _iso_day(text)
    if day is not None:
        return day if isinstance(day, Message) else DateOrDateTime(day)
    match = _DATE_TIME.fullmatch(text)
    time = _TIME.fullmatch(match["time"]) if match else None
    day = (_iso_day(match["day"]) or _short_day(match["day"])) if match and time else None
    if day is None or time is None:
        return Message("unreadable-date.no-date", text=text, hint=date_hint(text))
    return day if isinstance(day, Message) else _moment(day, time, zone)


def _iso_day(text: str) -> dt.date | Message | None:
    """A day in one of the forms of ISO 8601; None if it is in another form."""
    for form, pattern in _DAYS.items():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        numbers = [int(part) for part in match.groups() if part is not None]
        if form == "week":
            return _day_of_week(*numbers)
        return _day_of_year(*numbers) if form == "ordinal" else _day(*numbers)
    return None


def _short_day(text: str) -> dt.date | Message | None:
    match = _SHORT_DAY.fullmatch(text)
    return _day(*(int(part) for part in match.groups())) if match else None


def _day_of_week(year: int, week: int, day: int) -> dt.date | Message:
    try:
        found = dt.date.fromisocalendar(year, week, day)
    except ValueError:
        return Message("unreadable-date.week-date", year=year, week=week, day=day)
    return _day(found.year, found.month, found.day)


def _day_of_year(year: int, number: int) -> dt.date | Message:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return Message("unreadable-date.year", year=year, first=FIRST_DAY.year, last=LAST_DAY.year)
    length = 366 if calendar.isleap(year) else 365
    if not 1 <= number <= length:
        return Message("unreadable-date.day-of-year", year=year, length=length)
    return dt.date(year, 1, 1) + dt.timedelta(days=number - 1)


def _day(year: int, month: int, day: int) -> dt.date | Message:
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return Message("unreadable-date.year", year=year, first=FIRST_DAY.year, last=LAST_DAY.year)
    if not 1 <= month <= 12:
        if 1 <= day <= 12 and 1 <= month <= calendar.monthrange(year, day)[1]:
            return Message("unreadable-date.month-and-day", month=month, meant=dt.date(year, day, month))
        return Message("unreadable-date.month", month=month)
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        last = dt.date(year, month, length)
        if month == 2:
            return Message("unreadable-date.february", year=year, length=length, last=last)
        return Message("unreadable-date.day-of-month", month=MONTHS[month - 1], length=length, last=last)
    return dt.date(year, month, day)


def _moment(day: dt.date, time: re.Match[str], zone: dt.tzinfo) -> DateOrDateTime | Message:
    hour, minute, second = (int(time[name] or 0) for name in ("hour", "minute", "second"))
    is_end_of_day = (hour, minute, second) == (24, 0, 0) and not int(time["part"] or 0)
    is_leap_second = second == 60 and minute == 59
    if not is_end_of_day and (hour > 23 or minute > 59 or (second > 59 and not is_leap_second)):
        return Message("unreadable-date.time", hour=time["hour"], minute=time["minute"] or "00")
    if time["utc"] is None and time["sign"] is None:
        local = f"{day.isoformat()}T{hour % 24:02d}:{minute:02d}"
        return Message("unreadable-date.no-offset", day=day, at=f"{local}{_offset_of(local, zone)}")
    hours, minutes = int(time["hours"] or 0), int(time["minutes"] or 0)
    sign = "+" if time["sign"] == "+" else "-"
    if hours > 14 or minutes > 59:
        return Message("unreadable-date.offset", offset=f"{sign}{time['hours']}:{time['minutes'] or '00'}")
    offset = dt.timedelta(hours=hours, minutes=minutes) * (1 if sign == "+" else -1)
    since_midnight = dt.timedelta(hours=hour, minutes=minute, seconds=min(second, 59)) + _part(time)
    midnight = dt.datetime.combine(day, dt.time(), dt.timezone(offset))
    try:
        at = (midnight + since_midnight).replace(microsecond=0).astimezone(zone)
    except OverflowError:
        return Message("unreadable-date.year", year=day.year, first=FIRST_DAY.year, last=LAST_DAY.year)
    local_day = _day(at.year, at.month, at.day)
    return local_day if isinstance(local_day, Message) else DateOrDateTime(local_day, at)


def _part(time: re.Match[str]) -> dt.timedelta:
    """The decimals of an hour or a minute; those of a second don't matter."""
    if time["part"] is None or time["second"] is not None:
        return dt.timedelta()
    unit = 3600 if time["minute"] is None else 60
    return dt.timedelta(seconds=int(unit * float(f"0.{time['part']}")))


def _offset_of(at: str, zone: dt.tzinfo) -> str:
    """The offset of `zone` at a local time: `-06:00`."""
    return dt.datetime.fromisoformat(at).replace(tzinfo=zone).isoformat()[len(at) + 3 :][:6]


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
        days = _guesses(text.strip(_CURLY)) if len(text) <= MAX_GUESSED else []
        return (
            Message("unreadable-date.curly", day=days[0])
            if len(days) == 1
            else date_hint(_without_curly(text))
        )
    days = _guesses(text) if len(text) <= MAX_GUESSED else []
    if len(days) > 1:
        return Message("unreadable-date.several-meant", days=tuple(days))
    if days and _SPREADSHEET.fullmatch(text):
        return Message("unreadable-date.spreadsheet", day=days[0])
    if days:
        return Message("unreadable-date.meant", day=days[0])
    if len(text) <= MAX_GUESSED:
        return _hint_of_part(text) or Message("unreadable-date.how")
    return Message("unreadable-date.how")


def _without_curly(text: str) -> str:
    return "".join(char for char in text if char not in _CURLY)


def _hint_of_part(text: str) -> Message | None:
    """What is missing from a week, or from a day and month without a year."""
    if (match := _WEEK.fullmatch(text)) and int(match[2]):
        try:
            monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        return Message("unreadable-date.week", monday=monday)
    plain = text.translate(_DASHES)
    if match := _WITHOUT_YEAR.fullmatch(plain):
        first, second = int(match[1]), int(match[2])
        pairs = {(second, first), (first, second)}
    else:
        pairs = {(month, day) for _, month, day in _with_month_name(f"{plain} 2024")}
    # 2024 is a leap year, so that every day exists.
    days = tuple(sorted(f"YYYY-{m:02d}-{d:02d}" for m, d in pairs if isinstance(_day(2024, m, d), dt.date)))
    return Message("unreadable-date.without-year", days=days) if days else None


def _guesses(text: str) -> list[dt.date]:
    """The days that `text` may mean, sorted; usually one or none."""
    text = unicodedata.normalize("NFKC", text).translate(_DASHES)  # digits of a Japanese keyboard are wide
    plain = _CLOCK.sub(" ", _PARENTHESES.sub(" ", text)).strip(" \t.,;")
    iso = _iso_day(plain)
    days: list[dt.date | Message] = [iso] if iso is not None else [_day(*part) for part in _readings(plain)]
    days = days or [_day(int(year), int(month), int(day)) for year, month, day in _WITHIN.findall(text)]
    return sorted({day for day in days if not isinstance(day, Message)})


def _readings(plain: str) -> list[tuple[int, int, int]]:
    """Year, month and day in each way that a date may be read."""
    if match := _YEAR_FIRST.fullmatch(plain) or _CHINESE.fullmatch(plain):
        year, month, day = (int(part) for part in match.groups())
        return [(year, month, day)] if month <= 12 else [(year, day, month)]
    if match := _YEAR_LAST.fullmatch(plain):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if year >= 100:
            return [(year, second, first), (year, first, second)]
        return [(2000 + year, second, first), (2000 + year, first, second), (2000 + first, second, year)]
    if match := _SPREADSHEET.fullmatch(plain):
        day_then = _SPREADSHEET_EPOCH + dt.timedelta(days=int(match[1]))
        return [(day_then.year, day_then.month, day_then.day)]
    if match := _SECONDS.fullmatch(plain):
        at = dt.datetime.fromtimestamp(int(match[1]), dt.UTC)
        return [(at.year, at.month, at.day)]
    return _with_month_name(plain)


# Names of months in other languages than English, by their beginnings without accents.
_MONTH_STARTS = (
    ("jan", "ene", "gen"),
    ("feb", "fev"),
    ("mar", "maa", "mrz", "mrt"),
    ("apr", "abr", "avr"),
    ("may", "mai", "mag", "mei", "maj"),
    ("jun", "juin", "giu"),
    ("jul", "juil", "lug"),
    ("aug", "ago", "aou"),
    ("sep", "set"),
    ("oct", "okt", "out", "ott"),
    ("nov",),
    ("dec", "dez", "dic", "des"),
)


def _with_month_name(text: str) -> list[tuple[int, int, int]]:
    """`3 November 2026`, `Nov. 3rd, 2026`, `Tue 3 Nov '26`, `3 de noviembre de 2026`."""
    bare = "".join(
        char for char in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(char)
    )
    words = re.findall(r"[a-z]+|'?\d+", re.sub(r"(\d)(?:st|nd|rd|th|er|º|ª)\b", r"\1", bare))
    names = [word for word in words if word.isalpha()]
    months = sorted({n for word in names for n in range(1, 13) if _is_month_name(word, n)})
    numbers = [word for word in words if not word.isalpha()]
    years = [word for word in numbers if len(word) == 4 or word.startswith("'")]
    days = [int(word) for word in numbers if word not in years and len(word) <= 2]
    if len(months) == 1 and not years and len(days) == 2:
        years, days = [str(days[1])], days[:1]  # `3 Nov 26`
    if len(months) == len(years) == len(days) == 1:
        year = int(years[0].lstrip("'"))
        return [(year + (2000 if year < 100 else 0), months[0], days[0])]
    return []


def _is_month_name(word: str, number: int) -> bool:
    if len(word) < 3:
        return False
    if MONTHS[number - 1].casefold().startswith(word):
        return True
    return any(word.startswith(start) for start in _MONTH_STARTS[number - 1]) and word not in _NO_MONTHS


_NO_MONTHS = frozenset({"mardi", "martes", "martedi", "maandag"})
