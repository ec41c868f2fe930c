"""The whole repository → `Journal`, with every finding of every file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.messages import Message
from generator.diagnostics import Diagnostic, Place, Severity, diagnostic
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.goal import Goal
from generator.model.journal import Damage, Journal
from generator.model.offer import Offer
from generator.model.origin import Record
from generator.model.page import Page
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.model.zone import zone_of
from generator.reading import decisions, resume
from generator.reading.contributions import exceeding
from generator.reading.convert import did_you_mean
from generator.reading.documents import read_documents
from generator.reading.records import YAML_ENDINGS, ReadRecords, read_file, read_folder, together
from generator.reading.told import at_most
from generator.source.files import is_there, list_files

# The table of kinds: name in the journal, folder, declared record.
FOLDERS: tuple[tuple[str, str, type[Record]], ...] = (
    ("contacts", "content/private/contacts", Contact),
    ("activities", "content/private/activities", Activity),
    ("offers", "content/private/offers", Offer),
    ("coaching", "content/private/coaching", Coaching),
    ("contributions", "content/contributions", Contribution),
)
DOCUMENTS: tuple[tuple[str, str, Any], ...] = (
    ("posts", "content/blog", Post),
    ("projects", "content/projects", Project),
    ("pages", "content/pages", Page),
)
GOALS = "content/private/goals"
EVIDENCE = "content/private/evidence/"
# What may stand below content/ besides: never parsed here.
KNOWN_FOLDERS = (
    *(folder + "/" for _, folder, _ in FOLDERS),
    *(folder + "/" for _, folder, _ in DOCUMENTS),
    EVIDENCE,
    "content/fonts/",
    "content/images/",
)
_FOLDER_NAMES = tuple(folder.split("/")[-2] for folder in KNOWN_FOLDERS)
KNOWN_FILES = frozenset(
    {decisions.PATH, decisions.PATH + ".sig", resume.PATH, *(GOALS + ending for ending in YAML_ENDINGS)}
)

_KNOWN = (*KNOWN_FOLDERS, *(f"{path}/" for path in sorted(KNOWN_FILES)))


def read_journal(
    root: Path, portfolio: Portfolio, repository: str | None
) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """Everything below `content/`. `repository` is `owner/name` where portfolio.yaml does not say it."""
    zone, limits = zone_of(portfolio.search), portfolio.limits
    parts: dict[str, ReadRecords[Any]] = {
        name: read_folder(root, folder, name, kind, zone, limits.yaml_kb) for name, folder, kind in FOLDERS
    }
    for name, folder, kind in DOCUMENTS:
        parts[name] = read_documents(root, folder, name, kind, zone, limits.post_kb)
    goals = [GOALS + ending for ending in YAML_ENDINGS if is_there(root, GOALS + ending)]
    parts["goals"] = together(read_file(root, path, "goals", Goal, zone, limits.yaml_kb) for path in goals)
    answered = decisions.read_decisions(root, zone, limits.yaml_kb)
    cv, cv_found = resume.read_resume(root, zone, limits.yaml_kb)
    too_many, contributions_damage = exceeding(parts["contributions"].records)
    records: dict[str, Any] = {name: part.records for name, part in parts.items()}
    journal = Journal(
        portfolio=portfolio,
        **records,
        decisions=answered.decisions,
        decisions_for=answered.graduate,
        pauses=answered.pauses,
        resume=cv,
        repository=portfolio.graduate.repository or repository,
        damaged=(*_damage(parts), *answered.damaged, *contributions_damage),
    )
    found = [one for part in parts.values() for one in part.found]
    return journal, at_most((*found, *answered.found, *cv_found, *too_many, *_strays(root)))


def _damage(parts: dict[str, ReadRecords[Any]]) -> list[Damage]:
    return [damage for part in parts.values() for damage in part.damaged]


def _strays(root: Path) -> list[Diagnostic]:
    """What stands below `content/` and nobody reads: links, pipes, and most often a misspelt folder."""
    paths, found = list_files(root, "content")
    return [*found, *(_stray(path) for path in paths if _is_stray(path))]


def _is_stray(path: str) -> bool:
    """What stands in the place of a known file or folder was told when that was read."""
    return path not in KNOWN_FILES and not f"{path}/".startswith(_KNOWN)


def _stray(path: str) -> Diagnostic:
    meant = path.removesuffix(".yml") + ".yaml"
    folder = path.split("/")[-2]
    near = did_you_mean(folder, _FOLDER_NAMES) if folder not in _FOLDER_NAMES else None
    hint = Message("file-ignored.slip")
    if near:
        hint = Message("file-ignored.near", near=near)
    if meant in KNOWN_FILES:
        hint = Message("file-ignored.rename", name=meant.rpartition("/")[2])
    return diagnostic("file-ignored.stray", Place(path, 1, 1), Severity.WARNING, hint=hint)
