"""Words, days and links as the report writes them. No locale, no clock: same input, same text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# What may not stand in an HTML document or in UTF-8, however it came into a YAML string.
_NOT_TEXT = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_DIRECTION_MARKS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_NOT_IN_A_LINK = re.compile(r"[\s\0-\x1f\x7f\\<>\"'`{}|^\[\]]|%(?![0-9A-Fa-f]{2})")
_RULE_FAMILIES = ("contact-", "contacts-", "post-", "posts-", "activity-", "contribution-", "contributions-")


def encoded(text: str) -> bytes:
    """UTF-8, with the replacement character for halves of surrogate pairs, which no UTF-8 can hold."""
    return _SURROGATES.sub("\ufffd", text).encode("utf-8")


def clean(value: object) -> object:
    """`value`, with control characters of a text made visible as U+FFFD; for every place in a page."""
    if isinstance(value, str) and _NOT_TEXT.search(value):
        return type(value)(_NOT_TEXT.sub("\ufffd", value))
    return value


def isolate(text: str) -> str:
    """Somebody's own words for the middle of a sentence: their writing direction stays inside them."""
    if text.isascii():
        return text
    return "\u2068" + _DIRECTION_MARKS.sub("", text) + "\u2069"


def clipped(text: str, most: int) -> str:
    """`text` on one line, cut between words to at most `most` characters and an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    head = line[:most]
    words = head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head
    return words.rstrip(" ,;.") + " …"


def web_link(address: str) -> str | None:
    """`address` if it may stand in a link of the report, that is if it is http or https; else None."""
    if _NOT_IN_A_LINK.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    is_plain = parts.scheme in ("http", "https") and host and "@" not in parts.netloc
    return address if is_plain else None


def long_day(day: dt.date) -> str:
    """`Sunday 22 November 2026`."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: dt.date) -> str:
    """`22 Nov 2026`."""
    return f"{day.day} {_month(day)} {day.year}"


def week_day(day: dt.date) -> str:
    """`Sun 22 Nov`, where the year is plain."""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_month(day)}"


def day_range(first: dt.date, last: dt.date, *, year: bool = True) -> str:
    """`16–22 Nov 2026`, `28 Sep – 4 Oct 2026`, `28 Dec 2026 – 3 Jan 2027`; one day stands alone."""
    end = short_day(last) if year else f"{last.day} {_month(last)}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}\u2013{end}"
    start = f"{first.day} {_month(first)}"
    return f"{start}{f' {first.year}' if year and first.year != last.year else ''} \u2013 {end}"


def distance(day: dt.date, as_of: dt.date) -> str:
    """How far `day` is: `today`, `tomorrow`, `in 3 days`, `yesterday`, `3 days ago`."""
    days = (day - as_of).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 record`, `1,204 records`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Sequence[str], most: int = 8) -> str:
    """`a, b and c`; what exceeds `most` is counted: `a, b and 7 more`."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def plain(rule: str) -> str:
    """The name of a rule as words: `contact-external-recruiter` gives `external recruiter`."""
    for family in _RULE_FAMILIES:
        if rule.startswith(family) and len(rule) > len(family):
            rule = rule[len(family) :]
            break
    return rule.replace("-", " ")


def place(path: str, line: int | None) -> str:
    """`contacts/2026-W47.yaml:3`: where a record stands, without the folders that all share."""
    short = isolate(path.removeprefix("content/").removeprefix("private/"))
    return short if line is None else f"{short}:{line}"


def number(value: float) -> str:
    """A quantity without needless decimals: `3`, `2.5`."""
    return f"{value:.10g}"


def _month(day: dt.date) -> str:
    return _MONTHS[day.month - 1][:3]
