"""Markdown files: posts, projects and free pages."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TypeVar

from generator.core.addresses import RESERVED
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.model.kinds import Unreadable
from generator.model.page import Page
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.convert import Converter
from generator.reading.records import ReadRecords, day_at
from generator.source.files import list_files, read_text
from generator.source.front_matter import split_document
from generator.source.tree import MappingNode, ScalarNode

D = TypeVar("D", Post, Project, Page)

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]?")


def read_documents(
    root: Path, folder: str, name: str, kind: type[D], zone: dt.tzinfo, max_kb: int
) -> ReadRecords[D]:
    """All Markdown files of a folder. `name` is what `Unreadable` calls the kind."""
    paths, found = list_files(root, folder)
    diagnostics = list(found)
    damaged = [Unreadable(name)] if found else []
    documents: list[D] = []
    for path in paths:
        if not path.endswith(".md"):
            diagnostics.append(_ignored_file(path))
            continue
        document, told, damage = _read(root, path, name, kind, zone, max_kb)
        diagnostics.extend(told)
        damaged.extend(damage)
        if document is not None:
            documents.append(document)
    diagnostics.extend(_check_addresses(documents))
    return ReadRecords(tuple(documents), tuple(damaged), tuple(diagnostics))


def _read(
    root: Path, path: str, name: str, kind: type[D], zone: dt.tzinfo, max_kb: int
) -> tuple[D | None, list[Diagnostic], list[Unreadable]]:
    file, found = read_text(root, path, max_kb)
    if file is None:
        return None, list(found), [Unreadable(name)]
    return read_document(file.text, path, name, kind, zone)


def read_document(
    text: str, path: str, name: str, kind: type[D], zone: dt.tzinfo
) -> tuple[D | None, list[Diagnostic], list[Unreadable]]:
    """The text of one Markdown file with its findings and what they may have cost."""
    document, found = split_document(text, path)
    if document is None:
        return None, list(found), [Unreadable(name)]
    convert = Converter(path, zone)
    convert.diagnostics.extend(found)
    extra = {
        "slug_from_file": _slug(path, kind),
        "body": document.body,
        "body_line": document.body_line,
    }
    record = convert.record(document.front_matter, kind, extra)
    if record is not None:
        _check_slug(record, convert)
    damage = [Unreadable(name, _day(record, document.front_matter, zone))] if convert.diagnostics else []
    return record, convert.diagnostics, damage


def _day(record: Post | Project | Page | None, matter: MappingNode, zone: dt.tzinfo) -> dt.date | None:
    return record.date.day if isinstance(record, Post) else day_at(matter, zone)


def _slug(path: str, kind: type[D]) -> str:
    from slugify import slugify

    stem = path.rpartition("/")[2].removesuffix(".md")
    if kind is Post:
        stem = _DATED.sub("", stem, count=1) or stem
    return slugify(stem, max_length=80, word_boundary=True)


def _check_slug(record: Post | Project | Page, convert: Converter) -> None:
    spot = ScalarNode("", *record.origin.fields.get("slug", (1, 1)))
    if not record.name:
        convert.error("unreadable-slug.of-file", spot)
    elif isinstance(record, Page) and record.name in RESERVED:
        convert.error("reserved-address.page", spot, name=record.name)


def _check_addresses(documents: list[D]) -> list[Diagnostic]:
    taken: dict[str, str] = {}
    found = []
    for document in documents:
        origin = document.origin
        first = taken.setdefault(document.name, origin.path)
        if first != origin.path and document.name:
            location = origin.location_of("slug") if document.slug else Location(origin.path, 1, 1)
            found.append(diagnostic("same-address.taken", location, name=document.name, first=first))
    return found


def _ignored_file(path: str) -> Diagnostic:
    return diagnostic("file-ignored.no-markdown", Location(path, 1, 1), Severity.WARNING)
