"""The types of fields: each says how the text of a scalar is read and what the manual calls it."""

from __future__ import annotations

import datetime as dt
from typing import NewType

import msgspec

# Text checked and normalised by `reading.scalars`; a plain `str` is taken as it stands.
Url = NewType("Url", str)
"""An http or https address with a host."""
PublicAddress = NewType("PublicAddress", str)
"""A mailto, http or https address."""
WeekName = NewType("WeekName", str)
"""An ISO week that exists: `2026-W40`."""
PartialDate = NewType("PartialDate", str)
"""A résumé's date: `2019`, `2019-04` or `2019-04-30`."""
Slug = NewType("Slug", str)
"""A name for an address: lower-case letters, digits and hyphens."""


class Moment(msgspec.Struct, frozen=True):
    """A day in the graduate's time zone, and the exact time where one was written."""

    day: dt.date
    at: dt.datetime | None = None


class Evidence(msgspec.Struct, frozen=True):
    """What backs a record up: a link, or a file below `content/private/evidence/`."""

    link: str | None = None
    path: str | None = None
    sha256: str | None = None

    @property
    def text(self) -> str:
        """The link or the path, as written."""
        return self.link or self.path or ""
