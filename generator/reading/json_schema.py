"""JSON Schema of records, for completion and help in editors.

It is made from the same keys as the reader. It never marks what the reader accepts, and may accept what the
reader refuses. YAML guesses types and the reader does not, so a text may be a number here.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from msgspec import Struct

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
from generator.reading.fields import Choice, Either, EvidenceField, Group, Key, ListOf, MapOf, Shape, keys_of
from generator.reading.scalars import READERS

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
_DAY = r"^\d{4}(-?\d{2}-?\d{2}|-?[Ww]\d{2}-?\d|-?\d{3}$|-\d{1,2}-\d{1,2}[Tt ]|-?\d{3}[Tt ])"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}

_SCALARS: tuple[tuple[Any, Schema], ...] = (
    (str, _TEXT),
    (bool, {"type": ["boolean", "string"]}),
    (int, {"type": ["integer", "string"]}),
    (float, {"type": ["number", "string"]}),
    (dt.date, {"type": "string", "pattern": _DAY}),
    (DateOrDateTime, {"type": "string", "pattern": _DAY}),
    (Url, {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}),
    (SiteUrl, {"type": "string"}),
    (PublicAddress, {"type": "string", "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://|mailto:)"}),
    (PartialDate, {"type": ["string", "integer"]}),
    (WeekName, {"type": "string", "pattern": r"^\d{4}-W\d{2}$"}),
    (Slug, {"type": ["string", "number"]}),
    (Focus, _TEXT),
)


def file_schema(title: str, kind: type[Struct], *, is_list: bool) -> Schema:
    """The schema of a file: one record, or a list of records."""
    body = record_schema(kind)
    shape: Schema = {"type": ["array", "null"], "items": body} if is_list else body
    return {"$schema": DRAFT, "title": title, **shape}


def record_schema(kind: type[Struct]) -> Schema:
    """The schema of a record."""
    keys = keys_of(kind)
    return {
        "type": "object",
        "properties": {name: _key(key) for name, key in keys.items()},
        "required": [name for name, key in keys.items() if key.required],
        "additionalProperties": False,
    }


def _key(key: Key) -> Schema:
    schema = dict(_shape(key.shape))
    if not key.required:
        schema = _or_null(schema)
    return {**schema, "description": key.description} if key.description else schema


def _or_null(schema: Schema) -> Schema:
    """Also allow null: a key without a value counts as absent."""
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*types, "null"]}


def _shape(shape: Shape) -> Schema:
    if isinstance(shape, Choice):
        return {"enum": list(shape.words)}
    if isinstance(shape, ListOf):
        return {"type": "array", "items": _shape(shape.of)}
    if isinstance(shape, Group):
        return record_schema(shape.type)
    if isinstance(shape, MapOf):
        return {"type": "object", "additionalProperties": _shape(shape.of)}
    if isinstance(shape, EvidenceField):
        keys = {"path": _TEXT, "sha256": _TEXT}
        return {"anyOf": [{"type": "string"}, {"type": "object", "properties": keys, "required": ["path"]}]}
    if isinstance(shape, Either):
        return {"anyOf": [_shape(shape.many), _shape(shape.group)]}
    return next(schema for kind, schema in _SCALARS if shape.read is READERS[kind])
