"""YAML text → positioned tree, with every way of surprising a reader refused and told.

Anchors, aliases, merges, tags, duplicate keys, a second document and invisible characters are
findings. A slip in the syntax is told, taken out and read past, so that one run tells all the rest.
"""

from __future__ import annotations

import re

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.source.builder import Builder, ParseError
from generator.source.invisible import find_invisible, replace_invisible
from generator.source.tree import MappingNode, Node, SequenceNode

MAX_SYNTAX_ERRORS = 200
"""So many slips are read past in one file, each time from the start; fewer where it is large."""
MAX_REPARSED_BYTES = 10 * 1024 * 1024
MAX_RECORDS_PARSED_ALONE = 5_000
"""A real file of a megabyte has some three thousand records."""

_TOP_ITEM = re.compile(r"^-(?=\s)", re.MULTILINE)
# Anything but an empty line, a comment or the mark that opens a document.
_NOT_BLANK = re.compile(r"^(?!#|---\s*$|\s*$)", re.MULTILINE)
_KEY = re.compile(r"(\s*(?:-\s+)*)[^\s#:'\"\[\]{},&*!|>%@`-][^:]*:(?=\s|$)")
_DASHES = re.compile(r"\s*(?:-\s+)*")

ParseResult = tuple[Node | None, tuple[Diagnostic, ...]]


def parse_yaml(text: str, path: str, first_line: int = 1) -> ParseResult:
    """The tree of one YAML text, and what is wrong with it.

    `first_line` is the line of the file on which `text` begins (front matter begins on 2). The tree
    is None if nothing is written or nothing could be made of it. Where the syntax is broken a list is
    read record by record, and what stands around the slip comes as a doubtful table.
    """
    unseen = _check_invisible(text, path, first_line)
    text = replace_invisible(text)
    builder = Builder(path, first_line)
    try:
        return builder.build(text), (*unseen, *builder.diagnostics)
    except ParseError as refused:
        first = refused.diagnostics
    if first.rule != "yaml-syntax":
        return None, (*unseen, *builder.diagnostics, first)
    tree, diagnostics = _parse_by_record(text, path, first_line)
    # Each piece may be sound where the whole is not: then the whole's own fault is told.
    return tree, (*unseen, *(diagnostics or (first,)))


def _check_invisible(text: str, path: str, first_line: int) -> list[Diagnostic]:
    diagnostics, line, start = [], first_line, 0
    for message, at in find_invisible(text):
        line += text.count("\n", start, at)
        start = at
        location = Location(path, line, at - text.rfind("\n", 0, at))
        diagnostics.append(diagnostic(message, location))
    return diagnostics


def _parse_by_record(text: str, path: str, first_line: int) -> ParseResult:
    """A list record by record, anything else as a whole; both past their slips."""
    starts = [match.start() for match in _TOP_ITEM.finditer(text)]
    if not starts or len(starts) > MAX_RECORDS_PARSED_ALONE or _NOT_BLANK.search(text, 0, starts[0]):
        return _parse_with_recovery(
            text, path, first_line, min(MAX_SYNTAX_ERRORS, MAX_REPARSED_BYTES // (len(text) + 1))
        )
    items: list[Node] = []
    diagnostics: list[Diagnostic] = []
    line, behind, left = first_line, 0, MAX_SYNTAX_ERRORS
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", behind, start)
        behind = start
        tree, told = _parse_with_recovery(text[start:end], path, line, left)
        left -= len(told)
        diagnostics.extend(told)
        if isinstance(tree, SequenceNode):
            items.extend(tree.items)
    return SequenceNode(tuple(items), first_line, 1), tuple(diagnostics)


def _parse_with_recovery(text: str, path: str, first_line: int, most: int) -> ParseResult:
    """The tree of `text` without what cannot be read, and a finding for each line that had such."""
    lines = text.split("\n")
    slips: dict[int, Diagnostic] = {}
    attempts = 0
    while True:
        builder = Builder(path, first_line, frozenset(slips))
        try:
            tree = builder.build("\n".join(lines))
        except ParseError as refused:
            found = refused.diagnostics
        else:
            return _drop_unreadable(tree), (*slips.values(), *builder.diagnostics)
        line, attempts = found.location.line or first_line, attempts + 1
        at = line - first_line
        is_new = slips.setdefault(line, found) is found
        if found.rule != "yaml-syntax" or attempts > most or at >= len(lines) or not lines[at].strip():
            return None, tuple(slips.values())
        lines[at] = _repair_line(lines[at], found, is_new=is_new)


def _repair_line(line: str, found: Diagnostic, *, is_new: bool) -> str:
    """The line as it may have been meant: tabs as spaces, else its key alone, else its dashes."""
    if is_new and found.text.key == "yaml-syntax.tab":
        return line.replace("-\t", "- ").replace("\t", "  ")
    key = _KEY.match(line)
    if is_new and key:
        return key[0]
    dashes = _DASHES.match(line)
    return dashes[0].rstrip() if dashes and is_new else ""


def _drop_unreadable(tree: Node | None) -> Node | None:
    """Without the entries of which nothing is left but their dash."""
    if not isinstance(tree, SequenceNode):
        return tree
    kept = tuple(
        item for item in tree.items if isinstance(item, MappingNode) or not getattr(item, "unreadable", False)
    )
    return SequenceNode(kept, tree.line, tree.column)
