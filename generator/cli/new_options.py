"""The flags of `weekproof new …`: one a key of the record, from its declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click
from msgspec import Struct

from generator.model.kinds import Kind, kinds_stored_as
from generator.reading.fields import Choice, Group, Key, ListOf, Shape, Text, keys_of
from generator.reading.scalars import read_bool
from generator.writing.entries import Value

RECORDS: Mapping[str, Kind] = {
    kind.command: kind for kind in kinds_stored_as("lists", "list") if kind.command
}
"""Word of the command → the kind of record that it adds."""

_BELOW = "__"
"""Between a key and one of the group behind it, in the name of an option."""


def options_of(word: str) -> list[click.Parameter]:
    """One option a key of the record that `new WORD` makes."""
    return list(_options(RECORDS[word].record, ""))


def _options(kind: type[Struct], prefix: str) -> Iterator[click.Parameter]:
    for name, key in keys_of(kind).items():
        if isinstance(key.shape, Group):
            yield from _options(key.shape.type, f"{prefix}{name}{_BELOW}")
        else:
            yield _option(f"{prefix}{name}", key)


def _option(name: str, key: Key) -> click.Option:
    flag = name.replace(_BELOW, "-").replace("_", "-")
    shape = key.shape
    shown = key.description or name.replace(_BELOW, ": ").replace("_", " ")
    about: dict[str, Any] = {"help": f"{shown[0].upper()}{shown[1:]}.", "default": None}
    if _is_bool(shape):
        return click.Option([f"--{flag}/--no-{flag}", name], **about)
    if isinstance(shape, Choice):
        return click.Option([f"--{flag}", name], type=click.Choice(shape.words), **about)
    if isinstance(shape, ListOf):
        return click.Option([f"--{flag}", name], multiple=True, metavar="TEXT", help=about["help"])
    metavar = "YYYY-MM-DD" if _is_day(shape) else "TEXT"
    return click.Option([f"--{flag}", name], metavar=metavar, **about)


def _is_bool(shape: Shape) -> bool:
    return isinstance(shape, Text) and shape.read is read_bool


def _is_day(shape: Shape) -> bool:
    return isinstance(shape, Text) and getattr(shape.read, "__name__", "") == "read_day"


def given_fields(options: Mapping[str, Any], word: str) -> dict[str, Value]:
    """What was given as flags, by the names of their options: what was not given is left out."""
    known = {option.name for option in options_of(word)}
    return {
        name: ("true" if value else "false") if isinstance(value, bool) else value
        for name, value in options.items()
        if name in known and value not in (None, ())
    }


def nested(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Names of options as groups of keys: `next_step__on` → `{next_step: {on: …}}`."""
    found: dict[str, Any] = {}
    for name, value in fields.items():
        head, _, rest = name.partition(_BELOW)
        if rest:
            found.setdefault(head, {})[rest] = value
        else:
            found[head] = value
    return found
