"""Private texts of a record, by the marks on its fields, for the leak guard."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from generator.model.fields import Private, PublicAddress, Url
from generator.model.origin import DERIVED_FIELDS

MarkedTexts = Mapping[Private, tuple[str, ...]]
"""Mark → texts, of one mapping."""


class _Field(NamedTuple):
    name: str
    is_text: bool
    mark: Private | None


@cache
def record_fields(kind: type[Struct]) -> tuple[_Field, ...]:
    """The fields that a key can set, with their marks."""
    hints = get_type_hints(kind, include_extras=True)
    names = [field.name for field in msgspec.structs.fields(kind) if field.name not in DERIVED_FIELDS]
    return tuple(_Field(name, _is_text(hints[name]), _mark(hints[name])) for name in names)


def marked_texts(record: Struct, default: Private | None) -> Iterator[MarkedTexts]:
    """The texts of a record by mark: one mapping for the record and one for each struct in it.

    Texts without a mark get `default`; if that is None they are left out.
    """
    texts: dict[Private, tuple[str, ...]] = {}
    for field in record_fields(type(record)):
        mark = field.mark or (default if field.is_text else None)
        for value in _flatten(getattr(record, field.name)):
            if isinstance(value, Struct):
                yield from marked_texts(value, default)
            elif isinstance(value, str) and mark is not None:
                texts[mark] = (*texts.get(mark, ()), value)
    yield texts


def _flatten(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for part in value:
            yield from _flatten(part)
    elif isinstance(value, Mapping):
        yield from _flatten((*value.keys(), *value.values()))
    else:
        yield value


def _is_text(hint: Any) -> bool:
    """Whether the field holds free text: not a word from a list, a date or a number."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _is_text(args[0])
    if origin in (Union, types.UnionType, tuple, Mapping, dict):
        return any(_is_text(arg) for arg in args)
    return hint in (str, Url, PublicAddress)


def _mark(hint: Any) -> Private | None:
    marks = (part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Private))
    return next(marks, None)
