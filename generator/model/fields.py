"""Types and marks of record fields: each decides how the text of a scalar is read."""

from __future__ import annotations

import datetime as dt
import ipaddress
from enum import Enum
from typing import Annotated, NewType
from urllib.parse import urlsplit

import msgspec

# Text that `reading.scalars` checks and normalizes; a plain `str` is taken unchanged.
Url = NewType("Url", str)
"""An http or https address with a host."""
SiteUrl = NewType("SiteUrl", str)
"""The address of a published site: http or https, a host in ASCII, no query."""
PublicAddress = NewType("PublicAddress", str)
"""A mailto, http or https address."""
WeekName = NewType("WeekName", str)
"""An ISO week that exists: `2026-W40`."""
PartialDate = NewType("PartialDate", str)
"""A résumé's date: `2019`, `2019-04` or `2019-04-30`."""
Slug = NewType("Slug", str)
"""A name for an address: lower-case letters, digits and hyphens."""
Focus = NewType("Focus", str)
"""Where a cropped picture is looked at, from the left and from the top: `50% 50%`."""


class Private(Enum):
    """Marks a field with what must not appear of its text in public: `Annotated[str, Private.PASSAGE]`.

    Unmarked texts of records below `content/private/` are a `PASSAGE`.
    """

    PASSAGE = "no run of its words"
    FIRST_NAME = "the first of two names, or one beside an employer"
    LAST_NAME = "the last of two names, or one beside an employer"
    PERSON = "no run of its words, and no name in it"
    EMPLOYER = "nothing by itself; a single name not beside it"
    EMAIL = "an address of mail"
    PHONE = "a number, however it is written"
    PROFILE = "the address of somebody's page"
    STREET = "a street with its number"
    POSTAL_CODE = "not beside its city"
    CITY = "nothing by itself; a postal code not beside it"
    PATH = "the path of a private file"
    OPEN = "may be said: a public link, a title, the word for a kind"


class OneOf(msgspec.Struct, frozen=True):
    """Marks a text as one of the words of a table; where the words are fixed, use a `Literal`."""

    words: tuple[str, ...]


class Prose(msgspec.Struct, frozen=True):
    """Marks a text of sentences: a form has several lines for it."""


PROSE = Prose()


class DateOrDateTime(msgspec.Struct, frozen=True):
    """A day in the graduate's time zone, and the exact time if one was written."""

    day: dt.date
    at: dt.datetime | None = None


class Evidence(msgspec.Struct, frozen=True):
    """Proof of a record: a link, or a file below `content/private/evidence/`."""

    link: Annotated[str | None, Private.OPEN] = None
    path: Annotated[str | None, Private.PATH] = None
    sha256: Annotated[str | None, Private.OPEN] = None

    @property
    def text(self) -> str:
        """The link or the path, as written."""
        return self.link or self.path or ""


ONLY_HERE = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".test")
"""How the names of hosts end that only some can reach."""


def is_public_host(host: str) -> bool:
    """Whether others can reach a host: not this machine, a private or reserved address, a local network."""
    name = host.rstrip(".").casefold()
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return "." in name and not name.endswith(ONLY_HERE)


def is_public_address(url: str) -> bool:
    """Whether a web address is on a host that others can reach."""
    try:
        return is_public_host(urlsplit(url).hostname or "")
    except ValueError:
        return False
