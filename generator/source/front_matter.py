"""Split Markdown files into front matter and body.

The split itself is done by python-frontmatter, after we have checked that front matter begins and ends: it
would take an unclosed block for prose, JSON for metadata, and a rule (`---`) in the text for the end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.messages import Message
from generator.source.tree import MappingNode
from generator.source.yaml_tree import parse_yaml

_DOTS = re.compile(r"^\.{3}[ \t]*$", re.MULTILINE)
# What programs make of three hyphens, and slips.
_LIKE_FENCE = re.compile(r"^(?:--|-{4,}|[-–—−]*[–—−][-–—−]*)[ \t]*$", re.MULTILINE)
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
        if _LIKE_FENCE.match(text):
            return _read_on(text, path, 0, "front-matter-missing.hyphens")
        return None, (_missing(text, path),)
    dots = _DOTS.search(text)
    fence = _FENCE.search(text, 3)
    if dots and (fence is None or text[dots.end() : fence.start()].strip()):
        return _read_on(text, path, dots.start(), "front-matter-unclosed.dots")
    if not fence and (other := _LIKE_FENCE.search(text, 4)):
        return _read_on(text, path, other.start(), "front-matter-unclosed.hyphens")
    if not fence:
        return None, (diagnostic("front-matter-unclosed.here", Location(path, 1, 1)),)
    from frontmatter.default_handlers import YAMLHandler

    matter, body = YAMLHandler(fm_boundary=_FENCE).split(text)
    # The split drops the line end after the fence and nothing else.
    before = len(text) - len(body)
    skipped = len(body) - len(body.lstrip("\n"))
    body_line = text.count("\n", 0, before + skipped) + 1
    tree, diagnostics = front_matter_of(matter.removeprefix("\n"), path, first_line=2)
    return (Document(tree, body.lstrip("\n"), body_line) if tree else None), diagnostics


def front_matter_of(
    matter: str, path: str, first_line: int = 1
) -> tuple[MappingNode | None, tuple[Diagnostic, ...]]:
    """The front matter written as `matter`; None and a finding if it is not readable."""
    tree, diagnostics = parse_yaml(matter, path, first_line)
    if tree is None:
        if not diagnostics:
            diagnostics = (diagnostic("front-matter-missing.empty", Location(path, 1, 1)),)
        return None, diagnostics
    if not isinstance(tree, MappingNode):
        return None, (*diagnostics, diagnostic("front-matter-missing.no-group", Location(path, 1, 1)))
    return tree, diagnostics


def _read_on(text: str, path: str, start: int, key: str) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Report the line at `start`, and read on as if it were a fence, so that other mistakes are told too."""
    end = text.find("\n", start)
    fixed = f"{text[:start]}---{text[end:] if end >= 0 else ''}"
    line = text.count("\n", 0, start) + 1
    document, diagnostics = split_document(fixed, path)
    return document, (diagnostic(Message(key), Location(path, line, 1)), *diagnostics)


def _missing(text: str, path: str) -> Diagnostic:
    location = Location(path, 1, 1)
    if re.match(r"\s+(?=---[ \t]*$)", text, re.MULTILINE):
        return diagnostic("front-matter-missing.late", location)
    if text.startswith("+++"):
        return diagnostic("front-matter-missing.toml", location)
    if text.startswith("{"):
        return diagnostic("front-matter-missing.json", location)
    return diagnostic("front-matter-missing.none", location)
