"""How the fields of a struct are read: derived from its annotations, once per type."""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from generator.model.fields import Evidence, OneOf, Prose
from generator.model.origin import DERIVED_FIELDS
from generator.reading.scalars import READERS, Reader


class Choice(Struct, frozen=True):
    """One of a few known words."""

    words: tuple[str, ...]


class Text(Struct, frozen=True):
    """A scalar and the function that reads it."""

    read: Reader
    is_text: bool


class ListOf(Struct, frozen=True):
    """A list of one shape."""

    of: Shape


class Group(Struct, frozen=True):
    """A nested struct."""

    type: type[Struct]


class MapOf(Struct, frozen=True):
    """Free keys with values of one shape."""

    of: Shape


class EvidenceField(Struct, frozen=True):
    """A link, a path or `{path, sha256}`."""


class Either(Struct, frozen=True):
    """A list or a nested struct, whichever was written."""

    many: ListOf
    group: Group


Shape = Choice | Text | ListOf | Group | MapOf | EvidenceField | Either


class Key(Struct, frozen=True):
    """One key of a struct. `field` is its name in Python, `name` its name in YAML.

    `default` is what it is where it is absent, `is_prose` whether it holds sentences.
    """

    name: str
    field: str
    shape: Shape
    required: bool
    description: str
    default: object = None
    is_prose: bool = False


@cache
def keys_of(kind: type[Struct]) -> Mapping[str, Key]:
    """The keys of a struct by their names in YAML."""
    hints = get_type_hints(kind, include_extras=True)
    keys = (
        Key(
            field.encode_name,
            field.name,
            _shape(hints[field.name]),
            field.required,
            _description(hints[field.name]),
            None if field.default is msgspec.NODEFAULT else field.default,
            any(isinstance(mark, Prose) for mark in getattr(hints[field.name], "__metadata__", ())),
        )
        for field in msgspec.structs.fields(kind)
        if field.name not in DERIVED_FIELDS
    )
    return {key.name: key for key in keys}


def _description(hint: Any) -> str:
    texts = (part.description for part in getattr(hint, "__metadata__", ()) if isinstance(part, Meta))
    return next((text for text in texts if text), "")


def _shape(hint: Any) -> Shape:
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, OneOf):
            return Choice(mark.words)
    hint = _unwrap(hint)
    origin, args = get_origin(hint), get_args(hint)
    if hint is Evidence:
        return EvidenceField()
    if origin is Literal:
        return Choice(args)
    if origin is tuple:
        return ListOf(_shape(args[0]))
    if origin in (Mapping, dict):
        return MapOf(_shape(args[1]))
    if origin in (Union, types.UnionType):
        return _either(args)
    if hint in READERS:
        return Text(READERS[hint], hint is str)
    if isinstance(hint, type) and issubclass(hint, Struct):
        return Group(hint)
    raise TypeError(f"no way to read {hint!r}; give it a reader in reading/scalars.py")


def _unwrap(hint: Any) -> Any:
    """The hint without `Annotated` and without `| None`."""
    while get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, types.UnionType):
        others = [part for part in get_args(hint) if part is not type(None)]
        if len(others) == 1:
            return _unwrap(others[0])
    return hint


def _either(args: tuple[Any, ...]) -> Shape:
    shapes = [_shape(arg) for arg in args if arg is not type(None)]
    many = next((shape for shape in shapes if isinstance(shape, ListOf)), None)
    group = next((shape for shape in shapes if isinstance(shape, Group)), None)
    if many is None or group is None or len(shapes) != 2:
        raise TypeError(f"no way to read a choice of {args!r}")
    return Either(many, group)
