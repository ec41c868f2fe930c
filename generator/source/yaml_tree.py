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
from generator.source.tree import Entry, Items, Node, Scalar, Table

MAX_DEPTH = 20

try:
    from yaml import CLoader as _Loader
except ImportError:  # a PyYAML without libyaml: the same events, some ten times slower
    from yaml import Loader as _Loader  # type: ignore[assignment]

_TOP_ITEM = re.compile(r"^-(?=\s)", re.MULTILINE)
# Anything but an empty line, a comment or the mark that opens a document.
_NOT_BLANK = re.compile(r"^(?!#|---\s*$|\s*$)", re.MULTILINE)
# Direction overrides make text read other than it is written ("Trojan Source").
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun and not ended."""

    line: int
    column: int
    is_table: bool
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
    builder = _Builder(path, first_line)
    try:
        return builder.build(text), tuple(builder.found)
    except _Refused as refused:
        starts = [match.start() for match in _TOP_ITEM.finditer(text)]
        is_list = len(starts) > 1 and not _NOT_BLANK.search(text, 0, starts[0])
        if not is_list or refused.found.rule != "yaml-syntax":
            return None, (*builder.found, refused.found)
    return _record_by_record(text, path, first_line, starts)


def _record_by_record(
    text: str, path: str, first_line: int, starts: list[int]
) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    items: list[Node] = []
    found: list[Diagnostic] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        builder = _Builder(path, first_line + text.count("\n", 0, start))
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

    def build(self, text: str) -> Node | None:
        """The tree; `_Refused` if the text cannot be read to its end."""
        self._refuse_overrides(text)
        try:
            for event in yaml.parse(text, Loader=_Loader):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise _Refused(self._syntax(error, text)) from None
        except yaml.YAMLError as error:
            raise _Refused(self._finding("yaml-syntax", _plain(str(error)), 1, 1)) from None
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
        if event.tag is not None and not event.implicit[0] and not event.implicit[1]:
            self._refuse_tag(event.tag, line, column)
        self._add(Scalar(event.value, line, column, event.style in (None, "")))

    def _begin_items(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=False)

    def _begin_table(self, event: Any, line: int, column: int) -> None:
        self._begin(event, line, column, is_table=True)

    def _begin(self, event: Any, line: int, column: int, *, is_table: bool) -> None:
        if event.tag is not None and not event.implicit:
            self._refuse_tag(event.tag, line, column)
        if len(self.stack) >= MAX_DEPTH:
            message = f"This is nested more than {MAX_DEPTH} levels deep."
            hint = "Look for a bracket that is never closed."
            raise _Refused(self._finding("yaml-nested-too-deep", message, line, column, hint))
        self.stack.append(_Open(line, column, is_table))

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
            raise _Refused(self._finding("yaml-syntax", "A key must be a word.", node.line, node.column))
        if node.text == "<<" and node.plain:
            self.found.append(self._no_alias("A merge (`<<`)", node.line, node.column))
        return node

    def _pair(self, inside: _Open, key: Scalar, value: Node) -> None:
        first = inside.entries.get(key.text)
        if first is None:
            inside.entries[key.text] = Entry(key, value)
            return
        self.found.append(
            self._finding(
                "duplicate-key",
                f"`{key.text}` is written twice; the first is on line {first.key.line}.",
                key.line,
                key.column,
                "Keep one of them, or begin a new record with `- ` where a second one was meant.",
            )
        )

    def _alias(self, _: Any, line: int, column: int) -> None:
        self._add(Scalar("", line, column))

    def _refuse_anchor(self, event: Any, line: int, column: int) -> None:
        kind = "An alias (`*`)" if isinstance(event, yaml.AliasEvent) else "An anchor (`&`)"
        self.found.append(self._no_alias(kind, line, column))

    def _no_alias(self, what: str, line: int, column: int) -> Diagnostic:
        hint = "Write the value out, or put it in quotes if the sign belongs to the text."
        return self._finding("yaml-alias", f"{what} is not read here.", line, column, hint)

    def _refuse_tag(self, tag: str, line: int, column: int) -> None:
        hint = "Remove it, or put the value in quotes if it belongs to the text."
        self.found.append(
            self._finding("yaml-tag", f"A tag (`{_tag_name(tag)}`) is not read here.", line, column, hint)
        )

    def _refuse_overrides(self, text: str) -> None:
        for match in _BIDI.finditer(text):
            line = text.count("\n", 0, match.start())
            column = match.start() - text.rfind("\n", 0, match.start())
            self.found.append(
                self._finding(
                    "bidi-control-character",
                    "An invisible character here turns the reading direction round.",
                    line + self.offset,
                    column,
                    "Delete the character and type the text again.",
                )
            )

    def _syntax(self, error: yaml.MarkedYAMLError, text: str) -> Diagnostic:
        mark = error.problem_mark or error.context_mark
        problem = f"{error.context or ''} {error.problem or ''}"
        if error.context_mark and any(part in problem for part in _NEVER_CLOSED):
            mark = error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        message, hint = _in_plain_words(error, text, line)
        return self._finding("yaml-syntax", message, line + self.offset, column + 1, hint)

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

# What is told where it opens, not where the text ran out.
_NEVER_CLOSED = ("quoted scalar", "did not find expected ',' or")
# libyaml's words → ours. The first part of the problem that matches wins.
_WORDS = (
    ("mapping values are not allowed", "A second `: ` stands in this line.",
     "Put the value in quotes: `key: \"value: with a colon\"`."),
    ("cannot start any token", "This character cannot begin a value.",
     "Put the value in quotes, and indent with spaces, never with tabs."),
    ("while scanning a quoted scalar", "A quotation mark opens here and is never closed.",
     "Close it with the same kind of mark."),
    ("unexpected end of stream", "A quotation mark opens and is never closed.",
     "Close it with the same kind of mark."),
    ("could not find expected ':'", "A `:` is missing after a key.",
     "Write `key: value`, with a space behind the colon."),
    ("did not find expected key", "The indentation does not fit the lines above.",
     "Give all keys of one record the same number of spaces."),
    ("did not find expected '-' indicator", "The indentation does not fit the list above.",
     "Begin each record with `- ` in the same column, its keys two spaces further."),
    ("did not find expected ',' or", "A bracket opens and is never closed.",
     "Close the list with `]` or the group with `}`."),
    ("control characters are not allowed", "An invisible control character stands here.",
     "Delete the character and type the text again."),
)  # fmt: skip


def _in_plain_words(error: yaml.MarkedYAMLError, text: str, line: int) -> tuple[str, str]:
    problem = f"{error.context or ''} {error.problem or ''}"
    written = text.split("\n")[line : line + 1]
    indent = written[0][: len(written[0]) - len(written[0].lstrip())] if written else ""
    if "\t" in indent or ("cannot start any token" in problem and "\t" in "".join(written)):
        return "A tab stands where spaces belong.", "YAML is indented with spaces: replace each tab by two."
    for part, message, hint in _WORDS:
        if part in problem:
            return message, hint
    return (
        f"This cannot be read as YAML: {_plain(problem)}.",
        "Compare with the lines above: spaces, colons, quotation marks.",
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _tag_name(tag: str) -> str:
    return "!!" + tag.rsplit(":", 1)[-1] if tag.startswith("tag:yaml.org") else tag
