"""Canonical JSON of records: the same bytes for the same content, whatever the layout of the file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import cache

import msgspec
from msgspec import Struct

# A record's location and how it was fetched are not part of its content.
LEFT_OUT = frozenset({"origin", "slug_from_file", "body_line", "dialect", "fetched_at", "receipt"})

# `json.dumps` would create one for each of thousands of records.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """JSON in ASCII with sorted keys and no spaces.

    A missing key and one with its default value give the same bytes, so that later versions can have more
    keys.
    """
    return _ENCODER.encode(_plain(value)).encode("ascii")


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Struct):
        fields = (
            (name, getattr(value, field), is_default) for field, name, is_default in _fields(type(value))
        )
        return {name: _plain(item) for name, item, is_default in fields if not is_default(item)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no canonical form")


@cache
def _fields(kind: type[Struct]) -> tuple[tuple[str, str, Callable[[object], bool]], ...]:
    """Each field: its name, its key, and a test for its default value."""
    return tuple(
        (field.name, field.encode_name, _default(field))
        for field in msgspec.structs.fields(kind)
        if field.name not in LEFT_OUT
    )


def _default(field: msgspec.structs.FieldInfo) -> Callable[[object], bool]:
    if field.default is not msgspec.NODEFAULT:
        return lambda value: value == field.default
    if field.default_factory is not msgspec.NODEFAULT:
        default = field.default_factory()
        return lambda value: value == default
    return lambda _: False
