"""Fields as text → fields as their declaration has them, in its order."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from generator.reading.fields import Group, ListOf, Shape, Text, keys_of
from generator.writing.entries import Fields, Value


def coerce_fields(kind: type[Struct], fields: Fields, zone: dt.tzinfo) -> Fields:
    """The fields of a record of `kind`: days, numbers and yes or no from their text, empty ones left out.

    What cannot be read stays text, for the reader to tell. Keys that are not declared come last.
    """
    plan = keys_of(kind)
    order = [*(name for name in plan if name in fields), *(name for name in fields if name not in plan)]
    found: dict[str, Value] = {}
    for name in order:
        key = plan.get(name)
        value = _coerce(key.shape, fields[name], zone) if key else fields[name]
        if value not in ("", (), {}):
            found[name] = value
    return found


def _coerce(shape: Shape, value: Value, zone: dt.tzinfo) -> Value:
    if isinstance(shape, Group) and not isinstance(value, str | tuple | bool | float | int | dt.date):
        return coerce_fields(shape.type, value, zone)
    if isinstance(shape, ListOf) and isinstance(value, tuple):
        return tuple(one for one in value if one != "")
    if isinstance(shape, Text) and not shape.is_text and isinstance(value, str):
        read = shape.read(value.strip(), zone)
        return read if isinstance(read, bool | float | int | dt.date) else value
    return value
