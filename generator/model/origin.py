"""Where a record was written, carried by the record from parsing on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from generator.core.diagnostics import Location


class Origin(msgspec.Struct, frozen=True):
    """The file, line and column of a record, and of each key that was written in it.

    `fields` maps a key to the (line, column) of its value, both 1-based.
    """

    path: str
    line: int
    column: int
    fields: Mapping[str, tuple[int, int]] = {}

    @property
    def position(self) -> tuple[str, int, int]:
        """Path, line and column: in this order records stand, and no two begin at one position."""
        return self.path, self.line, self.column

    @property
    def location(self) -> Location:
        """Where the record begins."""
        return Location(self.path, self.line, self.column)

    def location_of(self, key: str) -> Location:
        """Where the value of `key` stands; where the record begins if the key is absent."""
        spot = self.fields.get(key)
        return Location(self.path, *spot) if spot else self.location

    def contains(self, location: Location) -> bool:
        """Whether `place` is where the record begins, or the value of one of its keys."""
        return location == self.location or (
            location.path == self.path and (location.line, location.column) in self.fields.values()
        )


NOWHERE = Origin(path="", line=1, column=1)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every record has. Fields named in `DERIVED` are set by the reader, not by a key."""

    origin: Origin = NOWHERE

    @property
    def day(self) -> dt.date | None:
        """The day that the record is about; None where it is about none."""
        return None


DERIVED_FIELDS = frozenset({"origin", "slug_from_file", "body", "body_line", "digest", "differs"})
