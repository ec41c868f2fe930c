"""Parse YAML into a positioned tree, with error recovery.

Anchors, aliases, merges, tags, duplicate keys, a second document and invisible characters are findings. A
syntax error is reported and removed, so that one run reports all the others too.
"""

from __future__ import annotations

import re

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.source.builder import Builder, ParseError
from generator.source.invisible import find_invisible, replace_invisible, replace_odd_spaces
from generator.source.quoting import dashed_line, spaced_line
from generator.source.tree import MappingNode, Node, SequenceNode

MAX_SYNTAX_ERRORS = 200
"""Syntax errors to recover from per file, each with a new parse; fewer in large files."""
MAX_REPARSED_BYTES = 10 * 1024 * 1024
MAX_RECORDS_PARSED_ALONE = 5_000
"""A real file of a megabyte has about three thousand records."""

_TOP_ITEM = re.compile(r"^-(?=\s)", re.MULTILINE)
# Anything but an empty line, a comment or the mark that opens a document.
_NOT_BLANK = re.compile(r"^(?!#|---\s*$|\s*$)", re.MULTILINE)
_KEY = re.compile(r"(\s*(?:-\s+)*)[^\s#:'\"\[\]{},&*!|>%@`-][^:]*:(?=\s|$)")
_DASHES = re.compile(r"\s*(?:-\s+)*")

ParseResult = tuple[Node | None, tuple[Diagnostic, ...]]


def parse_yaml(text: str, path: str, first_line: int = 1) -> ParseResult:
    """The tree of one YAML text, and what is wrong with it.

    `first_line` is the line of the file on which `text` begins (front matter begins on 2). The tree is None
    if the text is empty or unusable. If the syntax is broken, a list is parsed record by record, and the
    mapping around the error is marked as recovered.
    """
    unseen = _check_invisible(text, path, first_line)
    text = replace_invisible(text)
    text, odd_spaces = replace_odd_spaces(text)
    unseen += [
        diagnostic(item.text, Location(path, first_line + item.line, item.column)) for item in odd_spaces
    ]
    builder = Builder(path, first_line)
    try:
        return builder.build(text), (*unseen, *builder.diagnostics)
    except ParseError as error:
        first = error.diagnostic
    if first.rule != "yaml-syntax":
        return None, (*unseen, *builder.diagnostics, first)
    tree, diagnostics = _parse_by_record(text, path, first_line)
    # Each record may be valid where the whole is not: then the error of the whole is reported.
    return tree, (*unseen, *(diagnostics or (first,)))


def _check_invisible(text: str, path: str, first_line: int) -> list[Diagnostic]:
    diagnostics, line, start = [], first_line, 0
    for message, offset in find_invisible(text):
        line += text.count("\n", start, offset)
        start = offset
        location = Location(path, line, offset - text.rfind("\n", 0, offset))
        diagnostics.append(diagnostic(message, location))
    return diagnostics


def _parse_by_record(text: str, path: str, first_line: int) -> ParseResult:
    """Parse a list record by record, anything else as a whole; both with recovery."""
    starts = [match.start() for match in _TOP_ITEM.finditer(text)]
    if not starts or len(starts) > MAX_RECORDS_PARSED_ALONE or _NOT_BLANK.search(text, 0, starts[0]):
        return _parse_with_recovery(
            text, path, first_line, min(MAX_SYNTAX_ERRORS, MAX_REPARSED_BYTES // (len(text) + 1))
        )
    items: list[Node] = []
    diagnostics: list[Diagnostic] = []
    line, counted, left = first_line, 0, MAX_SYNTAX_ERRORS
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", counted, start)
        counted = start
        tree, errors = _parse_with_recovery(text[start:end], path, line, left)
        left -= len(errors)
        diagnostics.extend(errors)
        if isinstance(tree, SequenceNode):
            items.extend(tree.items)
    return SequenceNode(tuple(items), first_line, 1), tuple(diagnostics)


def _parse_with_recovery(text: str, path: str, first_line: int, most: int) -> ParseResult:
    """The tree of `text` without its broken parts, and a finding for each broken line."""
    lines = text.split("\n")
    errors: dict[int, Diagnostic] = {}
    attempts = 0
    while True:
        builder = Builder(path, first_line, frozenset(errors))
        try:
            tree = builder.build("\n".join(lines))
        except ParseError as stop:
            error = stop.diagnostic
        else:
            return _drop_unreadable(tree), (*errors.values(), *builder.diagnostics)
        line, attempts = error.location.line or first_line, attempts + 1
        row = line - first_line
        is_new = errors.setdefault(line, error) is error
        if error.rule != "yaml-syntax" or attempts > most or row >= len(lines) or not lines[row].strip():
            return None, tuple(errors.values())
        lines[row] = _repair_line(lines[row], error, is_new=is_new)


def _repair_line(line: str, error: Diagnostic, *, is_new: bool) -> str:
    """The line as it was meant if that is certain, else only its key, else only its dashes."""
    meant = (
        spaced_line(line) if error.text.key in ("yaml-syntax.no-space", "yaml-syntax.other-sign") else None
    )
    if is_new and meant is not None:
        return meant
    if is_new and error.text.key == "yaml-syntax.indented-first":
        return line.lstrip()
    if is_new and error.text.key == "yaml-syntax.no-dash":
        return dashed_line(line) or ""
    if is_new and error.text.key == "yaml-syntax.comma-at-end":
        return line.rstrip().removesuffix(",")
    if is_new and error.text.key == "yaml-syntax.tab":
        return line.replace("-\t", "- ").replace("\t", "  ")
    key = _KEY.match(line)
    if is_new and key:
        return key[0]
    dashes = _DASHES.match(line)
    return dashes[0].rstrip() if dashes and is_new else ""


def _drop_unreadable(tree: Node | None) -> Node | None:
    """Drop list entries of which only the dash is left."""
    if not isinstance(tree, SequenceNode):
        return tree
    kept = tuple(
        item for item in tree.items if isinstance(item, MappingNode) or not getattr(item, "unreadable", False)
    )
    return SequenceNode(kept, tree.line, tree.column)
