"""Split Markdown files into front matter and body.

The split itself is done by python-frontmatter, after we have checked that front matter begins and ends: it
would take an unclosed block for prose, JSON for metadata, and a rule (`---`) in the text for the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.source.tree import MappingNode
from generator.source.yaml_tree import parse_yaml

_DOTS = re.compile(r"^\.{3}[ \t]*$", re.MULTILINE)
_FENCE = re.compile(r"^-{3}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed Markdown file. `body_line` is the 1-based line on which `body` begins."""

    front_matter: MappingNode
    body: str
    body_line: int


def split_document(text: str, path: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The front matter and body of `text`; None and a finding if there is no readable front matter."""
    if not _FENCE.match(text):
        return None, (_missing(text, path),)
    dots = _DOTS.search(text)
    fence = _FENCE.search(text, 3)
    if dots and (fence is None or text[dots.end() : fence.start()].strip()):
        # Read on as if it were the fence, so that the other mistakes are told too.
        fixed = f"{text[: dots.start()]}---{text[dots.start() + 3 :]}"
        line = text.count("\n", 0, dots.start()) + 1
        found = diagnostic("front-matter-unclosed.dots", Location(path, line, 1))
        document, diagnostics = split_document(fixed, path)
        return document, (found, *diagnostics)
    if not fence:
        return None, (diagnostic("front-matter-unclosed.here", Location(path, 1, 1)),)
    from frontmatter.default_handlers import YAMLHandler

    matter, body = YAMLHandler(fm_boundary=_FENCE).split(text)
    # The split drops the line end after the fence and nothing else.
    before = len(text) - len(body)
    skipped = len(body) - len(body.lstrip("\n"))
    body_line = text.count("\n", 0, before + skipped) + 1
    tree, diagnostics = parse_yaml(matter.removeprefix("\n"), path, first_line=2)
    if tree is None:
        if not diagnostics:
            diagnostics = (diagnostic("front-matter-missing.empty", Location(path, 1, 1)),)
        return None, diagnostics
    if not isinstance(tree, MappingNode):
        return None, (*diagnostics, diagnostic("front-matter-missing.no-group", Location(path, 1, 1)))
    return Document(tree, body.lstrip("\n"), body_line), diagnostics


def _missing(text: str, path: str) -> Diagnostic:
    location = Location(path, 1, 1)
    if re.match(r"\s+(?=---[ \t]*$)", text, re.MULTILINE):
        return diagnostic("front-matter-missing.late", location)
    if text.startswith("+++"):
        return diagnostic("front-matter-missing.toml", location)
    if text.startswith("{"):
        return diagnostic("front-matter-missing.json", location)
    return diagnostic("front-matter-missing.none", location)
