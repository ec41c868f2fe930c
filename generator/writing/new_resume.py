"""Begin content/resume.yaml: a skeleton that explains itself, or what is in a JSON Resume."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.errors import UserError
from generator.core.resources import shipped_template
from generator.model.kinds import KIND
from generator.model.portfolio import Portfolio, zone_of
from generator.model.resume import Resume
from generator.reading.convert import Expected, parse_mapping
from generator.reading.fields import Group, ListOf, Shape, keys_of
from generator.reading.resume import resume_from
from generator.source.files import path_exists
from generator.source.quoting import format_scalar
from generator.writing import editable_file

_PATH = KIND["resume"].path
_EXPECTED = Expected("value-of-wrong-shape.resume")
_LARGEST = 1 << 20  # bytes
_WIDTH = 110


def resume_skeleton(name: str) -> str:
    """The text of a new résumé of somebody with that name."""
    text = (shipped_template() / "resume.yaml").read_text("utf-8")
    return text.replace("@name@", format_scalar(name))


def imported_resume(file: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a résumé with what is in a JSON Resume, and the keys that were left out.

    Raises `UserError` if the file is none.
    """
    with file.open("rb") as handle:
        data = handle.read(_LARGEST + 1)
    try:
        given = json.loads(data) if len(data) <= _LARGEST else None
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        hint = "Export your résumé as JSON Resume (https://jsonresume.org) and give that file."
        raise UserError(f"{file.name} is not a JSON Resume.", hint=hint)
    left_out: list[str] = []
    kept = _kept(Resume, given, "", left_out)
    head = "# From a JSON Resume; the keys are those of https://jsonresume.org/schema.\n"
    text = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return head + text, tuple(dict.fromkeys(left_out))


def _kept(kind: type[Struct], given: Mapping[str, Any], prefix: str, left_out: list[str]) -> dict[str, Any]:
    """What of a mapping has a key here and is not empty."""
    keys = keys_of(kind)
    if prefix != "meta.":  # about the file, not the person
        left_out += [f"{prefix}{name}" for name in given if name not in keys]
    found = {
        name: _value(keys[name].shape, given[name], f"{prefix}{name}.", left_out)
        for name in keys
        if name in given
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _value(shape: Shape, value: Any, prefix: str, left_out: list[str]) -> Any:
    if isinstance(shape, Group) and isinstance(value, dict):
        return _kept(shape.type, value, prefix, left_out)
    if isinstance(shape, ListOf) and isinstance(value, list):
        return [_value(shape.of, item, prefix, left_out) for item in value if item not in (None, "")]
    return value


def write_resume(root: Path, portfolio: Portfolio, text: str) -> tuple[Diagnostic, ...]:
    """Write the file, unless there is one, and return what our reader finds in it.

    Nothing is written if it finds an error. Raises `UserError` if there is a résumé already.
    """
    if path_exists(root, _PATH):
        raise UserError(f"There is a {_PATH} already.", hint="weekproof edit opens it.")
    tree, convert = parse_mapping(text, _PATH, zone_of(portfolio.search), _EXPECTED)
    if tree is not None:
        resume_from(tree, convert)
    findings = tuple(convert.diagnostics)
    if not any(item.severity is Severity.ERROR for item in findings):
        file = editable_file.open_file(root, _PATH, portfolio.limits.post_kb)
        editable_file.save(root, file, text)
    return findings
