"""What git knows of when things were written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct


class History(Struct, frozen=True):
    """The days of commits, in the graduate's time zone, as far as they are known.

    `first_seen` maps (path, line of a record) to the day of its first commit; a record that is not in
    it was never committed, or nobody can say when. `touched` maps a path to the days on which a commit
    changed it, the oldest first. `unknown_because` says why nothing is known, None where something is.
    """

    first_seen: Mapping[tuple[str, int], dt.date] = {}
    touched: Mapping[str, tuple[dt.date, ...]] = {}
    unknown_because: str | None = None


UNKNOWN = History(unknown_because="git was not asked")
