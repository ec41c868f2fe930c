"""Template filters that are pure and in English: partial dates, hosts, links. See also `language`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from generator.core.dates import MONTHS
from generator.site.urls import escape_url

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_OUTWARD = ("http", "https", "mailto")
_WORDS_A_MINUTE = 230


def partial(text: str | None) -> str:
    """A résumé's date, which may lack day and month: `Mar 2020`, `2020`. Anything else as it is."""
    match = _PARTIAL.match(text or "")
    if match is None or not match[2] or not 1 <= int(match[2]) <= 12:
        return text or ""
    return f"{MONTHS[int(match[2]) - 1][:3]} {match[1]}"


def period(start: str | None, end: str | None) -> str:
    """`Mar 2020 – May 2026`; an open end is `Present`; empty where neither is known."""
    if start is None:
        return partial(end)
    opened = partial(start)
    closed = partial(end) if end else "Present"
    return opened if opened == closed else f"{opened} – {closed}"


def minutes(words: int) -> int:
    """How many minutes a text of so many words takes to read, never less than one."""
    return max(1, round(words / _WORDS_A_MINUTE))


def outward(url: str | None) -> str | None:
    """`url`, escaped, if a page may link to it: http, https or mailto, no spaces or control characters."""
    if not url or any(letter <= " " or letter == "\x7f" for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    is_known = parts.scheme.lower() in _OUTWARD and (parts.netloc or parts.scheme.lower() == "mailto")
    # Before an @ is a password, or a host that only looks like the target.
    return escape_url(url) if is_known and "@" not in parts.netloc else None


def host(url: str | None) -> str:
    """The host of a link as people say it, without `www.`; the address of a mailto link."""
    if outward(url) is None:
        return ""
    parts = urlsplit(url or "")
    return parts.path if parts.scheme.lower() == "mailto" else (parts.hostname or "").removeprefix("www.")


def plain_url(url: str | None) -> str:
    """A link as it is printed on paper: without the scheme and the slash at the end."""
    text = outward(url) or ""
    return re.sub(r"\A(?:https?://(?:www\.)?|mailto:)", "", text).rstrip("/")


FILTERS: Mapping[str, Callable[..., object]] = {
    "host": host,
    "outward": outward,
    "plain_url": plain_url,
}
"""The filters that are the same in every language."""
