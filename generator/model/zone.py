"""The graduate's time zone."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from generator.model.portfolio import Search


def zone_from_name(name: str | None) -> dt.tzinfo | None:
    """The IANA time zone called `name`; None if there is none."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def zone_of(search: Search) -> dt.tzinfo:
    """The graduate's time zone; UTC where none is written or it is not known."""
    return zone_from_name(search.time_zone) or dt.UTC
