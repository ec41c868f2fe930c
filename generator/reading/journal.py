"""Read the whole repository into a `Journal`, with all findings."""

from __future__ import annotations

import datetime as dt
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.core.diagnostics import (
    PRIVATE_FOLDER,
    Diagnostic,
    Location,
    Severity,
    diagnostic,
    limit_per_file,
    may_hold_records,
)
from generator.core.messages import Message, did_you_mean
from generator.core.text import closest_match, fold_path
from generator.model.kinds import KIND, KINDS, YAML_ENDINGS, Journal, kinds_stored_as
from generator.model.portfolio import Portfolio, zone_of
from generator.model.resume import Resume
from generator.reading import decisions
from generator.reading.convert import Expected, read_mapping
from generator.reading.documents import read_documents
from generator.reading.records import (
    ReadRecords,
    check_order_of_days,
    check_totals,
    concatenate,
    read_file,
    read_folder,
)
from generator.reading.resume import resume_from
from generator.source.files import is_left_behind, list_files, path_exists

RESUME_PATH = KIND["resume"].path
_RESUME = Expected("value-of-wrong-shape.resume", may_be_empty=True)
_EVIDENCE = "content/private/evidence/"
_FOLDERS = kinds_stored_as("lists", "documents")
# Other folders below content/, not parsed here.
_OTHERS = (_EVIDENCE, "content/files/", "content/fonts/", "content/images/")
_KNOWN_FOLDERS = (*(f"{kind.path}/" for kind in _FOLDERS), *_OTHERS)
_FOLDER_NAMES = tuple(folder.split("/")[-2] for folder in _KNOWN_FOLDERS)
_KNOWN_FILES = frozenset({*(path for kind in KINDS for path in kind.files), decisions.PATH + ".sig"})
_ANY_FILES = ("evidence", "files", "fonts", "images")
_FOLDER_OF = {folder.split("/")[-2]: folder for folder in _KNOWN_FOLDERS}
_ENDING = dict.fromkeys(("blog", "letters", "pages", "projects"), ".md")
_ENDING |= {name: ".yaml" for name in _FOLDER_OF if name not in (*_ENDING, *_ANY_FILES)}
_ENDINGS = re.compile(r"(?i)(?:\.(?:ya?ml|json|csv|tsv|txt|md|toml|docx?|odt|xlsx?|rtf))+$")
_PRIVATE_NAMES = tuple(name for name, folder in _FOLDER_OF.items() if folder.startswith(PRIVATE_FOLDER))
_PUBLISHED = tuple(kind.path + "/" for kind in KINDS if kind.storage == "documents" and not kind.is_private)
_PUBLISHED += ("content/files/",)
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
        dialect = portfolio.site.markdown
        most = limits.notebook_kb if kind.name in ("posts", "projects") else 0
        parts[kind.name] = read_documents(
            root, kind.path, kind.name, document, zone, limits.post_kb, dialect, most
        )
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
    diagnostics += [one for name, part in parts.items() for one in check_order_of_days(name, part.records)]
    diagnostics += [*coach.diagnostics, *resume_findings, *total_findings, *_ignored_files(root)]
    unread_paths = (path for path in unread_private(root) if not _is_ignored(path) or _is_outside(path))
    diagnostics += [unread(path) for path in unread_paths if not _is_passed_over(path)]
    return journal, limit_per_file(diagnostics)


def read_resume(root: Path, zone: dt.tzinfo, max_kb: int) -> tuple[Resume | None, tuple[Diagnostic, ...]]:
    """Read content/resume.yaml; None if it is missing or unusable."""
    if not path_exists(root, RESUME_PATH):
        return None, ()
    tree, convert = read_mapping(root, RESUME_PATH, max_kb, zone, _RESUME)
    return (resume_from(tree, convert) if tree else None), tuple(convert.diagnostics)


def _ignored_files(root: Path) -> list[Diagnostic]:
    """Findings about what is below `content/` and not read: links, pipes, most often a misspelt folder."""
    paths, diagnostics = list_files(root, "content")
    findings = [*diagnostics, *(_other_capitals(folder, "content") for folder in _like_content(root))]
    findings += [
        _published(path) for path in paths if path.startswith(_PUBLISHED) and _is_called_private(path)
    ]
    return [*findings, *(_ignored_file(path) for path in paths if _is_ignored(path))]


def unread_private(root: Path) -> tuple[str, ...]:
    """The files that are not read although their names say that they are private records; no evidence."""
    paths = [path for folder in _content_folders(root) for path in list_files(root, folder, hidden=True)[0]]
    inside = (path for path in paths if _is_like_private(path) and _is_unread(path))
    return (*inside, *_outside_private(root))


def _outside_private(root: Path) -> tuple[str, ...]:
    """Private records that lie beside `content/`: in `private/` or `contacts/`, or `contacts.yaml`."""
    found: list[str] = []
    try:
        entries = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in os.scandir(root))
    except OSError:
        return ()
    for name, is_folder in entries:
        if may_hold_records(name) and _tidy(name) != "content":
            found += list_files(root, name)[0] if is_folder else (name,)
    return tuple(path for path in found if _is_record_outside(path))


def _is_record_outside(path: str) -> bool:
    meant = _meant(f"content/{path}") or ""
    is_of_kind = path.endswith(YAML_ENDINGS) or fold_path(path).endswith(meant.rpartition("/")[2])
    return is_of_kind and meant.startswith(PRIVATE_FOLDER) and not meant.startswith(_EVIDENCE)


def _is_outside(path: str) -> bool:
    """Whether a path is not below `content/`, however that is written."""
    return "/" not in path or _tidy(path.partition("/")[0]) != "content"


def _is_passed_over(path: str) -> bool:
    """Whether nobody is told of a private file that is not read: only the guard reads what is hidden."""
    return any(part.startswith(".") or is_left_behind(part) for part in path.split("/"))


def _is_called_private(path: str) -> bool:
    return "private" in map(_tidy, path.split("/")[2:-1])


def record_places(root: Path) -> tuple[str, ...]:
    """`content`, and what lies beside it and may have been meant to hold records: all that is looked at."""
    with os.scandir(root) as entries:
        beside = sorted(entry.name for entry in entries if may_hold_records(entry.name))
    return tuple(dict.fromkeys(("content", *beside)))


def _content_folders(root: Path) -> tuple[str, ...]:
    """`content`, and the folders whose name was meant to be that: all in which records are looked for."""
    return ("content", *_like_content(root))


def _is_unread(path: str) -> bool:
    if _is_ignored(path) or any(part.startswith(".") for part in path.split("/")):
        return not path.startswith(_EVIDENCE)
    kind = next((kind for kind in _FOLDERS if path.startswith(f"{kind.path}/")), None)
    if kind is None or not kind.is_private:
        return False
    return not path.endswith(".md" if kind.storage == "documents" else YAML_ENDINGS)


def _like_content(root: Path) -> list[str]:
    """Folders next to portfolio.yaml whose name is `content` except for upper case or spaces."""
    try:
        names = sorted(entry.name for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
    return [name for name in names if name != "content" and _tidy(name) == "content"]


def _tidy(name: str) -> str:
    return fold_path(name).strip(" \t\ufeff")


def _is_ignored(path: str) -> bool:
    """Whether no reader knows the path; known paths are reported when they are read."""
    return path not in _KNOWN_FILES and not f"{path}/".startswith(_KNOWN)


def _is_like_private(path: str) -> bool:
    """Whether it is below the private folder, or its name says that it should be."""
    is_private = (_meant(path) or path).startswith(PRIVATE_FOLDER)
    return is_private or _is_nearly_private(_tidy(_stem(path.split("/")[1])[0]))


@lru_cache(maxsize=1024)
def _is_nearly_private(name: str) -> bool:
    is_begun = re.match(r"private(?![^\W\d_])", name) is not None
    return is_begun or closest_match(name, ("private",), cutoff=0.75) is not None


@lru_cache(maxsize=1024)
def _nearest_folder(name: str) -> str | None:
    return closest_match(name, tuple(_FOLDER_OF), cutoff=0.7)


def _meant(path: str) -> str | None:
    """The right name of a file that is not read; None if the name does not say."""
    _, *folders, file = path.split("/")
    folders = [_tidy(folder) for folder in folders]
    is_private = bool(folders) and _is_nearly_private(folders[0])
    folders = folders[1:] if is_private else folders
    stem, ending = _stem(file)
    for name in folders[:1]:
        near = _nearest_folder(name)
        if near is None or (is_private and not _FOLDER_OF[near].startswith(PRIVATE_FOLDER)):
            return None
        below = "/".join((*folders[1:], file if near in _ANY_FILES else f"{stem}{_ENDING[near]}"))
        return _FOLDER_OF[near] + below
    if ending == ".sig":
        return None
    alike = {_stem(known.rpartition("/")[2])[0]: known for known in sorted(_KNOWN_FILES, reverse=True)}
    called = _tidy(stem)
    if called in alike or folders:
        return alike.get(called)
    folder = closest_match(called, _PRIVATE_NAMES, cutoff=0.85)
    if folder is not None:
        return f"{_FOLDER_OF[folder]}{file if folder in _ANY_FILES else f'{called}{_ENDING[folder]}'}"
    near = closest_match(called, tuple(alike), cutoff=0.85)
    return alike[near] if near and alike[near].startswith(PRIVATE_FOLDER) else None


def _stem(file: str) -> tuple[str, str]:
    """A file's name without its endings, and the endings: an editor may have added one."""
    match = _ENDINGS.search(file)
    return (file[: match.start()], match[0]) if match else (file, "")


def _ignored_file(path: str) -> Diagnostic:
    meant = _meant(path)
    if _is_like_private(path):
        return unread(path)
    if meant is not None and meant != path and fold_path(meant) == fold_path(path):
        return _other_capitals(path, meant)
    folder = path.split("/")[-2]
    near = did_you_mean(folder, _FOLDER_NAMES) if folder not in _FOLDER_NAMES else None
    hint = Message("file-ignored.slip")
    if near:
        hint = Message("file-ignored.near", near=near)
    if meant in _KNOWN_FILES:
        hint = Message("file-ignored.rename", name=meant.rpartition("/")[2])
    if meant == RESUME_PATH and path.casefold().endswith(".json"):
        hint = Message("file-ignored.json-resume", path=path)
    return diagnostic("file-ignored.stray", Location(path, 1, 1), Severity.WARNING, hint=hint)


def unread(path: str) -> Diagnostic:
    """The finding about a private file that is not read."""
    meant = _meant(f"content/{path}" if _is_outside(path) else path)
    hint = Message("private-file-unread.move")
    if meant is not None and meant != path:
        hint = Message("private-file-unread.meant", path=meant)
    return diagnostic("private-file-unread.here", Location(path, 1, 1), personal=True, hint=hint)


def _published(path: str) -> Diagnostic:
    folder = path.split("/")[1]
    return diagnostic("private-file-unread.published", Location(path, 1, 1), personal=True, folder=folder)


def _other_capitals(path: str, meant: str) -> Diagnostic:
    return diagnostic("name-in-other-capitals.here", Location(path, 1, 1), meant=meant)
