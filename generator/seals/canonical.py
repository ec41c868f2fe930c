"""Records in canonical form: the same bytes for the same record, wherever and however it is written."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from functools import cache

import msgspec
from msgspec import Struct

# Where a record stands is no part of it, and neither is when it was last fetched.
LEFT_OUT = frozenset({"origin", "slug_from_file", "body_line", "fetched_at"})


# `json.dumps` would make one anew for each of thousands of records.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> bytes:
    """JSON in ASCII with sorted keys and no spaces.

    A key that was not written and one that says its default are the same, so that a later version may
    know more keys than this one.
    """
    return _ENCODER.encode(_plain(value)).encode("ascii")


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Struct):
        named = (
            (name, getattr(value, field), is_default) for field, name, is_default in _fields(type(value))
        )
        return {name: _plain(held) for name, held, is_default in named if not is_default(held)}
    if isinstance(value, Mapping):
        return {str(key): _plain(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(held) for held in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no canonical form")


@cache
def _fields(kind: type[Struct]) -> tuple[tuple[str, str, Callable[[object], bool]], ...]:
    """Of each field its name, the name of its key, and a test for its default."""
    return tuple(
        (field.name, field.encode_name, _default(field))
        for field in msgspec.structs.fields(kind)
        if field.name not in LEFT_OUT
    )


def _default(field: msgspec.structs.FieldInfo) -> Callable[[object], bool]:
    if field.default is not msgspec.NODEFAULT:
        return lambda held: held == field.default
    if field.default_factory is not msgspec.NODEFAULT:
        made = field.default_factory()
        return lambda held: held == made
    return lambda _: False
