"""What an editor is given: a schema for each kind of YAML file, and which file is of which kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from generator.editors.schema import DRAFT, group, whole
from generator.model.decision import Decision, Pause
from generator.model.goal import Goal
from generator.model.portfolio import Portfolio
from generator.model.resume import Resume
from generator.reading import decisions, resume
from generator.reading.journal import FOLDERS, GOALS
from generator.reading.portfolio import PATH

FOLDER = ".vscode"
SETTINGS = f"{FOLDER}/settings.json"


class Kind(NamedTuple):
    """A kind of file: its name, the files, its declaration, and whether they are lists of it."""

    name: str
    files: str
    record: type[Struct]
    is_list: bool = True


KINDS: tuple[Kind, ...] = (
    Kind("portfolio", PATH, Portfolio, is_list=False),
    Kind("resume", resume.PATH, Resume, is_list=False),
    *(Kind(name, f"{folder}/*.yaml", record) for name, folder, record in FOLDERS),
    Kind("goals", f"{GOALS}.yaml", Goal),
)
DECISIONS = "coach-decisions"


def editor_files() -> Mapping[str, bytes]:
    """Path → content."""
    schemas = {kind.name: whole(kind.name, kind.record, is_list=kind.is_list) for kind in KINDS}
    schemas[DECISIONS] = _decisions()
    files = {kind.name: kind.files for kind in KINDS} | {DECISIONS: decisions.PATH}
    settings = {
        "files.eol": "\n",
        "yaml.schemas": {f"./{_path(name)}": path for name, path in files.items()},
    }
    made: dict[str, Any] = {
        SETTINGS: settings,
        f"{FOLDER}/extensions.json": {"recommendations": ["redhat.vscode-yaml"]},
        **{_path(name): schema for name, schema in schemas.items()},
    }
    return {path: _json(value) for path, value in made.items()}


def _path(name: str) -> str:
    return f"{FOLDER}/weekproof/{name}.schema.json"


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _decisions() -> dict[str, Any]:
    """The coach's file has a head of its own, which no record declares."""
    lists: dict[str, type[Struct]] = {"decisions": Decision, "pauses": Pause}
    keys: dict[str, Any] = {
        name: {"type": ["array", "null"], "items": group(kind)} for name, kind in lists.items()
    }
    return {
        "$schema": DRAFT,
        "title": DECISIONS,
        "type": ["object", "null"],
        "properties": {"graduate": {"type": "string", "description": "whom the decisions are for"}, **keys},
        "additionalProperties": False,
    }
