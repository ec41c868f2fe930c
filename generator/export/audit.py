"""The audit bundle: everything that a claim hangs on, in one file that anybody can check offline.

A zip without compression, so that the same content has the same bytes everywhere: whoever checks it makes the
file again from what is in it, and any other byte is a change. `manifest.json` has the digest of each file.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from msgspec import DecodeError, Meta, Struct, ValidationError, json

from generator.core.dates import day_range, full_date
from generator.core.errors import UserError
from generator.core.text import join_words
from generator.model.verdict import JudgedWeek
from generator.report import lists
from generator.report.context import LEVELS, Report
from generator.report.standing import STANDINGS

MANIFEST, SHEET = "manifest.json", "sheet.html"
FORMAT = 1
LARGEST = 1 << 30
"""Bytes of a bundle: it is read into memory."""
_MOST_FILES = 100_000


class Entry(Struct, frozen=True):
    """A file of the bundle: its SHA-256 and its size in bytes."""

    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    size: int


class Manifest(Struct, frozen=True, kw_only=True):
    """What the bundle is about, and all its files but this one."""

    format: int = FORMAT
    generator: str
    graduate: str
    as_of: dt.date
    first: dt.date
    last: dt.date
    files: dict[str, Entry]


class Checked(Struct, frozen=True, kw_only=True):
    """A bundle that was read: the files, and in words what is not as it was."""

    manifest: Manifest | None
    digest: str
    files: Mapping[str, bytes]
    problems: tuple[str, ...]


def sheet(
    report: Report,
    first: dt.date,
    last: dt.date,
    seals: Iterable[str],
    pinned: Iterable[str],
    templates: Path,
) -> bytes:
    """The one page: offer, weeks, decisions, what is pinned and sealed, and what it all proves."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = (templates / "sheet.css").read_text("utf-8")
    weeks = [week for week in report.begun if week.ends >= first and week.starts <= last]
    asked = [one.id for one in weeks[-1].requirements] if weeks else []
    text = environment.get_template("sheet.html").render(
        name=report.portfolio.graduate.name,
        generator=report.generator,
        as_of=full_date(report.as_of),
        span=day_range(first, last),
        facts=list(_facts(report)),
        qualifying=lists.qualifying(report),
        requirements=[report.title_of(name) for name in asked],
        weeks=[_week(report, week, asked) for week in weeks],
        decisions=[*lists.decisions(report), *lists.pauses(report)],
        pinned=list(pinned),
        seals=list(seals),
        levels=_levels(report, weeks),
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )
    return text.encode("utf-8", "replace")


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    evaluation, search = report.evaluation, report.portfolio.search
    yield "Standing", STANDINGS.get(evaluation.standing, (evaluation.standing, ""))[0]
    yield "Programme", report.programme.title
    if evaluation.window is not None:
        yield "Search", day_range(evaluation.window.start, evaluation.window.end)
    if search.records_since is not None:
        yield "Records since", full_date(search.records_since)
    yield "Coach", report.portfolio.coach.name or "not named"
    yield "Terms", f"{report.commitment.title} ({report.commitment.name})"
    yield "Digest of the terms", report.commitment.digest
    if report.commitment.differs:
        names = join_words([name for name, _, _ in report.commitment.differs])
        yield "Terms that differ from the built-in ones", names


def _week(report: Report, week: JudgedWeek, asked: list[str]) -> Mapping[str, object]:
    found = {one.id: one for one in week.requirements}
    cells = [
        f"{found[name].counted} of {found[name].needed}, {found[name].verdict}" if name in found else ""
        for name in asked
    ]
    records = [record for one in week.requirements for record in one.records]
    return {"words": week.words, "verdict": week.verdict, "cells": cells, "known": report.levels(records)}


def _levels(report: Report, weeks: Iterable[JudgedWeek]) -> str:
    records = [record for week in weeks for one in week.requirements for record in one.records]
    known = report.levels(records)
    names = join_words(list(LEVELS.values()))
    return f"Of the records that count: {known or 'none'}. The levels, from the least to the best: {names}."


def bundle(manifest: Manifest, files: Mapping[str, bytes]) -> bytes:
    """The bundle as a file."""
    entries = {path: _entry(data) for path, data in sorted(files.items())}
    whole = Manifest(
        generator=manifest.generator,
        graduate=manifest.graduate,
        as_of=manifest.as_of,
        first=manifest.first,
        last=manifest.last,
        files=entries,
    )
    listed = json.format(json.encode(whole), indent=1) + b"\n"
    return _zipped({MANIFEST: listed, **dict(sorted(files.items()))}, manifest.as_of)


def _entry(data: bytes) -> Entry:
    return Entry(hashlib.sha256(data).hexdigest(), len(data))


def _zipped(files: Mapping[str, bytes], day: dt.date) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for path, data in files.items():
            part = ZipInfo(path, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            part.create_system, part.external_attr = 3, 0o600 << 16
            archive.writestr(part, data)
    return out.getvalue()


def check_bundle(data: bytes) -> Checked:
    """Read a bundle and compare every byte. Raises `UserError` if it is none."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            sizes = sum(part.file_size for part in archive.infolist())
            if len(names) > _MOST_FILES or sizes > LARGEST:
                raise UserError("This bundle is too large to be one of ours.")
            files = {name: archive.read(name) for name in names}
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        hint = "If it was one, it is damaged: take another copy."
        raise UserError("This is no audit bundle that can be read.", hint=hint) from error
    listed = files.pop(MANIFEST, b"")
    digest = hashlib.sha256(data).hexdigest()
    try:
        manifest = json.decode(listed, type=Manifest)
    except (DecodeError, ValidationError):
        return Checked(manifest=None, digest=digest, files=files, problems=(f"{MANIFEST} cannot be read.",))
    problems = list(_differences(manifest, files))
    if not problems and _zipped({MANIFEST: listed, **files}, manifest.as_of) != data:
        problems.append("The file has other bytes around its content than one that we make.")
    return Checked(manifest=manifest, digest=digest, files=files, problems=tuple(problems))


def _differences(manifest: Manifest, files: Mapping[str, bytes]) -> Iterator[str]:
    for path in sorted(manifest.files.keys() | files.keys()):
        entry, data = manifest.files.get(path), files.get(path)
        if data is None:
            yield f"{path} is missing."
        elif entry is None:
            yield f"{path} was added."
        elif _entry(data) != entry:
            yield f"{path} was changed."
