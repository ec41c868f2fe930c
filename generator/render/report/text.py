"""Rules, places, numbers and links as the report writes them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from generator.core.text import isolate, readable

_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NOT_IN_A_LINK = re.compile(r"[\s\0-\x1f\x7f\\<>\"'`{}|^\[\]]|%(?![0-9A-Fa-f]{2})")
_RULE_FAMILIES = ("contact-", "contacts-", "post-", "posts-", "activity-", "contribution-", "contributions-")


def encoded(text: str) -> bytes:
    """UTF-8, with the replacement character for halves of surrogate pairs, which no UTF-8 can hold."""
    return _SURROGATES.sub("\ufffd", text).encode("utf-8")


def clean(value: object) -> object:
    """`value`, with control characters of a text made visible as U+FFFD; for every place in a page."""
    return type(value)(readable(value)) if isinstance(value, str) else value


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
