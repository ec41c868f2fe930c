"""YAML text → positioned tree, for one text without a slip in its syntax.

The tree is built from libyaml's events, not by its composer: events need no recursion, so a
hundred thousand brackets are a finding and not a crash, and they are the faster way (measured in
benchmarks/README.md). Scalars stay text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from generator.core.text import quoted
from generator.diagnostics import Diagnostic, Place, Severity
from generator.source.plain_words import explain, plain
from generator.source.tree import Entry, Items, Node, Scalar, Table

MAX_DEPTH = 20
_DEEP = "exceeded maximum nesting depth"
"""libyaml's own complaint, from 0.2.6 on, at a thousand levels."""

try:
    from yaml import CLoader as Loader
except ImportError:  # a PyYAML without libyaml: the same events, some ten times slower
    from yaml import Loader  # type: ignore[assignment]
LOADER: Any = Loader


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


class Refused(Exception):  # noqa: N818 - carries the finding that ends the parse
    """Raised where a text cannot be read to its end."""

    def __init__(self, found: Diagnostic) -> None:
        self.found = found


class Builder:
    """Builds one tree from the events of one text.

    `lost` are lines of which something was taken out so that the rest could be read.
    """

    def __init__(self, path: str, first_line: int, lost: frozenset[int] = frozenset()) -> None:
        self.path = path
        self.offset = first_line
        self.lost = lost
        self.found: list[Diagnostic] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.text = ""

    def build(self, text: str) -> Node | None:
        """The tree; `Refused` if the text cannot be read to its end."""
        self.text = text
        try:
            for event in yaml.parse(text, Loader=Loader):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            if error.problem_mark and _DEEP in (error.problem or ""):
                self._refuse_depth(error.problem_mark, text)
            raise Refused(self._syntax(error, text)) from None
        except yaml.YAMLError as error:
            raise Refused(self._finding("yaml-syntax", plain(str(error)), 1, 1)) from None
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
        lost = line in self.lost and not event.value
        self._add(Scalar(event.value, line, column, event.style in (None, ""), lost))

    def _begin_items(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=False)

    def _begin_table(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=True)

    def _begin(self, event: Any, line: int, column: int, *, is_table: bool) -> None:
        self._refuse_tag(event, line, column)
        if len(self.stack) >= MAX_DEPTH:
            raise Refused(self._too_deep(line, column))
        self.stack.append(_Open(line, column, is_table, bool(event.flow_style)))

    def _too_deep(self, line: int, column: int) -> Diagnostic:
        message = f"This is nested more than {MAX_DEPTH} levels deep."
        hint = "Look for a bracket that is never closed."
        return self._finding("yaml-nested-too-deep", message, line, column, hint)

    def _refuse_depth(self, mark: yaml.Mark, text: str) -> NoReturn:
        """Refuse a text that libyaml itself found too deep, at the place where it is so for us.

        libyaml reads a line ahead before it tells what stands there, so what comes before `mark` is
        read again: it is deeper than `MAX_DEPTH` and not too deep for libyaml.
        """
        before = Builder(self.path, self.offset, self.lost)
        try:
            before.build(text[: mark.index])
        except Refused:
            self.found = before.found
            raise
        raise Refused(self._too_deep(mark.line + self.offset, mark.column + 1))

    def _end(self, *_: Any) -> None:
        done = self.stack.pop()
        if done.is_table:
            self._add(Table(done.entries, done.line, done.column, bool(self.lost)))
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
            raise Refused(self._finding("yaml-syntax", message, node.line, node.column, hint))
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
    yaml.DocumentStartEvent: Builder._document,
    yaml.ScalarEvent: Builder._scalar,
    yaml.AliasEvent: Builder._alias,
    yaml.SequenceStartEvent: Builder._begin_items,
    yaml.MappingStartEvent: Builder._begin_table,
    yaml.SequenceEndEvent: Builder._end,
    yaml.MappingEndEvent: Builder._end,
}


def _tag_name(tag: str) -> str:
    return "!!" + tag.rsplit(":", 1)[-1] if tag.startswith("tag:yaml.org") else tag
