"""The fields of a record → its lines, as somebody would have typed them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from generator.writing import scalars

Value: TypeAlias = "str | bool | float | dt.date | tuple[Value, ...] | Mapping[str, Value]"
"""Text, a word, a number, a day, a list, or a group of keys: what a field of a record can hold."""

Fields = Mapping[str, Value]
"""Keys as they are written in YAML, in the order in which they are to stand."""


def format_entry(fields: Fields, *, indent: int = 0, step: int = 2) -> list[str]:
    """The lines of one list entry whose dash stands `indent` columns in, its keys `step` further."""
    body = format_mapping(fields, indent + step)
    dash = f"{' ' * indent}-".ljust(indent + step)
    return [dash + body[0][indent + step :], *body[1:]] if body else [f"{dash}{{}}"]


def format_mapping(fields: Fields, indent: int = 0) -> list[str]:
    """The lines of a group of keys, `indent` columns in."""
    found: list[str] = []
    for key, value in fields.items():
        found.extend(_pair(key, value, indent))
    return found


def _pair(key: str, value: Value, indent: int) -> Iterable[str]:
    head = f"{' ' * indent}{key}:"
    if isinstance(value, Mapping):
        yield head
        yield from format_mapping(value, indent + 2)
    elif isinstance(value, str):
        first, *rest = scalars.format_text(value, indent + 2)
        yield f"{head} {first}"
        yield from rest
    else:
        yield f"{head} {_inline(value)}"


def _inline(value: Value) -> str:
    """A value on one line, fit to stand in brackets."""
    if isinstance(value, tuple):
        return f"[{', '.join(_inline(one) for one in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float | int):
        return json.dumps(int(value) if value == int(value) else value)
    return scalars.format_scalar(value, in_brackets=True)


def format_inline(fields: Fields) -> str:
    """A record on one line, for a file whose list stands in brackets."""
    return _inline(fields)
