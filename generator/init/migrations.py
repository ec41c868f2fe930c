"""What a repository of an earlier release needs, by name: one literal table.

Content is never touched: what was written for the first release always loads. What changes is what
`init` wrote around it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.core.diagnostics import Diagnostic
from generator.core.resources import shipped_template
from generator.core.version import VERSION
from generator.init.editor_files import editor_files
from generator.init.pins import shipped_pins, with_actions, with_version
from generator.init.template import FORM_WORKFLOW, WORKFLOW
from generator.writing.files import EditableFile, open_file

MAX_KB = 256


class Migration(NamedTuple):
    """`change` makes the new text of a file of `paths`, from its path and text.

    A file that is not there is made if `creates`, and else passed over.
    """

    name: str
    what: str
    paths: tuple[str, ...]
    change: Callable[[str, str], str]
    creates: bool = False


class Change(NamedTuple):
    """A file that a migration changes, as it is now and as it shall be; or why it cannot be read."""

    migration: Migration
    sheet: EditableFile
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()


_MADE = ("site", "report", ".weekproof")


def _ignoring_what_is_made(_: str, text: str) -> str:
    lines = {line.strip().strip("/").removesuffix("/*") for line in text.splitlines()}
    missing = [f"/{name}/" for name in _MADE if name not in lines]
    if not missing:
        return text
    end = "\r\n" if "\r\n" in text else "\n"
    gap = end if text and not text.endswith(("\n", "\r")) else ""
    return text + gap + "".join(f"{line}{end}" for line in missing)


def _same_line_ends(_: str, text: str) -> str:
    return text or (shipped_template() / "gitattributes").read_text("utf-8")


def _editor_schema(path: str, text: str) -> str:
    wanted = editor_files()[path].decode()
    return text if text.replace("\r\n", "\n") == wanted else wanted


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "workflow-version",
        f"GitHub installs Weekproof {VERSION}",
        (WORKFLOW, FORM_WORKFLOW),
        lambda _, text: with_version(text, VERSION),
    ),
    Migration(
        "workflow-actions",
        "actions are those that this version was tried with, pinned to their commits",
        (WORKFLOW, FORM_WORKFLOW),
        lambda _, text: with_actions(text, shipped_pins()),
    ),
    Migration(
        "made-folders-ignored",
        "git leaves out what builds make, the private report above all",
        (".gitignore",),
        _ignoring_what_is_made,
        creates=True,
    ),
    Migration(
        "same-line-ends",
        "files have the same bytes on every system, as signatures need them",
        (".gitattributes",),
        _same_line_ends,
        creates=True,
    ),
    Migration(
        "editor-schemas",
        "editors know the keys of this version",
        tuple(path for path in editor_files() if path.endswith(".schema.json")),
        _editor_schema,
    ),
)


def changes(root: Path, migration: Migration) -> Iterator[Change]:
    """What the migration would change in the repository as it is now."""
    for path in migration.paths:
        sheet = open_file(root, path, MAX_KB)
        if sheet.diagnostics:
            yield Change(migration, sheet, sheet.text, sheet.diagnostics)
        elif sheet.data is not None or migration.creates:
            text = migration.change(path, sheet.text)
            if text != sheet.text:
                yield Change(migration, sheet, text)
