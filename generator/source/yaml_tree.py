"""YAML text → positioned tree, with every way of surprising a reader refused.

The tree is built from libyaml's events, not by its composer: events need no recursion, so a
hundred thousand brackets are a finding and not a crash, and they are the faster way (measured in
benchmarks/README.md). Anchors, aliases, merges, tags, duplicate keys and a second document are
findings. Scalars stay text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.diagnostics import Diagnostic, Place, Severity
from generator.source.invisible import invisible, without_invisible
from generator.source.plain_words import explain, plain
from generator.source.quoting import quoted
from generator.source.tree import Entry, Items, Node, Scalar, Table

MAX_DEPTH = 20

try:
    from yaml import CLoader as _Loader
except ImportError:  # a PyYAML without libyaml: the same events, some ten times slower
    from yaml import Loader as _Loader  # type: ignore[assignment]

_TOP_ITEM = re.compile(r"^-(?=\s)", re.MULTILINE)
# Anything but an empty line, a comment or the mark that opens a document.
_NOT_BLANK = re.compile(r"^(?!#|---\s*$|\s*$)", re.MULTILINE)
# A real file of a megabyte has some three thousand records; each piece costs a parser of its own.
MOST_PIECES = 5_000


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun and not ended."""

    line: int
    column: int
    is_table: bool
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: Scalar | None = None


class _Refused(Exception):  # noqa: N818 - internal: carries the finding that ends the parse
    def __init__(self, found: Diagnostic) -> None:
        self.found = found


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of one YAML text, and what is wrong with it.

    `first_line` is the line of the file on which `text` begins (front matter begins on 2). The tree
    is None if nothing is written or nothing could be made of it. A list whose syntax is broken
    somewhere is read record by record, so that one slip does not hide the findings of the others.
    """
    found = _invisible(text, path, first_line)
    text = without_invisible(text)
    builder = _Builder(path, first_line)
    try:
        return builder.build(text), (*found, *builder.found)
    except _Refused as refused:
        first = refused.found
    starts = [match.start() for match in _TOP_ITEM.finditer(text)]
    is_list = 1 < len(starts) <= MOST_PIECES and not _NOT_BLANK.search(text, 0, starts[0])
    if not is_list or first.rule != "yaml-syntax":
        return None, (*found, *builder.found, first)
    tree, told = _record_by_record(text, path, first_line, starts)
    # Each piece may be sound where the whole is not: then the whole's own fault is told.
    return tree, (*found, *(told or (first,)))


def _invisible(text: str, path: str, first_line: int) -> list[Diagnostic]:
    hint = "Delete the character and type the text again."
    found, line, start = [], first_line, 0
    for rule, message, at in invisible(text):
        line += text.count("\n", start, at)
        start = at
        place = Place(path, line, at - text.rfind("\n", 0, at))
        found.append(Diagnostic(rule, Severity.ERROR, message, place, hint))
    return found


def _record_by_record(
    text: str, path: str, first_line: int, starts: list[int]
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    items: list[Node] = []
    found: list[Diagnostic] = []
    line, behind = first_line, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line += text.count("\n", behind, start)
        behind = start
        builder = _Builder(path, line)
        try:
            tree = builder.build(text[start:end])
        except _Refused as refused:
            found.append(refused.found)
            continue
        finally:
            found.extend(builder.found)
        if isinstance(tree, Items):
            items.extend(tree.items)
    return Items(tuple(items), first_line, 1), tuple(found)


class _Builder:
    """Builds one tree from the events of one text."""

    def __init__(self, path: str, first_line: int) -> None:
        self.path = path
        self.offset = first_line
        self.found: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.text = ""

    def build(self, text: str) -> Node | None:
        """The tree; `_Refused` if the text cannot be read to its end."""
        self.text = text
        try:
            for event in yaml.parse(text, Loader=_Loader):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise _Refused(self._syntax(error, text)) from None
        except yaml.YAMLError as error:
            raise _Refused(self._finding("yaml-syntax", plain(str(error)), 1, 1)) from None
        return self.root

    def _take(self, event: Any) -> None:
        handler = _HANDLERS.get(type(event))
        if handler is None:
            return
        mark = event.start_mark
        line, column = mark.line + self.offset, mark.column + 1
        if getattr(event, "anchor", None) is not None:
            self._refuse_anchor(event, line, column)
        handler(self, event, line, column)

    def _document(self, _: Any, line: int, column: int) -> None:
        self.documents += 1
        if self.documents == 2:
            self.found.append(
                self._finding(
                    "yaml-several-documents",
                    "A second document begins here.",
                    line,
                    column,
                    "Remove the line `---`; one file holds one list.",
                )
            )

    def _scalar(self, event: Any, line: int, column: int) -> None:
        self._refuse_tag(event, line, column)
        self._add(Scalar(event.value, line, column, event.style in (None, "")))

    def _begin_items(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=False)

    def _begin_table(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=True)

    def _begin(self, event: Any, line: int, column: int, *, is_table: bool) -> None:
        self._refuse_tag(event, line, column)
        if len(self.stack) >= MAX_DEPTH:
            message = f"This is nested more than {MAX_DEPTH} levels deep."
            hint = "Look for a bracket that is never closed."
            raise _Refused(self._finding("yaml-nested-too-deep", message, line, column, hint))
        self.stack.append(_Open(line, column, is_table, bool(event.flow_style)))

    def _end(self, *_: Any) -> None:
        done = self.stack.pop()
        if done.is_table:
            self._add(Table(done.entries, done.line, done.column))
        else:
            self._add(Items(tuple(done.items), done.line, done.column))

    def _add(self, node: Node) -> None:
        if not self.stack:
            if self.documents == 1:
                self.root = node
            return
        inside = self.stack[-1]
        if not inside.is_table:
            inside.items.append(node)
        elif inside.key is None:
            inside.key = self._key(node)
        else:
            self._pair(inside, inside.key, node)
            inside.key = None

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            hint = "Put a value that begins with a bracket in quotes."
            message = "A key must be a word, and this is in brackets."
            raise _Refused(self._finding("yaml-syntax", message, node.line, node.column, hint))
        if node.text == "<<" and node.plain:
            self._refuse_sign("yaml-alias", "<<", "a merge", node.line, node.column)
        return node

    def _pair(self, inside: _Open, key: Scalar, value: Node) -> None:
        first = inside.entries.get(key.text)
        if first is None:
            inside.entries[key.text] = Entry(key, value)
            return
        self.found.append(
            self._finding(
                "duplicate-key",
                f"{quoted(key.text)} is written twice; the first is on line {first.key.line}.",
                key.line,
                key.column,
                "Keep one of them, or begin a new record with `- ` where a second one was meant.",
            )
        )

    def _alias(self, _: Any, line: int, column: int) -> None:
        self._add(Scalar("", line, column))

    def _refuse_anchor(self, event: Any, line: int, column: int) -> None:
        sign, name = ("*", "an alias") if isinstance(event, yaml.AliasEvent) else ("&", "an anchor")
        self._refuse_sign("yaml-alias", sign, name, line, column)

    def _refuse_sign(self, rule: str, sign: str, name: str, line: int, column: int) -> None:
        message = f"YAML takes {quoted(sign)} at the beginning for {name}, and none is read here."
        hint = "Put the value in quotes if the sign belongs to it; else write the value out."
        self.found.append(self._finding(rule, message, line, column, hint))

    def _refuse_tag(self, event: Any, line: int, column: int) -> None:
        # A lone `!` leaves no tag in the event, and would be lost from the text without a word.
        if event.tag is None and self.text[event.start_mark.index : event.start_mark.index + 1] != "!":
            return
        self._refuse_sign("yaml-tag", _tag_name(event.tag or "!"), "a tag", line, column)

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
        inside = self.stack[-1] if self.stack else None
        bracket = (inside.line - self.offset, inside.column - 1) if inside and inside.is_flow else None
        told = explain(error, text, bracket)
        return self._finding("yaml-syntax", told.message, told.line + self.offset, told.column + 1, told.hint)

    def _finding(
        self, rule: str, message: str, line: int, column: int, hint: str | None = None
    ) -> Diagnostic:
        return Diagnostic(rule, Severity.ERROR, message, Place(self.path, line, column), hint)


_HANDLERS: dict[type, Any] = {
    yaml.DocumentStartEvent: _Builder._document,
    yaml.ScalarEvent: _Builder._scalar,
    yaml.AliasEvent: _Builder._alias,
    yaml.SequenceStartEvent: _Builder._begin_items,
    yaml.MappingStartEvent: _Builder._begin_table,
    yaml.SequenceEndEvent: _Builder._end,
    yaml.MappingEndEvent: _Builder._end,
}


def _tag_name(tag: str) -> str:
    return "!!" + tag.rsplit(":", 1)[-1] if tag.startswith("tag:yaml.org") else tag
