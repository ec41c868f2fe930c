"""YAML text → positioned tree, for one text without a slip in its syntax.

The tree is built from libyaml's events, not by its composer: events need no recursion, so a
hundred thousand brackets are a finding and not a crash, and they are the faster way (measured in
benchmarks/README.md). Scalars stay text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.messages import Message, Value
from generator.source.syntax_errors import explain_syntax_error, single_line
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 20
_LIBYAML_TOO_DEEP = "exceeded maximum nesting depth"
"""libyaml's own complaint, from 0.2.6 on, at a thousand levels."""

try:
    from yaml import CLoader as Loader
except ImportError:  # a PyYAML without libyaml: the same events, some ten times slower
    from yaml import Loader  # type: ignore[assignment]
LOADER: Any = Loader


@dataclass(slots=True)
class _OpenNode:
    """A list or mapping that has begun and not ended."""

    line: int
    column: int
    is_mapping: bool
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: ScalarNode | None = None


class ParseError(Exception):
    """Raised where a text cannot be read to its end."""

    def __init__(self, found: Diagnostic) -> None:
        self.diagnostics = found


class Builder:
    """Builds one tree from the events of one text.

    `lost` are lines of which something was taken out so that the rest could be read.
    """

    def __init__(self, path: str, first_line: int, repaired_lines: frozenset[int] = frozenset()) -> None:
        self.path = path
        self.offset = first_line
        self.lost = repaired_lines
        self.diagnostics: list[Diagnostic] = []
        self.stack: list[_OpenNode] = []
        self.root: Node | None = None
        self.documents = 0
        self.text = ""

    def build(self, text: str) -> Node | None:
        """The tree; `Refused` if the text cannot be read to its end."""
        self.text = text
        try:
            for event in yaml.parse(text, Loader=Loader):
                self._handle(event)
        except yaml.MarkedYAMLError as error:
            if error.problem_mark and _LIBYAML_TOO_DEEP in (error.problem or ""):
                self._refuse_depth(error.problem_mark, text)
            raise ParseError(self._syntax(error, text)) from None
        except yaml.YAMLError as error:
            raise ParseError(
                self._finding("yaml-syntax.other", 1, 1, words=single_line(str(error)))
            ) from None
        return self.root

    def _handle(self, event: Any) -> None:
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
            self.diagnostics.append(self._finding("yaml-several-documents.second", line, column))

    def _scalar(self, event: Any, line: int, column: int) -> None:
        self._refuse_tag(event, line, column)
        lost = line in self.lost and not event.value
        self._add(ScalarNode(event.value, line, column, event.style in (None, ""), lost))

    def _begin_sequence(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=False)

    def _begin_mapping(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=True)

    def _begin(self, event: Any, line: int, column: int, *, is_table: bool) -> None:
        self._refuse_tag(event, line, column)
        if len(self.stack) >= MAX_DEPTH:
            raise ParseError(self._too_deep(line, column))
        self.stack.append(_OpenNode(line, column, is_table, bool(event.flow_style)))

    def _too_deep(self, line: int, column: int) -> Diagnostic:
        return self._finding("yaml-nested-too-deep.levels", line, column, most=MAX_DEPTH)

    def _refuse_depth(self, mark: yaml.Mark, text: str) -> NoReturn:
        """Refuse a text that libyaml itself found too deep, at the place where it is so for us.

        libyaml reads a line ahead before it tells what stands there, so what comes before `mark` is
        read again: it is deeper than `MAX_DEPTH` and not too deep for libyaml.
        """
        before = Builder(self.path, self.offset, self.lost)
        try:
            before.build(text[: mark.index])
        except ParseError:
            self.diagnostics = before.diagnostics
            raise
        raise ParseError(self._too_deep(mark.line + self.offset, mark.column + 1))

    def _end(self, *_: Any) -> None:
        done = self.stack.pop()
        if done.is_mapping:
            self._add(MappingNode(done.entries, done.line, done.column, bool(self.lost)))
        else:
            self._add(SequenceNode(tuple(done.items), done.line, done.column))

    def _add(self, node: Node) -> None:
        if not self.stack:
            if self.documents == 1:
                self.root = node
            return
        inside = self.stack[-1]
        if not inside.is_mapping:
            inside.items.append(node)
        elif inside.key is None:
            inside.key = self._key(node)
        else:
            self._pair(inside, inside.key, node)
            inside.key = None

    def _key(self, node: Node) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            raise ParseError(self._finding("yaml-syntax.key-in-brackets", node.line, node.column))
        if node.text == "<<" and node.plain:
            self.diagnostics.append(self._finding("yaml-alias.merge", node.line, node.column))
        return node

    def _pair(self, inside: _OpenNode, key: ScalarNode, value: Node) -> None:
        first = inside.entries.get(key.text)
        if first is None:
            inside.entries[key.text] = Entry(key, value)
            return
        twice = self._finding("duplicate-key.twice", key.line, key.column, key=key.text, first=first.key.line)
        self.diagnostics.append(twice)

    def _alias(self, _: Any, line: int, column: int) -> None:
        self._add(ScalarNode("", line, column))

    def _refuse_anchor(self, event: Any, line: int, column: int) -> None:
        key = "yaml-alias.alias" if isinstance(event, yaml.AliasEvent) else "yaml-alias.anchor"
        self.diagnostics.append(self._finding(key, line, column))

    def _refuse_tag(self, event: Any, line: int, column: int) -> None:
        # A lone `!` leaves no tag in the event, and would be lost from the text without a word.
        if event.tag is None and self.text[event.start_mark.index : event.start_mark.index + 1] != "!":
            return
        self.diagnostics.append(self._finding("yaml-tag.sign", line, column, tag=_tag_name(event.tag or "!")))

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
        inside = self.stack[-1] if self.stack else None
        bracket = (inside.line - self.offset, inside.column - 1) if inside and inside.is_flow else None
        explained = explain_syntax_error(error, text, bracket)
        return self._finding(explained.text, explained.line + self.offset, explained.column + 1)

    def _finding(self, text: str | Message, line: int, column: int, **params: Value) -> Diagnostic:
        message = Message(text, **params) if isinstance(text, str) else text
        return diagnostic(message, Location(self.path, line, column))


_HANDLERS: dict[type, Any] = {
    yaml.DocumentStartEvent: Builder._document,
    yaml.ScalarEvent: Builder._scalar,
    yaml.AliasEvent: Builder._alias,
    yaml.SequenceStartEvent: Builder._begin_sequence,
    yaml.MappingStartEvent: Builder._begin_mapping,
    yaml.SequenceEndEvent: Builder._end,
    yaml.MappingEndEvent: Builder._end,
}


def _tag_name(tag: str) -> str:
    return "!!" + tag.rsplit(":", 1)[-1] if tag.startswith("tag:yaml.org") else tag
