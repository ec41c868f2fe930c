"""YAML text → positioned tree, with every way of surprising a reader refused and told.

Anchors, aliases, merges, tags, duplicate keys, a second document and invisible characters are
findings. A slip in the syntax is told, taken out and read past, so that one run tells all the rest.
"""

from __future__ import annotations

import re

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.source.builder import Builder, Refused
from generator.source.invisible import invisible, without_invisible
from generator.source.tree import MappingNode, Node, SequenceNode

MOST_SLIPS = 200
"""So many slips are read past in one file, each time from the start; fewer where it is large."""
MOST_READ_AGAIN = 10 * 1024 * 1024
MOST_PIECES = 5_000
"""A real file of a megabyte has some three thousand records."""

_TOP_ITEM = re.compile(r"^-(?=\s)", re.MULTILINE)
# Anything but an empty line, a comment or the mark that opens a document.
_NOT_BLANK = re.compile(r"^(?!#|---\s*$|\s*$)", re.MULTILINE)
_KEY = re.compile(r"(\s*(?:-\s+)*)[^\s#:'\"\[\]{},&*!|>%@`-][^:]*:(?=\s|$)")
_DASHES = re.compile(r"\s*(?:-\s+)*")

Read = tuple[Node | None, tuple[Diagnostic, ...]]


def parse_yaml(text: str, path: str, first_line: int = 1) -> Read:
    """The tree of one YAML text, and what is wrong with it.

    `first_line` is the line of the file on which `text` begins (front matter begins on 2). The tree
    is None if nothing is written or nothing could be made of it. Where the syntax is broken a list is
    read record by record, and what stands around the slip comes as a doubtful table.
    """
    unseen = _invisible(text, path, first_line)
    text = without_invisible(text)
    builder = Builder(path, first_line)
    try:
        return builder.build(text), (*unseen, *builder.diagnostics)
    except Refused as refused:
        first = refused.diagnostics
    if first.rule != "yaml-syntax":
        return None, (*unseen, *builder.diagnostics, first)
    tree, diagnostics = _in_pieces(text, path, first_line)
    # Each piece may be sound where the whole is not: then the whole's own fault is told.
    return tree, (*unseen, *(diagnostics or (first,)))


def _invisible(text: str, path: str, first_line: int) -> list[Diagnostic]:
    diagnostics, line, start = [], first_line, 0
    for message, at in invisible(text):
        line += text.count("\n", start, at)
        start = at
        location = Location(path, line, at - text.rfind("\n", 0, at))
        diagnostics.append(diagnostic(message, location))
    return diagnostics


def _in_pieces(text: str, path: str, first_line: int) -> Read:
    """A list record by record, anything else as a whole; both past their slips."""
    starts = [match.start() for match in _TOP_ITEM.finditer(text)]
    if not starts or len(starts) > MOST_PIECES or _NOT_BLANK.search(text, 0, starts[0]):
        return _past_slips(text, path, first_line, min(MOST_SLIPS, MOST_READ_AGAIN // (len(text) + 1)))
    items: list[Node] = []
    diagnostics: list[Diagnostic] = []
    line, behind, left = first_line, 0, MOST_SLIPS
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", behind, start)
        behind = start
        tree, told = _past_slips(text[start:end], path, line, left)
        left -= len(told)
        diagnostics.extend(told)
        if isinstance(tree, SequenceNode):
            items.extend(tree.items)
    return SequenceNode(tuple(items), first_line, 1), tuple(diagnostics)


def _past_slips(text: str, path: str, first_line: int, most: int) -> Read:
    """The tree of `text` without what cannot be read, and a finding for each line that had such."""
    lines = text.split("\n")
    slips: dict[int, Diagnostic] = {}
    attempts = 0
    while True:
        builder = Builder(path, first_line, frozenset(slips))
        try:
            tree = builder.build("\n".join(lines))
        except Refused as refused:
            found = refused.diagnostics
        else:
            return _readable(tree), (*slips.values(), *builder.diagnostics)
        line, attempts = found.location.line or first_line, attempts + 1
        at = line - first_line
        is_new = slips.setdefault(line, found) is found
        if found.rule != "yaml-syntax" or attempts > most or at >= len(lines) or not lines[at].strip():
            return None, tuple(slips.values())
        lines[at] = _without_slip(lines[at], found, is_new=is_new)


def _without_slip(line: str, found: Diagnostic, *, is_new: bool) -> str:
    """The line as it may have been meant: tabs as spaces, else its key alone, else its dashes."""
    if is_new and found.text.key == "yaml-syntax.tab":
        return line.replace("-\t", "- ").replace("\t", "  ")
    key = _KEY.match(line)
    if is_new and key:
        return key[0]
    dashes = _DASHES.match(line)
    return dashes[0].rstrip() if dashes and is_new else ""


def _readable(tree: Node | None) -> Node | None:
    """Without the entries of which nothing is left but their dash."""
    if not isinstance(tree, SequenceNode):
        return tree
    kept = tuple(
        item for item in tree.items if isinstance(item, MappingNode) or not getattr(item, "lost", False)
    )
    return SequenceNode(kept, tree.line, tree.column)
