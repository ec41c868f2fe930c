"""Records as YAML text, as a person would type it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from generator.model.fields import DateOrDateTime
from generator.reading.fields import Group, ListOf, Shape, Text, keys_of
from generator.reading.scalars import MAY_BE_LINKS, read_url, with_scheme
from generator.source.quoting import format_scalar, is_visible

Value: TypeAlias = "str | bool | float | dt.date | tuple[Value, ...] | Mapping[str, Value]"
"""What a field of a record can hold."""

Fields = Mapping[str, Value]
"""YAML keys and their values, in the order in which they are written."""


def format_entry(fields: Fields, *, indent: int = 0, step: int = 2) -> list[str]:
    """The lines of a list entry: its dash in column `indent` (0-based), its keys `step` columns further."""
    body = format_mapping(fields, indent + step)
    dash = f"{' ' * indent}-".ljust(indent + step)
    return [dash + body[0][indent + step :], *body[1:]] if body else [f"{dash}{{}}"]


def format_mapping(fields: Fields, indent: int = 0) -> list[str]:
    """The lines of a mapping, indented by `indent`."""
    return [line for key, value in fields.items() for line in _pair(key, value, indent)]


def format_pair(key: str, value: Value, indent: int) -> list[str]:
    """The lines of one key with its value."""
    return list(_pair(key, value, indent))


def format_item(value: Value, indent: int) -> list[str]:
    """The lines of one entry of a list with dashes: a text, or a mapping."""
    if isinstance(value, Mapping):
        return format_entry(value, indent=indent)
    return [f"{' ' * indent}- {_inline(value)}"]


def format_inline_value(value: Value) -> str:
    """A value on one line, for a group in braces."""
    return _inline(value)


def _pair(key: str, value: Value, indent: int) -> Iterable[str]:
    head = f"{' ' * indent}{key}:"
    if isinstance(value, Mapping):
        yield head
        yield from format_mapping(value, indent + 2)
    elif isinstance(value, str):
        first, *rest = format_text(value, indent + 2)
        yield f"{head} {first}"
        yield from rest
    else:
        yield f"{head} {_inline(value)}"


def _inline(value: Value) -> str:
    """A value on one line, usable in a flow collection."""
    if isinstance(value, tuple):
        return f"[{', '.join(_inline(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, float | int):
        return json.dumps(int(value) if value == int(value) else value)
    return format_scalar(value, in_brackets=True)


def format_inline(fields: Fields) -> str:
    """A record on one line, for a list in brackets."""
    return _inline(fields)


def coerce_fields(kind: type[Struct], fields: Fields, zone: dt.tzinfo) -> Fields:
    """Convert texts to dates, numbers and booleans as `kind` declares; drop empty fields and sort them.

    Addresses typed without `https://` get it. What cannot be converted stays text, for the reader to report.
    Unknown keys come last.
    """
    plan = keys_of(kind)
    order = [*(name for name in plan if name in fields), *(name for name in fields if name not in plan)]
    coerced: dict[str, Value] = {}
    for name in order:
        key = plan.get(name)
        value = _coerce(key.shape, fields[name], zone) if key else fields[name]
        if name in MAY_BE_LINKS:
            value = _as_link(value)
        if value not in ("", (), {}):
            coerced[name] = value
    return coerced


def _coerce(shape: Shape, value: Value, zone: dt.tzinfo) -> Value:
    if isinstance(shape, Group) and not isinstance(value, str | tuple | bool | float | int | dt.date):
        return coerce_fields(shape.type, value, zone)
    if isinstance(shape, ListOf) and isinstance(value, tuple):
        return tuple(_coerce(shape.of, item, zone) for item in value if item != "")
    if isinstance(shape, Text) and not shape.is_text and isinstance(value, str):
        if shape.read is read_url:
            return with_scheme(value.strip())
        read = shape.read(value.strip(), zone)
        if isinstance(read, DateOrDateTime) and read.at is None:
            return read.day
        return read if isinstance(read, bool | float | int | dt.date) else value
    return value


def _as_link(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(map(_as_link, value))
    return with_scheme(value) if isinstance(value, str) else value


WIDTH = 100
"""Columns of a line of prose, including its indentation."""


def format_text(text: str, indent: int) -> list[str]:
    """The lines of a text value; all but the first, which follows its key, are indented by `indent`.

    Prose that is too long for one line is folded, text of several lines becomes a literal block; what a
    block would change is quoted.
    """
    if "\n" in text and _fits_block(text):
        head = "|" if text.endswith("\n") else "|-"
        body = text.removesuffix("\n").split("\n")
        return [head, *(f"{' ' * indent}{line}" if line else "" for line in body)]
    if len(text) > WIDTH - indent and _can_fold(text):
        return [">-", *(" " * indent + line for line in _fold(text, WIDTH - indent))]
    return [format_scalar(text)]


def _fits_block(text: str) -> bool:
    """Whether a literal block preserves the text: no spaces around lines, at most one final newline."""
    if text.endswith("\n\n") or text.startswith("\n"):
        return False
    rows = text.split("\n")
    return all(is_visible(row) and row == row.strip() for row in rows) and bool(rows[0])


def _can_fold(text: str) -> bool:
    """Whether a folded block preserves the text: single spaces between words."""
    return is_visible(text) and text == " ".join(text.split(" ")).strip() and "  " not in text


def _fold(text: str, width: int) -> list[str]:
    rows = [""]
    for word in text.split(" "):
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
        else:
            rows[-1] = f"{rows[-1]} {word}".lstrip()
    return rows
