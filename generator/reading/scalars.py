"""Read scalars by the type of their field, from their text and not from YAML's guess."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from generator.core.messages import Message
from generator.model.calendar import week_from_name
from generator.model.fields import (
    DateOrDateTime,
    Focus,
    PartialDate,
    PublicAddress,
    SiteUrl,
    Slug,
    Url,
    WeekName,
)
from generator.reading.dates import read_day, read_moment, read_partial_date
from generator.reading.site_url import read_site_url

MAY_BE_LINKS = frozenset({"evidence", "challenge_page"})
"""Keys with text of any kind, which is most often a link."""

_INTEGER = re.compile(r"\d{1,9}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[^\s/@:]+(\.[^\s/@:]+)*", re.UNICODE)
_MAIL = re.compile(r"mailto:[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]+")
_WITHOUT_SCHEME = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}(?:[:/?#]\S*)?")
_SHARE = re.compile(r"\d{1,3}%", re.ASCII)
_SIDES = {
    "left": ("x", "0%"),
    "right": ("x", "100%"),
    "top": ("y", "0%"),
    "bottom": ("y", "100%"),
    "center": ("xy", "50%"),
    "centre": ("xy", "50%"),
    "middle": ("xy", "50%"),
}
_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})
_LIKE_WEEK = re.compile(r"(\d{4})[- ]?[Ww]?(\d{1,2})", re.ASCII)


def read_bool(text: str, _: dt.tzinfo) -> bool | Message:
    """`true` or `false`; `yes`, `no`, `on` and `off` too."""
    word = text.casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    return Message("unreadable-boolean.neither", text=text)


def read_int(text: str, _: dt.tzinfo) -> int | Message:
    """A whole number, 0 or more, of at most nine digits."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return Message("unreadable-number.whole", text=text)


def read_float(text: str, _: dt.tzinfo) -> float | Message:
    """A number with or without decimals."""
    if _NUMBER.fullmatch(text):
        return float(text)
    return Message("unreadable-number.decimal", text=text)


def read_url(text: str, _: dt.tzinfo) -> Url | Message:
    """An http or https address with a host."""
    if is_link(text):
        return Url(text)
    if _WITHOUT_SCHEME.fullmatch(text) and is_link(f"https://{text}"):
        return Message("unreadable-address.without-scheme", text=text, meant=f"https://{text}")
    return Message("unreadable-address.web", text=text)


def with_scheme(text: str) -> str:
    """The address with `https://` if it was typed without it and is plainly an address; else the text."""
    is_address = _WITHOUT_SCHEME.fullmatch(text) and ("/" in text or text.casefold().startswith("www."))
    return f"https://{text}" if is_address and is_link(f"https://{text}") else text


def read_public_address(text: str, zone: dt.tzinfo) -> PublicAddress | Message:
    """A mailto, http or https address."""
    if _MAIL.fullmatch(text) or not isinstance(read_url(text, zone), Message):
        return PublicAddress(text)
    for meant in (f"mailto:{text}", f"https://{text}"):
        if _MAIL.fullmatch(meant) or (_WITHOUT_SCHEME.fullmatch(text) and is_link(meant)):
            return Message("unreadable-address.contact-meant", text=text, meant=meant)
    return Message("unreadable-address.to-write-to", text=text)


def is_link(text: str) -> bool:
    """Whether `text` is an http or https address with a host, without spaces or control characters."""
    if any(ord(char) <= 32 or char in '<>"\\^`{|}' for char in text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and _HOST.fullmatch(host or "") is not None


def read_week(text: str, _: dt.tzinfo) -> WeekName | Message:
    """The name of an ISO week that exists."""
    if week_from_name(text) is not None:
        return WeekName(text)
    hint = Message("unreadable-week.how")
    match = _LIKE_WEEK.fullmatch(text)
    if match:
        meant = f"{match[1]}-W{int(match[2]):02d}"
        if week_from_name(meant) is not None:
            hint = Message("unreadable-week.meant", week=meant)
        elif week_from_name(f"{match[1]}-W52") is not None:
            last = 53 if week_from_name(f"{match[1]}-W53") else 52
            return Message("unreadable-week.of-year", year=match[1], last=last)
    return Message("unreadable-week.no-week", text=text, hint=hint)


def read_slug(text: str, _: dt.tzinfo) -> Slug | Message:
    """Lower-case letters, digits and single hyphens, at most 80."""
    if _SLUG.fullmatch(text) and len(text) <= 80:
        return Slug(text)
    return Message("unreadable-slug.written", text=text)


def read_focus(text: str, _: dt.tzinfo) -> Focus | Message:
    """Where a cropped picture is looked at, as `30% 0%`: words for sides and percentages, one or two."""
    sides: dict[str, str] = {}
    words = text.casefold().split()
    for position, word in enumerate(words):
        axes, share = _SIDES.get(word, ("xy", word))
        wanted = axes if len(axes) == 1 or len(words) == 1 else _axis(position, words)
        if not _SHARE.fullmatch(share) or int(share[:-1]) > 100 or wanted[0] in sides:
            return Message("unreadable-focus.here", text=text)
        sides[wanted[0]] = share
    if not 1 <= len(words) <= 2:
        return Message("unreadable-focus.here", text=text)
    return Focus(f"{sides.get('x', '50%')} {sides.get('y', '50%')}")


def _axis(position: int, words: list[str]) -> str:
    """Which way a percentage or `center` goes that stands beside another word: left to right comes first."""
    beside = _SIDES.get(words[1 - position] if len(words) == 2 else "", ("xy", ""))[0]
    if len(beside) == 1:
        return "y" if beside == "x" else "x"
    return "xy"[position : position + 1] or "x"


def read_text(text: str, _: dt.tzinfo) -> str:
    """The text unchanged."""
    return text


Reader = Callable[[str, dt.tzinfo], Any]

READERS: dict[Any, Reader] = {
    str: read_text,
    bool: read_bool,
    int: read_int,
    float: read_float,
    dt.date: read_day,
    DateOrDateTime: read_moment,
    Url: read_url,
    SiteUrl: read_site_url,
    PublicAddress: read_public_address,
    PartialDate: read_partial_date,
    WeekName: read_week,
    Slug: read_slug,
    Focus: read_focus,
}
"""Field type → reader. A reader returns the value or a `Message` and never raises."""
