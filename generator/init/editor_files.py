"""Editor settings and JSON schemas for the YAML files of a repository."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.model.kinds import kinds_stored_as
from generator.reading.json_schema import DRAFT, file_schema, record_schema

FOLDER = ".vscode"
SETTINGS = f"{FOLDER}/settings.json"

# Private kinds first: their patterns are the most specific.
_KINDS = (
    *kinds_stored_as("record"),
    *sorted(kinds_stored_as("lists"), key=lambda kind: not kind.is_private),
    *kinds_stored_as("list"),
)
_COACH = "coach-decisions"


def editor_files() -> Mapping[str, bytes]:
    """Path → content."""
    schemas = {
        kind.name: file_schema(kind.name, kind.record, is_list=kind.storage != "record") for kind in _KINDS
    }
    schemas[_COACH] = _decisions()
    files = {kind.name: kind.pattern for kind in _KINDS} | {_COACH: kinds_stored_as("coach")[0].path}
    settings = {
        "files.eol": "\n",
        "yaml.schemas": {f"./{_path(name)}": path for name, path in files.items()},
    }
    contents: dict[str, Any] = {
        SETTINGS: settings,
        f"{FOLDER}/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        **{_path(name): schema for name, schema in schemas.items()},
    }
    return {path: _json(value) for path, value in contents.items()}


def _path(name: str) -> str:
    return f"{FOLDER}/weekproof/{name}.schema.json"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _decisions() -> dict[str, Any]:
    """The schema of the coach's file, whose top-level keys no record declares."""
    keys: dict[str, Any] = {
        kind.name: {"type": ["array", "null"], "items": record_schema(kind.record)}
        for kind in kinds_stored_as("coach")
    }
    return {
        "$schema": DRAFT,
        "title": _COACH,
        "type": ["object", "null"],
        "properties": {"graduate": {"type": "string", "description": "whom the decisions are for"}, **keys},
        "additionalProperties": False,
    }
