"""Read the whole repository into a `Journal`, with all findings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, limit_per_file
from generator.core.messages import Message, did_you_mean
from generator.model.kinds import KIND, KINDS, Journal, kinds_stored_as
from generator.model.portfolio import Portfolio, zone_of
from generator.model.resume import Resume
from generator.reading import decisions
from generator.reading.convert import Expected, read_mapping
from generator.reading.documents import read_documents
from generator.reading.records import ReadRecords, check_totals, concatenate, read_file, read_folder
from generator.source.files import list_files, path_exists

RESUME_PATH = KIND["resume"].path
_RESUME = Expected("value-of-wrong-shape.resume", may_be_empty=True)
_EVIDENCE = "content/private/evidence/"
_FOLDERS = kinds_stored_as("lists", "documents")
# Other folders below content/, not parsed here.
_KNOWN_FOLDERS = (*(f"{kind.path}/" for kind in _FOLDERS), _EVIDENCE, "content/fonts/", "content/images/")
_FOLDER_NAMES = tuple(folder.split("/")[-2] for folder in _KNOWN_FOLDERS)
_KNOWN_FILES = frozenset({*(path for kind in KINDS for path in kind.files), decisions.PATH + ".sig"})
_KNOWN = (*_KNOWN_FOLDERS, *(f"{path}/" for path in sorted(_KNOWN_FILES)))


def read_journal(
    root: Path, portfolio: Portfolio, repository: str | None
) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """Read everything below `content/`. `repository` (`owner/name`) is the default for portfolio.yaml's."""
    zone, limits = zone_of(portfolio.search), portfolio.limits
    parts: dict[str, ReadRecords[Any]] = {}
    for kind in kinds_stored_as("lists"):
        parts[kind.name] = read_folder(root, kind.path, kind.name, kind.record, zone, limits.yaml_kb)
    for kind in kinds_stored_as("documents"):
        document: Any = kind.record
        parts[kind.name] = read_documents(root, kind.path, kind.name, document, zone, limits.post_kb)
    for kind in kinds_stored_as("list"):
        paths = [path for path in kind.files if path_exists(root, path)]
        files = (read_file(root, path, kind.name, kind.record, zone, limits.yaml_kb) for path in paths)
        parts[kind.name] = concatenate(files)
    coach = decisions.read_decisions(root, zone, limits.yaml_kb)
    resume, resume_findings = read_resume(root, zone, limits.yaml_kb)
    total_findings, wrong_totals = check_totals(parts["contributions"].records)
    records: dict[str, Any] = {name: part.records for name, part in parts.items()}
    unreadable = [item for part in parts.values() for item in part.unreadable]
    journal = Journal(
        portfolio=portfolio,
        **records,
        decisions=coach.decisions,
        decisions_for=coach.graduate,
        pauses=coach.pauses,
        resume=resume,
        repository=portfolio.graduate.repository or repository,
        unreadable=(*unreadable, *coach.unreadable, *wrong_totals),
    )
    diagnostics = [item for part in parts.values() for item in part.diagnostics]
    diagnostics += [*coach.diagnostics, *resume_findings, *total_findings, *_ignored_files(root)]
    return journal, limit_per_file(diagnostics)


def read_resume(root: Path, zone: dt.tzinfo, max_kb: int) -> tuple[Resume | None, tuple[Diagnostic, ...]]:
    """Read content/resume.yaml; None if it is missing or unusable."""
    if not path_exists(root, RESUME_PATH):
        return None, ()
    tree, convert = read_mapping(root, RESUME_PATH, max_kb, zone, _RESUME)
    return (convert.record(tree, Resume) if tree else None), tuple(convert.diagnostics)


def _ignored_files(root: Path) -> list[Diagnostic]:
    """Findings about what is below `content/` and not read: links, pipes, most often a misspelt folder."""
    paths, diagnostics = list_files(root, "content")
    return [*diagnostics, *(_ignored_file(path) for path in paths if _is_ignored(path))]


def _is_ignored(path: str) -> bool:
    """Whether no reader knows the path; known paths are reported when they are read."""
    return path not in _KNOWN_FILES and not f"{path}/".startswith(_KNOWN)


def _ignored_file(path: str) -> Diagnostic:
    meant = path.removesuffix(".yml") + ".yaml"
    folder = path.split("/")[-2]
    near = did_you_mean(folder, _FOLDER_NAMES) if folder not in _FOLDER_NAMES else None
    hint = Message("file-ignored.slip")
    if near:
        hint = Message("file-ignored.near", near=near)
    if meant in _KNOWN_FILES:
        hint = Message("file-ignored.rename", name=meant.rpartition("/")[2])
    return diagnostic("file-ignored.stray", Location(path, 1, 1), Severity.WARNING, hint=hint)
