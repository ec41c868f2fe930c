"""A new Markdown file: front matter and nothing else yet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

from generator.core.errors import UserError
from generator.model.kinds import KIND_OF_RECORD
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.model.zone import zone_of
from generator.reading.documents import read_document
from generator.source.files import path_exists
from generator.writing import files
from generator.writing.entries import Fields, format_mapping
from generator.writing.typed import coerce_fields

D = TypeVar("D", Post, Project)

_LONGEST = 60
_MOST_ALIKE = 100


def add_document(
    root: Path, kind: type[D], fields: Fields, portfolio: Portfolio, taken: frozenset[str] = frozenset()
) -> D:
    """Write a post or a project with `fields` as its front matter; the record as our reader has it.

    Its name is made of its title, of a post's day too; where that is there already, or its address is one of
    `taken`, a number goes behind it. A `UserError` where the fields make no record.
    """
    zone = zone_of(portfolio.search)
    declared: Fields = coerce_fields(kind, fields, zone)
    path = _free_path(root, kind, declared, taken)
    text = "\n".join(["---", *format_mapping(declared), "---", "", ""])
    record, found, _ = read_document(text, path, KIND_OF_RECORD[kind].name, kind, zone)
    if record is None or found:
        first = found[0]
        raise UserError(f"{first.message} Nothing was written.", hint=first.hint)
    sheet = files.open_file(root, path, portfolio.limits.post_kb)
    if sheet.diagnostics:
        raise UserError(f"{path}: {sheet.diagnostics[0].message}", hint=sheet.diagnostics[0].hint)
    files.save(root, sheet, text)
    return record


def _free_path(root: Path, kind: type[Post | Project], fields: Fields, taken: frozenset[str]) -> str:
    from slugify import slugify

    slug = slugify(str(fields.get("title", "")), max_length=_LONGEST, word_boundary=True)
    if not slug:
        raise UserError("No address can be made of this title.", hint="Use some letters or digits in it.")
    date = fields.get("date")
    day = f"{date.isoformat()}-" if kind is Post and isinstance(date, dt.date) else ""
    names = [slug, *(f"{slug}-{number}" for number in range(2, _MOST_ALIKE))]
    for name in names:
        path = f"{KIND_OF_RECORD[kind].path}/{day}{name}.md"
        if name not in taken and not path_exists(root, path):
            return path
    raise UserError("There are too many files of this name.", hint="Choose another title.")
