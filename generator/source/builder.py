"""Build a positioned tree from one YAML text.

The tree is built from libyaml's events, not by its composer: events need no recursion, so that a hundred
thousand brackets are a finding and not a crash, and they are faster (see benchmarks/README.md). Scalars
stay text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

import yaml

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message, Value
from generator.source.quoting import quoted_line
from generator.source.syntax_errors import explain_syntax_error, single_line
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

MAX_DEPTH = 20
MAX_COMMENT = 400
"""Characters behind a value that are searched for a comment."""
_ESCAPE = re.compile(r"\\[abefrv]")
_CONTROLS = "\a\b\x1b\f\r\v"
_DRIVE = re.compile(r"(?:^|[^A-Za-z])[A-Za-z]:\\[nt]")
_LIBYAML_TOO_DEEP = "exceeded maximum nesting depth"
"""The error of libyaml 0.2.6 and later at a thousand levels."""

try:
    from yaml import CLoader as Loader
except ImportError:  # a PyYAML without libyaml: the same events, some ten times slower
    from yaml import Loader  # type: ignore[assignment]
LOADER: Any = Loader


@dataclass(slots=True)
class _OpenNode:
    """A sequence or mapping that has started and not ended."""

    line: int
    column: int
    is_mapping: bool
    is_flow: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: ScalarNode | None = None


class ParseError(Exception):
    """Parsing stopped before the end of the text. `diagnostic` is the reason."""

    def __init__(self, reason: Diagnostic) -> None:
        self.diagnostic = reason


class Builder:
    """Builds one tree. `repaired_lines` are lines from which something was removed to parse the rest."""

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
        """Parse `text`. Raises `ParseError` if it cannot be parsed to its end."""
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
        plain = event.style in (None, "")
        if event.style == '"':
            self._check_escapes(event, line, column)
        comment = "" if event.style in ("|", ">") else self._comment(event.end_mark.index)
        self._add(ScalarNode(event.value, line, column, plain, lost, comment))

    def _comment(self, end: int) -> str:
        """The spaces and the comment that follow a value which ends at the index `end`."""
        if self.text[end : end + 1] not in (" ", "\t"):
            return ""
        rest = self.text[end : end + MAX_COMMENT].partition("\n")[0]
        return rest if rest.lstrip().startswith("#") else ""

    def _check_escapes(self, event: Any, line: int, column: int) -> None:
        r"""Report `"C:\temp"`: what was meant as a backslash and a letter is a control character."""
        if event.start_mark.line != event.end_mark.line or all(char >= " " for char in event.value):
            return
        written = self.text[event.start_mark.index + 1 : event.end_mark.index - 1]
        is_path = _DRIVE.search(written) is not None
        if not is_path and not (_ESCAPE.search(written) and any(char in _CONTROLS for char in event.value)):
            return
        text = Message("yaml-text-lost.escape", line=quoted_line(self._line_of(event)) or f"'{written}'")
        self.diagnostics.append(diagnostic(text, Location(self.path, line, column), Severity.WARNING))

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
        """Refuse a text that is too deep for libyaml, at the position where it exceeds `MAX_DEPTH`.

        libyaml reads a line ahead before it emits events, so the text before `mark` is parsed again: it is
        deeper than `MAX_DEPTH` and not too deep for libyaml.
        """
        before = Builder(self.path, self.offset, self.lost)
        try:
            before.build(text[: mark.index])
        except ParseError:
            self.diagnostics = before.diagnostics
            raise
        raise ParseError(self._too_deep(mark.line + self.offset, mark.column + 1))

    def _end(self, *_: Any) -> None:
        node = self.stack.pop()
        if node.is_mapping:
            self._add(MappingNode(node.entries, node.line, node.column, bool(self.lost), node.is_flow))
        else:
            self._add(SequenceNode(tuple(node.items), node.line, node.column, node.is_flow))

    def _add(self, node: Node) -> None:
        if not self.stack:
            if self.documents == 1:
                self.root = node
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node)
        else:
            self._add_entry(parent, parent.key, node)
            parent.key = None

    def _key(self, node: Node) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            raise ParseError(self._finding("yaml-syntax.key-in-brackets", node.line, node.column))
        if node.text == "<<" and node.plain:
            self.diagnostics.append(self._finding("yaml-alias.merge", node.line, node.column))
        return node

    def _add_entry(self, parent: _OpenNode, key: ScalarNode, value: Node) -> None:
        first = parent.entries.setdefault(key.text, Entry(key, value)).key
        if first is not key:
            place = key.line, key.column
            self.diagnostics.append(
                self._finding("duplicate-key.twice", *place, key=key.text, first=first.line)
            )

    def _alias(self, _: Any, line: int, column: int) -> None:
        self._add(ScalarNode("", line, column))

    def _refuse_anchor(self, event: Any, line: int, column: int) -> None:
        key = "yaml-alias.alias" if isinstance(event, yaml.AliasEvent) else "yaml-alias.anchor"
        self.diagnostics.append(self._finding(key, line, column, quoted=self._in_quotes(event)))

    def _line_of(self, event: Any) -> str:
        """The line on which an event starts."""
        start = self.text.rfind("\n", 0, event.start_mark.index) + 1
        end = self.text.find("\n", start)
        return self.text[start : end if end >= 0 else len(self.text)]

    def _in_quotes(self, event: Any) -> Message | None:
        quoted = quoted_line(self._line_of(event))
        return Message("yaml-tag.line", line=quoted) if quoted else None

    def _refuse_tag(self, event: Any, line: int, column: int) -> None:
        # A lone `!` leaves no tag in the event, and would silently disappear from the text.
        if event.tag is None and self.text[event.start_mark.index : event.start_mark.index + 1] != "!":
            return
        self.diagnostics.append(
            self._finding(
                "yaml-tag.sign", line, column, tag=_tag_name(event.tag or "!"), quoted=self._in_quotes(event)
            )
        )

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
        parent = self.stack[-1] if self.stack else None
        bracket = (parent.line - self.offset, parent.column - 1) if parent and parent.is_flow else None
        explanation = explain_syntax_error(error, text, bracket)
        return self._finding(explanation.text, explanation.line + self.offset, explanation.column + 1)

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
