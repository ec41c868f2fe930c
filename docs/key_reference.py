"""The page docs/reference.md: every key of every file, generated from the reader's declarations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from generator.commitment.examples import ExampleHead
from generator.model.commitment import Commitment, Level, Obligation, Programme, Requirement
from generator.model.fields import (
    DateOrDateTime,
    Focus,
    PartialDate,
    PublicAddress,
    SiteUrl,
    Slug,
    Url,
    WeekName,
)
from generator.model.kinds import KINDS
from generator.model.resume import Resume
from generator.reading.fields import Choice, Either, EvidenceField, Group, Key, ListOf, MapOf, Shape, keys_of
from generator.reading.scalars import READERS

_RECORDS = tuple(
    (f"{kind.pattern}{f', {kind.name}' if kind.storage == 'coach' else ''}", kind.description, kind.record)
    for kind in KINDS
    if kind.record is not Resume
)
TABLES: tuple[tuple[str, str, type[Struct]], ...] = (
    *_RECORDS,
    (
        "A commitment",
        "A school's terms, in their own file: see [your terms](school/terms.md).",
        Commitment,
    ),
    ("A commitment, programmes", "A list of groups.", Programme),
    ("A commitment, requirements", "A list of groups. The alternatives below `of` are too.", Requirement),
    ("A commitment, obligations", "A list of groups.", Obligation),
    ("A commitment, levels", "Below `standing.levels`, one list for each requirement.", Level),
    (
        "A commitment, tests",
        "Examples: these keys, `expect`, and lists of the records above. What they leave out is filled in.",
        ExampleHead,
    ),
)


_TABLE = ("| key | type | required | meaning |", "| --- | --- | --- | --- |")


def key_reference() -> str:
    """The page."""
    lines = ["# Every key of every file", "", "Generated from the declarations that the reader uses.", ""]
    lines += ["Dates are written `2026-11-22`. A date-time has a UTC offset and is converted to your time"]
    lines += ["zone.", ""]
    for name, about, kind in TABLES:
        lines += [f"## {name}", "", about, "", *_TABLE, *_rows(kind, ""), ""]
    return "\n".join([*lines, *_resume(), ""])


def keys(kind: type[Struct], prefix: str = "") -> Iterator[str]:
    """The keys of a record as the manual writes them: `group.key` for those of a group."""
    for key in keys_of(kind).values():
        if isinstance(key.shape, Group):
            yield from keys(key.shape.type, f"{prefix}{key.name}.")
        else:
            yield prefix + key.name


def _rows(kind: type[Struct], prefix: str) -> Iterator[str]:
    defaults = {field.name: field.default for field in msgspec.structs.fields(kind)}
    for key in keys_of(kind).values():
        name, shape = prefix + key.name, key.shape
        if isinstance(shape, Group):
            yield from _rows(shape.type, f"{name}.")
            continue
        meaning = _meaning(key, defaults[key.field])
        yield f"| `{name}` | {_type(shape)} | {'yes' if key.required else ''} | {meaning} |"


def _meaning(key: Key, default: object) -> str:
    said = key.description
    if isinstance(default, bool) or not isinstance(default, str | int | float) or default == "":
        return said
    return f"{said}; default `{default}`"


def _type(shape: Shape) -> str:
    if isinstance(shape, Choice):
        return " or ".join(f"`{word}`" for word in shape.words)
    if isinstance(shape, ListOf):
        return f"list of {_type(shape.of)}"
    if isinstance(shape, MapOf):
        return f"keys with {_type(shape.of)}"
    if isinstance(shape, EvidenceField):
        return "link, path, or {path, sha256}"
    if isinstance(shape, Either):
        return f"{_type(shape.many)}, or {{from, to}}"
    if isinstance(shape, Group):
        return "groups" if len(keys_of(shape.type)) > 3 else "{" + ", ".join(keys_of(shape.type)) + "}"
    return next(word for reader, word in _WORDS if shape.read is READERS[reader])


_WORDS: tuple[tuple[object, str], ...] = (
    (str, "text"),
    (bool, "true or false"),
    (int, "whole number"),
    (float, "number"),
    (dt.date, "date"),
    (DateOrDateTime, "date or date-time"),
    (Url, "web address"),
    (SiteUrl, "web address"),
    (PublicAddress, "mailto or https"),
    (PartialDate, "year, month or date"),
    (WeekName, "week (`2026-W40`)"),
    (Slug, "slug"),
    (Focus, "place in a picture (`left 30%`)"),
)


def _resume() -> Iterator[str]:
    """The keys of JSON Resume, only listed: its schema explains them."""
    yield from ("## content/resume.yaml", "")
    yield "[JSON Resume](https://jsonresume.org/schema) 1.0.0, written as YAML; its schema explains the keys."
    yield "Dates may be a year, a month or a day. `basics.phone`, `basics.location.address` and"
    yield "`basics.location.postalCode` stay private unless `site.resume.show` names `phone` or `street`, and"
    yield "references are never published. `sections`, `variants` and `default_variant` are ours:"
    yield "[your résumé](graduate/resume.md) explains them."
    yield from ("", "| section | keys |", "| --- | --- |")
    for key in keys_of(Resume).values():
        inner = key.shape.of if isinstance(key.shape, ListOf | MapOf) else key.shape
        if isinstance(inner, Group):
            own = ", ".join(f"`{name}`" for name in keys(inner.type))
            many = {ListOf: ", a list", MapOf: ", by name"}.get(type(key.shape), "")
            yield f"| `{key.name}`{many} | {own} |"
        else:
            yield f"| `{key.name}` | {_type(key.shape)} |"
