"""Read Markdown files and notebooks: posts, projects, free pages and letters."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from dataclasses import replace as replace_plain
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from generator.core.addresses import RESERVED
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, has_errors
from generator.core.messages import Message
from generator.core.text import Dialect
from generator.model.kinds import KIND_OF_RECORD, Unreadable
from generator.model.letter import Letter
from generator.model.page import Page
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.convert import Converter
from generator.reading.records import ReadRecords, day_at
from generator.source.files import TextFile, list_files, read_text
from generator.source.front_matter import Document, front_matter_of, split_document
from generator.source.notebook import Cell, Notebook, read_notebook
from generator.source.tree import MappingNode, ScalarNode

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".heic", ".heif", ".bmp", ".tiff")
D = TypeVar("D", bound=Post | Project | Page | Letter)

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]?")


def read_documents(
    root: Path,
    folder: str,
    name: str,
    kind: type[D],
    zone: dt.tzinfo,
    max_kb: int,
    dialect: Dialect = "github",
    max_notebook_kb: int = 0,
) -> ReadRecords[D]:
    """Read all texts of a folder. `name` is the name of the kind, `dialect` that of the Markdown files.

    Notebooks are texts where `max_notebook_kb` says how large they may be.
    """
    paths, problems = list_files(root, folder)
    diagnostics = list(problems)
    unreadable = [Unreadable(name)] if problems else []
    documents: list[D] = []
    for path in paths:
        is_notebook = path.endswith(NOTEBOOK) and max_notebook_kb > 0
        if not path.endswith(".md") and not is_notebook:
            # What is not read below the private folder is told with all that is private.
            is_private = KIND_OF_RECORD[kind].is_private
            if not is_private and not is_picture(path) and not _is_front_matter(path, paths):
                diagnostics.append(_ignored_file(path))
                if diagnostics[-1].severity is Severity.ERROR:
                    unreadable.append(Unreadable(name))
            continue
        file, problems = read_text(root, path, max_notebook_kb if is_notebook else max_kb)
        if file is None:
            diagnostics.extend(problems)
            unreadable.append(Unreadable(name, records=1))
            continue
        if is_notebook:
            beside = next((each for each in paths if _is_front_matter(each, (path,))), None)
            matter, problems = read_text(root, beside, max_kb) if beside else (None, ())
            diagnostics.extend(problems)
            document, findings, lost = read_notebook_text(file.text, path, name, kind, zone, matter)
        else:
            document, findings, lost = read_document(file.text, path, name, kind, zone, dialect)
        diagnostics.extend(findings)
        unreadable.extend(lost)
        if document is not None:
            documents.append(document)
    diagnostics.extend(_check_addresses(documents))
    return ReadRecords(tuple(documents), tuple(unreadable), tuple(diagnostics))


def read_document(
    text: str, path: str, name: str, kind: type[D], zone: dt.tzinfo, dialect: Dialect = "github"
) -> tuple[D | None, list[Diagnostic], list[Unreadable]]:
    """Read the text of one Markdown file: the record, its findings and what could not be read."""
    document, problems = split_document(text, path)
    if document is None:
        return None, list(problems), [Unreadable(name, records=1)]
    return _read_record(document, problems, path, name, kind, zone, dialect)


def read_notebook_text(
    text: str, path: str, name: str, kind: type[D], zone: dt.tzinfo, beside: TextFile | None = None
) -> tuple[D | None, list[Diagnostic], list[Unreadable]]:
    """Read the text of one notebook: the record, its findings and what could not be read.

    Its front matter is in its first cell, or in the file `beside` it.
    """
    notebook, problems = read_notebook(text, path)
    if notebook is None:
        return None, list(problems), [Unreadable(name, records=1)]
    cells, first = list(notebook.cells), notebook.cells[0] if notebook.cells else None
    lines: Sequence[int] = ()
    if beside is not None:
        matter, problems = front_matter_of(beside.text, beside.path)
        matter_path = beside.path
    elif first is not None and (split := _FRONT_CELL.match(first.source)) and first.kind != "code":
        lines, matter_path = first.lines[split[0].count("\n", 0, split.start(2) - split.start()) :], path
        matter, problems = front_matter_of(split[2], path)
        rest = first.source[split.end() :]
        left = first.source.count("\n") - rest.count("\n")
        cells[0] = replace_plain(first, source=rest, lines=first.lines[left:])
        if not rest.strip():
            cells.pop(0)
    else:
        file = path.rpartition("/")[2].removesuffix(NOTEBOOK) + ".yaml"
        missing = diagnostic(Message("front-matter-missing.notebook", file=file), Location(path, 1, 1))
        return None, [missing], [Unreadable(name, records=1)]
    if matter is None:
        return None, [_moved(item, path, lines) for item in problems], [Unreadable(name, records=1)]
    body = _body_of(notebook, cells, matter)
    document = Document(matter, body, 1)
    record, diagnostics, lost = _read_record(
        document, problems, matter_path, name, kind, zone, "notebook", path
    )
    if record is not None:
        fields = {key: (_line_in(lines, at[0]), at[1]) for key, at in record.origin.fields.items()}
        fields = fields if matter_path == path else {}
        origin = replace(record.origin, path=path, line=1, column=1, fields={**fields, "body": (1, 1)})
        record = replace(record, origin=origin)
    return record, [_moved(item, path, lines) for item in diagnostics], lost


NOTEBOOK = ".ipynb"
# Three hyphens, lines, three hyphens; or, in a raw cell as others write it, a title alone at the top.
_FRONT_CELL = re.compile(r"\s*(---[ \t]*\n)(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def _is_front_matter(path: str, paths: Sequence[str]) -> bool:
    """Whether a file is the front matter of a notebook among `paths`: it has the same name."""
    stem, _, ending = path.rpartition(".")
    return ending in ("yaml", "yml") and stem + NOTEBOOK in paths


def _line_in(lines: Sequence[int], line: int) -> int:
    """The line of a notebook's file, 1-based, for a line of its front matter."""
    return lines[min(line, len(lines)) - 1] + 1 if lines and line > 0 else line


def _moved(item: Diagnostic, path: str, lines: Sequence[int]) -> Diagnostic:
    """A finding about the front matter in a cell, at its line of the file."""
    if not lines or item.location.path != path or item.location.line is None:
        return item
    line = _line_in(lines, item.location.line)
    return replace_plain(item, location=item.location._replace(line=line))


def _body_of(notebook: Notebook, cells: Sequence[Cell], matter: MappingNode) -> str:
    """What the page is made of, as JSON; empty if no cell is left."""
    if not cells:
        return ""
    entry = matter.entries.get("title")
    title = entry.value.text if entry and isinstance(entry.value, ScalarNode) else ""
    shown = [asdict(cell) for cell in cells]
    for cell in shown:
        cell["outputs"] = [[output["kind"], output["text"]] for output in cell["outputs"]]
    first = shown[0]
    heading, _, rest = first["source"].lstrip("\n").partition("\n")
    if first["kind"] == "markdown" and heading.lstrip("# ").strip() == title.strip() and heading[:2] == "# ":
        first["lines"] = first["lines"][-(rest.count("\n") + 1) :]
        first["source"] = rest
    return json.dumps({"language": notebook.language, "cells": shown}, ensure_ascii=False)


def _read_record(
    document: Document,
    problems: Sequence[Diagnostic],
    path: str,
    name: str,
    kind: type[D],
    zone: dt.tzinfo,
    dialect: Dialect,
    slug_path: str | None = None,
) -> tuple[D | None, list[Diagnostic], list[Unreadable]]:
    convert = Converter(path, zone)
    convert.diagnostics.extend(problems)
    extra = {
        "slug_from_file": _slug(slug_path or path, kind),
        "body": document.body,
        "body_line": document.body_line,
        "dialect": dialect,
    }
    record = convert.record(document.front_matter, kind, extra)
    if record is not None:
        _check_slug(record, convert)
        if isinstance(record, Post | Project):
            _check_picture_keys(record, convert)
        if document.body.strip():
            fields = {**record.origin.fields, "body": (document.body_line, 1)}
            record = replace(record, origin=replace(record.origin, fields=fields))
    if not has_errors(convert.diagnostics):
        return record, convert.diagnostics, []
    day = _day(record, document.front_matter, zone)
    lost = Unreadable(name, day, 1, record.origin.position if record else None)
    return record, convert.diagnostics, [lost]


def _day(
    record: Post | Project | Page | Letter | None, matter: MappingNode, zone: dt.tzinfo
) -> dt.date | None:
    return record.date.day if isinstance(record, Post) else day_at(matter, zone)


def _slug(path: str, kind: type[D]) -> str:
    *folders, file = path.split("/")
    stem = file.removesuffix(".md").removesuffix(NOTEBOOK)
    if stem.lower() == "index" and len(folders) > 2:  # content/blog/my-post/index.md
        stem = folders[-1]
    if kind is Post:
        stem = _DATED.sub("", stem, count=1) or stem
    if len(stem) <= _LONGEST_SLUG and _SLUG.fullmatch(stem):
        return stem
    from slugify import slugify  # for names that are none yet

    return slugify(stem, max_length=_LONGEST_SLUG, word_boundary=True)


_LONGEST_SLUG = 80
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _check_slug(record: Post | Project | Page | Letter, convert: Converter) -> None:
    node = ScalarNode("", *record.origin.fields.get("slug", (1, 1)))
    if not record.name:
        key = "unreadable-slug.of-letter" if isinstance(record, Letter) else "unreadable-slug.of-file"
        convert.error(key, node)
    elif isinstance(record, Page) and record.name in RESERVED:
        convert.error("reserved-address.page", node, name=record.name)


def _check_picture_keys(record: Post | Project, convert: Converter) -> None:
    """Warn about keys that say something about a picture where none is named."""
    named = {"image_dark": record.image_dark, "focus": None if record.thumbnail else record.focus}
    for key, value in named.items():
        if value and not record.image:
            node = ScalarNode("", *record.origin.fields.get(key, (1, 1)))
            line = "image: name-of-the-image.png"
            convert.warning("picture-key-without-effect.here", node, key=key, line=line)


def _check_addresses(documents: list[D]) -> list[Diagnostic]:
    taken: dict[str, str] = {}
    diagnostics = []
    for document in documents:
        origin = document.origin
        first = taken.setdefault(document.name, origin.path)
        if first != origin.path and document.name:
            is_letter = isinstance(document, Letter)
            has_slug = not isinstance(document, Letter) and document.slug
            location = origin.location_of("slug") if has_slug else Location(origin.path, 1, 1)
            key = "same-address.letter" if is_letter else "same-address.taken"
            diagnostics.append(diagnostic(key, location, name=document.name, first=first))
    return diagnostics


def is_picture(path: str) -> bool:
    """Whether a file beside texts is a picture by its name."""
    return path.lower().endswith(_PICTURES)


# Endings that editors, systems and other generators give to Markdown.
_MARKDOWN = re.compile(
    r"\s*\.(?:md|markdown|mdown|mkdn?|mdx|mdwn|text|txt|rst|qmd|rmd)(?:\.txt)?\s*$", re.IGNORECASE
)


def _ignored_file(path: str) -> Diagnostic:
    """The finding about a file among texts that is neither a text nor a picture, with its right name."""
    location = Location(path, 1, 1)
    meant = _MARKDOWN.sub(".md", path)
    if path.lower().endswith(".md"):
        return diagnostic("name-in-other-capitals.here", location, meant=meant)
    if meant != path:
        return diagnostic("file-ignored.other-ending", location, Severity.WARNING, meant=meant)
    return diagnostic("file-ignored.no-markdown", location, Severity.WARNING)
