"""The schemas for editors: what our reader takes they never mark, and a slip they do."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from generator.init.editor_files import SETTINGS, editor_files
from generator.reading.fields import keys_of
from tests.support.command import PROJECT

FILES = editor_files()
SCHEMAS = {path: json.loads(data) for path, data in FILES.items() if path.endswith(".schema.json")}
MAPPING = {
    path.removeprefix("./"): files for path, files in json.loads(FILES[SETTINGS])["yaml.schemas"].items()
}
REPOSITORIES = (
    PROJECT,
    PROJECT / "tests/frozen/format-1",
    PROJECT / "tests/portfolios/data-science",
    PROJECT / "tests/portfolios/ux-ui-design",
)


class Loader(yaml.CSafeLoader):
    """YAML 1.2, as editors have it: a day is text there, and so is `on`."""


Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in rows if not tag.endswith((":timestamp", ":bool"))]
    for sign, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def wrong(schema: Any, text: str) -> list[str]:
    validator = jsonschema.Draft7Validator(schema)
    return [one.message for one in validator.iter_errors(yaml.load(text, Loader=Loader))]  # noqa: S506 - a safe one


@pytest.mark.parametrize("root", REPOSITORIES, ids=lambda root: root.name)
def test_what_our_reader_takes_is_never_marked(root: Path) -> None:
    paths = [root / "portfolio.yaml", *sorted((root / "content").rglob("*.yaml"))]
    assert len(paths) > 3
    for path in paths:
        name = path.relative_to(root).as_posix()
        schema = next(SCHEMAS[one] for one, files in MAPPING.items() if fnmatch(name, files))
        assert wrong(schema, path.read_text("utf-8")) == [], name


def test_every_schema_is_one_and_has_its_files() -> None:
    assert set(MAPPING) == set(SCHEMAS)
    for schema in SCHEMAS.values():
        jsonschema.Draft7Validator.check_schema(schema)


CONTACTS = SCHEMAS[".vscode/weekproof/contacts.schema.json"]


@pytest.mark.parametrize(
    "text",
    [
        "- {date: 2026-06-02, kind: intervew}",
        "- {date: 02/06/2026, kind: interview}",
        "- {date: 2026-06-02, kind: interview, fist_name: A}",
        "- {kind: interview}",
        "date: 2026-06-02",
        "- {date: 2026-06-02, kind: interview, next_step: soon}",
    ],
)
def test_a_slip_is_marked_while_it_is_typed(text: str) -> None:
    assert wrong(CONTACTS, text)


def test_what_yaml_would_misread_is_left_alone() -> None:
    words = "last_name: NO, title: 0123, employer: 12:30, phone: +1555, field: "
    assert wrong(CONTACTS, f"- {{date: 2026-06-02, kind: interview, {words}}}") == []


def test_every_key_of_a_contact_is_there_with_its_meaning() -> None:
    from generator.model.contact import Contact

    keys = CONTACTS["items"]["properties"]
    assert set(keys) == set(keys_of(Contact))
    assert keys["follow_up"]["description"]
