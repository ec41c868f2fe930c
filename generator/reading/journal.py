"""The whole repository → `Journal`, with every finding of every file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, limit_per_file
from generator.core.messages import Message, did_you_mean
from generator.model.kinds import KINDS, Journal, Unreadable, kinds_stored_as
from generator.model.portfolio import Portfolio
from generator.model.zone import zone_of
from generator.reading import decisions, resume
from generator.reading.documents import read_documents
from generator.reading.records import ReadRecords, check_totals, concatenate, read_file, read_folder
from generator.source.files import list_files, path_exists

_EVIDENCE = "content/private/evidence/"
_FOLDERS = kinds_stored_as("lists", "documents")
# What may stand below content/ besides: never parsed here.
_KNOWN_FOLDERS = (*(f"{kind.path}/" for kind in _FOLDERS), _EVIDENCE, "content/fonts/", "content/images/")
_FOLDER_NAMES = tuple(folder.split("/")[-2] for folder in _KNOWN_FOLDERS)
_KNOWN_FILES = frozenset({*(path for kind in KINDS for path in kind.files), decisions.PATH + ".sig"})
_KNOWN = (*_KNOWN_FOLDERS, *(f"{path}/" for path in sorted(_KNOWN_FILES)))


def read_journal(
    root: Path, portfolio: Portfolio, repository: str | None
) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """Everything below `content/`. `repository` is `owner/name` where portfolio.yaml does not say it."""
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
    answered = decisions.read_decisions(root, zone, limits.yaml_kb)
    cv, cv_found = resume.read_resume(root, zone, limits.yaml_kb)
    too_many, contributions_damage = check_totals(parts["contributions"].records)
    records: dict[str, Any] = {name: part.records for name, part in parts.items()}
    journal = Journal(
        portfolio=portfolio,
        **records,
        decisions=answered.decisions,
        decisions_for=answered.graduate,
        pauses=answered.pauses,
        resume=cv,
        repository=portfolio.graduate.repository or repository,
        unreadable=(*_damage(parts), *answered.unreadable, *contributions_damage),
    )
    diagnostics = [one for part in parts.values() for one in part.diagnostics]
    return journal, limit_per_file(
        (*diagnostics, *answered.diagnostics, *cv_found, *too_many, *_ignored_files(root))
    )


def _damage(parts: dict[str, ReadRecords[Any]]) -> list[Unreadable]:
    return [damage for part in parts.values() for damage in part.unreadable]


def _ignored_files(root: Path) -> list[Diagnostic]:
    """What stands below `content/` and nobody reads: links, pipes, and most often a misspelt folder."""
    paths, diagnostics = list_files(root, "content")
    return [*diagnostics, *(_ignored_file(path) for path in paths if _is_ignored(path))]


def _is_ignored(path: str) -> bool:
    """What stands in the place of a known file or folder was told when that was read."""
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
