"""Markdown files: front matter split from body, so that nothing is lost without a word.

The split is python-frontmatter's handler. It is asked only after we have seen for ourselves that
front matter begins and ends, because it would take an unclosed block for prose, JSON for metadata
and a rule (`---`) in the middle of a text for the end of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Place, Severity
from generator.source.tree import Table
from generator.source.yaml_tree import parse_yaml

_FENCE = re.compile(r"^-{3}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file taken apart. `body_line` is the 1-based line on which `body` begins."""

    matter: Table
    body: str
    body_line: int


def split_document(text: str, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Front matter and body of `text`; None with the finding if there is no front matter to read."""
    if not _FENCE.match(text):
        return None, (_missing(text, path),)
    if not _FENCE.search(text, 3):
        message = "The front matter that opens here is never closed."
        return None, (_error("front-matter-unclosed", message, path, "Close it with a line of `---`."),)
    from frontmatter.default_handlers import YAMLHandler

    matter, body = YAMLHandler(fm_boundary=_FENCE).split(text)
    # The handler's split drops the line end after the fence along with nothing else.
    before = len(text) - len(body)
    skipped = len(body) - len(body.lstrip("\n"))
    body_line = text.count("\n", 0, before + skipped) + 1
    tree, found = parse_yaml(matter.removeprefix("\n"), path, first_line=2)
    if tree is None:
        if not found:
            found = (_error("front-matter-missing", "The front matter is empty.", path, _EXAMPLE),)
        return None, found
    if not isinstance(tree, Table):
        message = "The front matter must be a group of keys."
        return None, (*found, _error("front-matter-missing", message, path, _EXAMPLE))
    return Document(tree, body.lstrip("\n"), body_line), found


_EXAMPLE = "Begin the file with `---`, then `title: …`, then `---`."


def _missing(text: str, path: str) -> Diagnostic:
    later = re.match(r"\s+(?=---[ \t]*$)", text, re.MULTILINE)
    if later:
        message, hint = "The front matter begins too late.", "Move its first `---` to the very first line."
        return _error("front-matter-missing", message, path, hint)
    if text.startswith("+++"):
        return _error("front-matter-missing", "This is TOML front matter; YAML is read here.", path, _EXAMPLE)
    if text.startswith("{"):
        return _error("front-matter-missing", "This is JSON front matter; YAML is read here.", path, _EXAMPLE)
    return _error("front-matter-missing", "There is no front matter.", path, _EXAMPLE)


def _error(rule: str, message: str, path: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, Place(path, 1, 1), hint)
