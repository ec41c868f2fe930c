"""The whole repository → `Journal`, with every finding of every file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from generator.core.diagnostics import PRIVATE_FOLDER, Diagnostic, Location, Severity, at_most, diagnostic
from generator.core.messages import Message, did_you_mean
from generator.core.text import fold_path, nearest
from generator.model.kinds import KINDS, YAML_ENDINGS, Journal, Unreadable, held_as
from generator.model.portfolio import Portfolio
from generator.model.zone import zone_of
from generator.reading import decisions, resume
from generator.reading.documents import read_documents
from generator.reading.records import ReadRecords, exceeding, read_file, read_folder, together
from generator.source.files import is_there, list_files

_EVIDENCE = "content/private/evidence/"
_FOLDERS = held_as("lists", "documents")
# What may stand below content/ besides: never parsed here.
_KNOWN_FOLDERS = (*(f"{kind.path}/" for kind in _FOLDERS), _EVIDENCE, "content/fonts/", "content/images/")
_FOLDER_NAMES = tuple(folder.split("/")[-2] for folder in _KNOWN_FOLDERS)
_KNOWN_FILES = frozenset({*(path for kind in KINDS for path in kind.files), decisions.PATH + ".sig"})
_ANY_FILES = ("evidence", "fonts", "images")
_FOLDER_OF = {folder.split("/")[-2]: folder for folder in _KNOWN_FOLDERS}
_ENDING = dict.fromkeys(("blog", "pages", "projects"), ".md")
_ENDING |= {name: ".yaml" for name in _FOLDER_OF if name not in (*_ENDING, *_ANY_FILES)}
_ENDINGS = re.compile(r"(?i)(?:\.(?:ya?ml|json|csv|tsv|txt|md|toml|docx?|odt|xlsx?|rtf))+$")
# Backups, swap files and locks of editors, and what systems put into folders. Hidden files are never listed.
_LEFT_BEHIND = re.compile(r".*~|#.*#|.*\.sw[a-p]|~\$.*|(?:eh)?thumbs\.db|desktop\.ini|icon\r")
_KNOWN = (*_KNOWN_FOLDERS, *(f"{path}/" for path in sorted(_KNOWN_FILES)))


def read_journal(
    root: Path, portfolio: Portfolio, repository: str | None
) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """Everything below `content/`. `repository` is `owner/name` where portfolio.yaml does not say it."""
    zone, limits = zone_of(portfolio.search), portfolio.limits
    parts: dict[str, ReadRecords[Any]] = {}
    for kind in held_as("lists"):
        parts[kind.name] = read_folder(root, kind.path, kind.name, kind.record, zone, limits.yaml_kb)
    for kind in held_as("documents"):
        document: Any = kind.record
        parts[kind.name] = read_documents(root, kind.path, kind.name, document, zone, limits.post_kb)
    for kind in held_as("list"):
        paths = [path for path in kind.files if is_there(root, path)]
        files = (read_file(root, path, kind.name, kind.record, zone, limits.yaml_kb) for path in paths)
        parts[kind.name] = together(files)
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
    diagnostics = [one for part in parts.values() for one in part.diagnostics]
    unreadable = (path for path in unread_private(root) if not _is_stray(path))
    diagnostics += [unread(path) for path in unreadable if not _is_left_behind(path)]
    return journal, at_most((*diagnostics, *answered.diagnostics, *cv_found, *too_many, *_strays(root)))


def _damage(parts: dict[str, ReadRecords[Any]]) -> list[Unreadable]:
    return [damage for part in parts.values() for damage in part.damaged]


def _strays(root: Path) -> list[Diagnostic]:
    """What stands below `content/` and nobody reads: links, pipes, and most often a misspelt folder."""
    paths, diagnostics = list_files(root, "content")
    told = [*diagnostics, *(_other_capitals(folder, "content") for folder in _like_content(root))]
    return [*told, *(_stray(path) for path in paths if _is_stray(path) and not _is_left_behind(path))]


def unread_private(root: Path) -> tuple[str, ...]:
    """The files that were meant to be private, as far as their names say, and that nobody reads.

    What backs records up is not among them.
    """
    folders = ("content", *_like_content(root))
    paths = [path for folder in folders for path in list_files(root, folder)[0]]
    return tuple(path for path in paths if _is_like_private(path) and _is_unread(path))


def _is_unread(path: str) -> bool:
    if _is_stray(path):
        return True
    is_list = any(path.startswith(f"{kind.path}/") for kind in held_as("lists"))
    return is_list and not path.endswith(YAML_ENDINGS)


def _like_content(root: Path) -> list[str]:
    """Folders beside portfolio.yaml that are called `content` but for capitals or blanks."""
    try:
        names = sorted(entry.name for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []
    return [name for name in names if name != "content" and _tidy(name) == "content"]


def _tidy(name: str) -> str:
    return fold_path(name).strip(" \t\ufeff")


def _is_stray(path: str) -> bool:
    """What stands in the place of a known file or folder was told when that was read."""
    return path not in _KNOWN_FILES and not f"{path}/".startswith(_KNOWN)


def _is_left_behind(path: str) -> bool:
    """Whether an editor or a system put it there: nothing that anybody wrote."""
    return _LEFT_BEHIND.fullmatch(path.rpartition("/")[2].casefold()) is not None


def _is_like_private(path: str) -> bool:
    """Whether it lies below the private folder, or was meant to."""
    return (_meant(path) or path).startswith(PRIVATE_FOLDER) or bool(
        nearest(_tidy(path.split("/")[1]), ("private",), cutoff=0.75)
    )


def _meant(path: str) -> str | None:
    """How a file should be called that nobody reads; None where its name does not say."""
    _, *folders, file = path.split("/")
    folders = [_tidy(folder) for folder in folders]
    is_private = bool(folders) and bool(nearest(folders[0], ("private",), cutoff=0.75))
    folders = folders[1:] if is_private else folders
    stem, ending = _stem(file)
    for name in folders[:1]:
        near = nearest(name, tuple(_FOLDER_OF), cutoff=0.7)
        if near is None or (is_private and not _FOLDER_OF[near].startswith(PRIVATE_FOLDER)):
            return None
        below = "/".join((*folders[1:], file if near in _ANY_FILES else f"{stem}{_ENDING[near]}"))
        return _FOLDER_OF[near] + below
    alike = (known for known in _KNOWN_FILES if _stem(known.rpartition("/")[2])[0] == _tidy(stem))
    return next(alike, None) if ending != ".sig" else None


def _stem(file: str) -> tuple[str, str]:
    """A file's name without what says of which kind it is, however many endings an editor added."""
    match = _ENDINGS.search(file)
    return (file[: match.start()], match[0]) if match else (file, "")


def _stray(path: str) -> Diagnostic:
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
    return diagnostic("file-ignored.stray", Location(path, 1, 1), Severity.WARNING, hint=hint)


def unread(path: str) -> Diagnostic:
    """The finding about a private file that nobody reads."""
    meant = _meant(path)
    hint = Message("private-file-unread.move")
    if meant is not None and meant != path:
        hint = Message("private-file-unread.meant", path=meant)
    return diagnostic("private-file-unread.here", Location(path, 1, 1), hint=hint)


def _other_capitals(path: str, meant: str) -> Diagnostic:
    return diagnostic("name-in-other-capitals.here", Location(path, 1, 1), meant=meant)
