"""Create a Markdown file with front matter and an empty body."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar, cast

from generator.core.errors import UserError
from generator.model.fields import DateOrDateTime
from generator.model.kinds import KIND_OF_RECORD, Journal, Kind
from generator.model.letter import Letter
from generator.model.origin import Record
from generator.model.page import Page
from generator.model.portfolio import Portfolio, zone_of
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.dates import read_moment
from generator.reading.documents import read_document
from generator.source.files import path_exists
from generator.writing import editable_file
from generator.writing.add_record import Draft
from generator.writing.emit import Fields, coerce_fields, format_mapping

D = TypeVar("D", bound=Post | Project | Page | Letter)

_LONGEST = 60
_MOST_ALIKE = 100


def add_document(
    root: Path,
    kind: type[D],
    fields: Fields,
    portfolio: Portfolio,
    taken: frozenset[str] = frozenset(),
    body: str = "",
) -> D:
    """Create a text with `fields` as its front matter; return it as our reader reads it.

    The file name is made from the title and, for a post, its date, for a letter the employer; it gets a
    number if the file exists or the address is in `taken`. Raises `UserError` if the fields do not make a
    record.
    """
    draft: Draft = _draft(root, kind, fields, portfolio, taken, body)
    if draft.record is None:
        first = draft.diagnostics[0]
        raise UserError(f"{first.message} Nothing was written.", hint=first.hint)
    with editable_file.nobody_else_edits(root):
        if _free_path(root, kind, draft.fields, taken) != draft.file.path:  # somebody was faster
            draft = _draft(root, kind, fields, portfolio, taken, body)
        if draft.record is None or draft.file.diagnostics:
            found = (*draft.file.diagnostics, *draft.diagnostics)[0]
            raise UserError(f"{draft.file.path}: {found.message}", hint=found.hint)
        editable_file.replace_text(root, draft.file, draft.text)
    return cast(D, draft.record)


def letter_skeleton(to: str, name: str) -> str:
    """The text that a new letter begins with. What it advises is in comments, which no PDF shows."""
    return _SKELETON.format(to=to or "hiring team", name=name)


_SKELETON = """\
Dear {to},

<!-- Why this employer: one thing that you know about them and like. -->

<!-- What you did that they need: one example, with a number. -->

<!-- What you ask for: a talk, and when you could start. -->

Kind regards

{name}
"""


def draft_document(root: Path, kind: Kind, fields: Fields, journal: Journal, body: str = "") -> Draft:
    """A new document of a kind with a text, not written yet; its path is one that is free now.

    Raises `UserError` if no address can be made of its title.
    """
    records = getattr(journal, kind.name)
    taken = frozenset(str(record.name) for record in records)
    return _draft(root, kind.record, fields, journal.portfolio, taken, body)


def _draft(
    root: Path,
    kind: type[Record],
    fields: Fields,
    portfolio: Portfolio,
    taken: frozenset[str],
    body: str = "",
) -> Draft:
    zone, row = zone_of(portfolio.search), KIND_OF_RECORD[kind]
    declared: Fields = coerce_fields(kind, fields, zone)
    text = "\n".join(["---", *format_mapping(declared), "---", "", ""])
    if body.strip():
        text += body.strip("\n") + "\n"
    path = _free_path(root, kind, declared, taken)
    file = editable_file.open_file(root, path, portfolio.limits.post_kb)
    record, diagnostics, _ = read_document(
        text, path, row.name, cast(type[Post], kind), zone, portfolio.site.markdown
    )
    found = (*file.diagnostics, *diagnostics)
    return Draft(row.name, declared, file, text, None if found else record, found)


def _free_path(root: Path, kind: type[Record], fields: Fields, taken: frozenset[str]) -> str:
    from slugify import slugify

    title = str(fields.get("title", ""))
    named = f"{fields.get('employer', '')} {title}" if kind is Letter else title
    slug = slugify(named, max_length=_LONGEST, word_boundary=True)
    if not slug:
        raise UserError("No address can be made of this title.", hint="Use some letters or digits in it.")
    date = fields.get("date")
    if isinstance(date, str):  # with a time, which stays as it was typed
        moment = read_moment(date, dt.UTC)
        date = moment.day if isinstance(moment, DateOrDateTime) else date
    day = f"{date.isoformat()}-" if kind is Post and isinstance(date, dt.date) else ""
    names = [slug, *(f"{slug}-{number}" for number in range(2, _MOST_ALIKE))]
    for name in names:
        path = f"{KIND_OF_RECORD[kind].path}/{day}{name}.md"
        if name not in taken and not path_exists(root, path):
            return path
    raise UserError("There are too many files of this name.", hint="Choose another title.")
