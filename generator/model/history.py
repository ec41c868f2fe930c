"""Commit dates of records and files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct

from generator.core.dates import short_day


class History(Struct, frozen=True):
    """Days of commits in the graduate's time zone.

    `first_seen` maps (path, line of a record) to the day of its first commit; a missing record was never
    committed or its day is unknown. `touched` maps a path to the days on which a commit changed it, the
    oldest first. `unreadable` are the paths of files whose history git cannot read, `squashed` the records
    whose day is that of several commits made into one: they were committed then or earlier.
    `unknown_because` is the reason if nothing is known, else None. `out_of_order` counts commits that are
    dated before one that they build on; the first of them is given by its id and day.
    """

    first_seen: Mapping[tuple[str, int], dt.date] = {}
    touched: Mapping[str, tuple[dt.date, ...]] = {}
    unreadable: frozenset[str] = frozenset()
    squashed: frozenset[tuple[str, int]] = frozenset()
    unknown_because: str | None = None
    out_of_order: int = 0
    first_out_of_order: tuple[str, dt.date] | None = None

    def why_unknown(self, path: str, line: int = 0) -> str:
        """Why the first commit of a record at this place is unknown."""
        if (path, line) in self.squashed:
            day = short_day(self.first_seen[path, line])
            return f"it was committed on {day} or earlier: several commits were squashed into one then"
        if path in self.unreadable:
            return "git could not read the history of its file"
        return self.unknown_because or "it is not committed yet"


UNKNOWN = History(unknown_because="git was not asked")
