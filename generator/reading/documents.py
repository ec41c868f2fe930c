"""Read Markdown files: posts, projects and free pages."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from generator.core.addresses import RESERVED
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, has_errors
from generator.core.text import Dialect
from generator.model.kinds import Unreadable
from generator.model.page import Page
from generator.model.post import Post
from generator.model.project import Project
from generator.reading.convert import Converter
from generator.reading.records import ReadRecords, day_at
from generator.source.files import list_files, read_text
from generator.source.front_matter import split_document
from generator.source.tree import MappingNode, ScalarNode

_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".avif", ".heic", ".heif", ".bmp", ".tiff")
D = TypeVar("D", bound=Post | Project | Page)

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]?")


def read_documents(
    root: Path,
    folder: str,
    name: str,
    kind: type[D],
    zone: dt.tzinfo,
    max_kb: int,
    dialect: Dialect = "github",
) -> ReadRecords[D]:
    """Read all Markdown files of a folder. `name` is the name of the kind, `dialect` of the files."""
    paths, problems = list_files(root, folder)
    diagnostics = list(problems)
    unreadable = [Unreadable(name)] if problems else []
    documents: list[D] = []
    for path in paths:
        if not path.endswith(".md"):
            if not is_picture(path):
                diagnostics.append(_ignored_file(path))
                if diagnostics[-1].severity is Severity.ERROR:
                    unreadable.append(Unreadable(name))
            continue
        file, problems = read_text(root, path, max_kb)
        if file is None:
            diagnostics.extend(problems)
            unreadable.append(Unreadable(name, records=1))
            continue
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
    convert = Converter(path, zone)
    convert.diagnostics.extend(problems)
    extra = {
        "slug_from_file": _slug(path, kind),
        "body": document.body,
        "body_line": document.body_line,
        "dialect": dialect,
    }
    record = convert.record(document.front_matter, kind, extra)
    if record is not None:
        _check_slug(record, convert)
        if not isinstance(record, Page):
            _check_picture_keys(record, convert)
        if document.body.strip():
            fields = {**record.origin.fields, "body": (document.body_line, 1)}
            record = replace(record, origin=replace(record.origin, fields=fields))
    if not has_errors(convert.diagnostics):
        return record, convert.diagnostics, []
    day = _day(record, document.front_matter, zone)
    lost = Unreadable(name, day, 1, record.origin.position if record else None)
    return record, convert.diagnostics, [lost]


def _day(record: Post | Project | Page | None, matter: MappingNode, zone: dt.tzinfo) -> dt.date | None:
    return record.date.day if isinstance(record, Post) else day_at(matter, zone)


def _slug(path: str, kind: type[D]) -> str:
    from slugify import slugify

    *folders, file = path.split("/")
    stem = file.removesuffix(".md")
    if stem.lower() == "index" and len(folders) > 2:  # content/blog/my-post/index.md
        stem = folders[-1]
    if kind is Post:
        stem = _DATED.sub("", stem, count=1) or stem
    return slugify(stem, max_length=80, word_boundary=True)


def _check_slug(record: Post | Project | Page, convert: Converter) -> None:
    node = ScalarNode("", *record.origin.fields.get("slug", (1, 1)))
    if not record.name:
        convert.error("unreadable-slug.of-file", node)
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
            location = origin.location_of("slug") if document.slug else Location(origin.path, 1, 1)
            diagnostics.append(diagnostic("same-address.taken", location, name=document.name, first=first))
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
