"""Migrations: changes that a repository from an earlier release needs, in one table.

Only files that `init` wrote are changed, never content: content for the first release always loads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.core.diagnostics import Diagnostic
from generator.core.resources import shipped_template
from generator.core.version import VERSION
from generator.environment.own_source import own_source
from generator.init.editor_files import editor_files
from generator.init.pins import shipped_pins, with_actions, with_source, with_version
from generator.init.template import COACH_WORKFLOW, FORM_WORKFLOW, LOCK, WORKFLOW
from generator.writing.editable_file import EditableFile, open_file

MAX_KB = 256


class Migration(NamedTuple):
    """A change to the files in `paths`: `change` maps path and text to the new text.

    A missing file is created if `creates`, else skipped.
    """

    name: str
    what: str
    paths: tuple[str, ...]
    change: Callable[[str, str], str]
    creates: bool = False


class Change(NamedTuple):
    """A file that a migration changes, with its new text; or the findings that make it unreadable."""

    migration: Migration
    file: EditableFile
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


_OUTPUT = ("site", "report", "seals", ".weekproof")


def _ignore_output(_: str, text: str) -> str:
    lines = {line.strip().strip("/").removesuffix("/*") for line in text.splitlines()}
    missing = [f"/{name}/" for name in _OUTPUT if name not in lines]
    if not missing:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if text and not text.endswith(("\n", "\r")) else ""
    return text + gap + "".join(f"{line}{end}" for line in missing)


def _same_line_endings(_: str, text: str) -> str:
    return text or (shipped_template() / "gitattributes").read_text("utf-8")


def _shipped_lock(text: str) -> str:
    wanted = (shipped_template() / "requirements.txt").read_text("utf-8")
    return text if text.replace("\r\n", "\n") == wanted else wanted


def _editor_schema(path: str, text: str) -> str:
    wanted = editor_files()[path].decode()
    return text if text.replace("\r\n", "\n") == wanted else wanted


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "workflow-version",
        f"GitHub installs Weekproof {VERSION}",
        (WORKFLOW, FORM_WORKFLOW, COACH_WORKFLOW),
        lambda _, text: with_source(with_version(text, VERSION), own_source()),
    ),
    Migration(
        "workflow-packages",
        "GitHub installs the packages that this version was tested with",
        (LOCK,),
        lambda _, text: _shipped_lock(text),
    ),
    Migration(
        "workflow-actions",
        "actions are those that this version was tested with, pinned to their commits",
        (WORKFLOW, FORM_WORKFLOW, COACH_WORKFLOW),
        lambda _, text: with_actions(text, shipped_pins()),
    ),
    Migration(
        "output-ignored",
        "git ignores what builds make, above all the private report",
        (".gitignore",),
        _ignore_output,
        creates=True,
    ),
    Migration(
        "same-line-endings",
        "files have the same bytes on every system, as signatures require",
        (".gitattributes",),
        _same_line_endings,
        creates=True,
    ),
    Migration(
        "editor-schemas",
        "editors complete and check the keys of this version",
        tuple(path for path in editor_files() if path.endswith(".schema.json")),
        _editor_schema,
    ),
)


def changes(root: Path, migration: Migration) -> Iterator[Change]:
    """The changes that the migration would make to the repository."""
    for path in migration.paths:
        file = open_file(root, path, MAX_KB)
        if file.diagnostics:
            yield Change(migration, file, file.text, file.diagnostics)
        elif file.data is not None or migration.creates:
            text = migration.change(path, file.text)
            if text != file.text:
                yield Change(migration, file, text)
