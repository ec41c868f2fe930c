"""Create a Markdown file with front matter and an empty body."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

from generator.core.errors import UserError
from generator.model.kinds import KIND_OF_RECORD
from generator.model.page import Page
from generator.model.portfolio import Portfolio, zone_of
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.documents import read_document
from generator.source.files import path_exists
from generator.writing import editable_file
from generator.writing.emit import Fields, coerce_fields, format_mapping

D = TypeVar("D", bound=Post | Project | Page)

_LONGEST = 60
_MOST_ALIKE = 100


def add_document(
    root: Path, kind: type[D], fields: Fields, portfolio: Portfolio, taken: frozenset[str] = frozenset()
) -> D:
    """Create a post, project or page with `fields` as its front matter; return it as our reader reads it.

    The file name is made from the title and, for a post, its date; it gets a number if the file exists or
    the address is in `taken`. Raises `UserError` if the fields do not make a record.
    """
    zone = zone_of(portfolio.search)
    declared: Fields = coerce_fields(kind, fields, zone)
    text = "\n".join(["---", *format_mapping(declared), "---", "", ""])

    def read_at(path: str) -> D:
        record, diagnostics, _ = read_document(text, path, KIND_OF_RECORD[kind].name, kind, zone)
        if record is None or diagnostics:
            first = diagnostics[0]
            raise UserError(f"{first.message} Nothing was written.", hint=first.hint)
        return record

    record = read_at(_free_path(root, kind, declared, taken))
    with editable_file.nobody_else_edits(root):
        path = _free_path(root, kind, declared, taken)
        if path != record.origin.path:  # somebody was faster
            record = read_at(path)
        file = editable_file.open_file(root, path, portfolio.limits.post_kb)
        if file.diagnostics:
            raise UserError(f"{path}: {file.diagnostics[0].message}", hint=file.diagnostics[0].hint)
        editable_file.replace_text(root, file, text)
    return record


def _free_path(root: Path, kind: type[D], fields: Fields, taken: frozenset[str]) -> str:
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
