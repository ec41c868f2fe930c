"""Record, the base of all records, and Origin, where it was written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec

from generator.core.diagnostics import Location


class Origin(msgspec.Struct, frozen=True):
    """The location of a record. `fields` maps its keys to the (line, column) of their values, 1-based."""

    path: str
    line: int
    column: int
    fields: Mapping[str, tuple[int, int]] = {}

    @property
    def position(self) -> tuple[str, int, int]:
        """Sort key: path, line and column. Unique per record."""
        return self.path, self.line, self.column

    @property
    def location(self) -> Location:
        """The start of the record."""
        return Location(self.path, self.line, self.column)

    def location_of(self, key: str) -> Location:
        """The location of the value of `key`; of the record if the key is absent."""
        position = self.fields.get(key)
        return Location(self.path, *position) if position else self.location

    def contains(self, location: Location) -> bool:
        """Whether `location` is the start of the record or of one of its values."""
        return location == self.location or (
            location.path == self.path and (location.line, location.column) in self.fields.values()
        )


NOWHERE = Origin(path="", line=1, column=1)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all records. Fields named in `DERIVED_FIELDS` are set by the reader, not by a key."""

    origin: Origin = NOWHERE

    @property
    def day(self) -> dt.date | None:
        """The day that the record is about, if any."""
        return None


DERIVED_FIELDS = frozenset(
    {"origin", "slug_from_file", "body", "body_line", "dialect", "digest", "differs", "receipt"}
)
