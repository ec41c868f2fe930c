"""Convert trees to structs, key by key, so that one run reports all mistakes of a record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message, Value, did_you_mean, templates
from generator.core.text import quote
from generator.model.fields import Evidence
from generator.model.origin import Origin, Record
from generator.reading.fields import (
    Choice,
    Either,
    EvidenceField,
    Group,
    Key,
    ListOf,
    MapOf,
    Shape,
    Text,
    keys_of,
)
from generator.reading.foreign_keys import foreign_key_hint
from generator.reading.scalars import is_link, read_url
from generator.source.files import read_text
from generator.source.quoting import MAX_LINE, entry_line, format_scalar
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode, describe_shape
from generator.source.yaml_tree import parse_yaml

S = TypeVar("S", bound=Struct)


class _Invalid:
    """The value of a key whose text could not be read."""


INVALID = _Invalid()


class Expected(NamedTuple):
    """The message if a file is not a mapping. `{is_now}` in the text is what it is instead."""

    text: str
    may_be_empty: bool = False


class Converter:
    """Converts the trees of one file and collects the findings in `diagnostics`."""

    def __init__(self, path: str, zone: dt.tzinfo) -> None:
        self.path = path
        self.zone = zone
        self.diagnostics: list[Diagnostic] = []
        self._whole: type[Struct] | None = None

    def error(self, text: str | Message, node: Node, /, **params: Value) -> None:
        """Add an error at `node`: a key of the message table with its parameters, or a message."""
        message = Message(text, **params) if isinstance(text, str) else text
        self.diagnostics.append(diagnostic(message, Location(self.path, node.line, node.column)))

    def warning(self, text: str, node: Node, /, **params: Value) -> None:
        """Add a warning at `node`."""
        place = Location(self.path, node.line, node.column)
        self.diagnostics.append(diagnostic(Message(text, **params), place, Severity.WARNING))

    def record(
        self, table: MappingNode, kind: type[S], extra: Mapping[str, object] | None = None
    ) -> S | None:
        """Convert `table`; None if a required key is missing or unreadable, or the table is recovered.

        `extra` has the derived fields, which no key sets. An optional key that cannot be read is reported and
        keeps its default.
        """
        self._whole = kind
        record = self._struct(table, kind, dict(extra or {}))
        return None if table.recovered else record

    def _struct(self, table: MappingNode, kind: type[S], values: dict[str, object]) -> S | None:
        keys = keys_of(kind)
        positions: dict[str, tuple[int, int]] = {}
        empty: dict[str, Node] = {}
        for name, entry in table.entries.items():
            key = keys.get(name)
            if key is None:
                self.unknown_key(entry, tuple(keys), table)
                continue
            value = self._value(entry.value, key)
            if value is None:
                empty[key.field] = entry.value
                if not key.required:
                    self._check_empty(entry.value, key.shape, name)
                continue
            positions[key.field] = (entry.value.line, entry.value.column)
            if isinstance(entry.value, MappingNode):
                positions.update(_nested_positions(entry.value, f"{key.field}."))
            if value is not INVALID:
                values[key.field] = value
            elif key.required:
                values[key.field] = INVALID
        if not self._complete(table, keys, values, empty):
            return None
        if issubclass(kind, Record):
            values["origin"] = Origin(self.path, table.line, table.column, positions)
        return kind(**values)

    def _complete(
        self,
        table: MappingNode,
        keys: Mapping[str, Key],
        values: Mapping[str, object],
        empty: Mapping[str, Node],
    ) -> bool:
        complete = True
        for key in keys.values():
            if not key.required:
                continue
            if key.field in empty:
                self._report_empty(empty[key.field], key)
            elif key.field not in values and table.recovered:
                pass  # the syntax error may have swallowed it
            elif key.field not in values:
                self.error("missing-key.missing", table, key=key.name)
            elif values[key.field] is not INVALID:
                continue
            complete = False
        return complete

    def _report_empty(self, node: Node, key: Key) -> None:
        comment = node.comment if isinstance(node, ScalarNode) else ""
        if _is_text(key.shape) and _HASH_WORD.match(comment):
            self.error("missing-key.comment", node, key=key.name, line=entry_line(key.name, comment.strip()))
        else:
            self.error("missing-key.empty", node, key=key.name)

    def _check_empty(self, node: Node, shape: Shape, name: str) -> None:
        """Report a text that is a comment for YAML (`- #python`), unless it looks like one."""
        comment = node.comment if isinstance(node, ScalarNode) else ""
        if not _HASH_WORD.match(comment):
            return
        if _is_text(shape):
            self.warning("yaml-text-lost.hash-first", node, line=entry_line(name, comment.strip()))
        elif isinstance(shape, ListOf) and _is_text(shape.of):
            entries = ", ".join(format_scalar(word, in_brackets=True) for word in comment.split())
            self.warning("yaml-text-lost.hash-first", node, line=f"{name}: [{entries}]")

    def _value(self, node: Node, key: Key) -> object:
        """The value; None if there is none, `INVALID` if it cannot be read."""
        if isinstance(node, ScalarNode):
            if node.unreadable:
                return INVALID
            is_text = isinstance(key.shape, Text) and key.shape.is_text
            if node.is_blank or not (is_text or node.text.strip()):
                return None
            # `null` means no value, except for text: somebody may be called Null.
            if node.plain and node.text == "null" and not is_text:
                return None
        return self._convert(node, key.shape, key.name)

    def _convert(self, node: Node, shape: Shape, name: str) -> object:
        return _CONVERTERS[type(shape)](self, node, shape, name)

    def _text(self, node: Node, shape: Text, name: str) -> object:
        if not isinstance(node, ScalarNode):
            hint = _without_brackets(node, shape, name)
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-text", hint)
        value = shape.read(node.text if shape.is_text else node.text.strip(), self.zone)
        if isinstance(value, Message):
            self.error(value, node)
            return INVALID
        if shape.is_text and _is_lost(node.comment):
            line = entry_line(name, f"{node.text} {node.comment.strip()}")
            self.warning("yaml-text-lost.hash", node, left=node.text, line=line)
        return value

    def _choice(self, node: Node, shape: Choice, name: str) -> object:
        if not isinstance(node, ScalarNode):
            hint = _without_brackets(node, shape, name)
            return self._wrong_shape(node, name, "value-of-wrong-shape.one-word", hint)
        if node.text.strip() in shape.words:
            return node.text.strip()
        hint = did_you_mean(node.text, shape.words) or Message("unknown-word.choices", words=shape.words)
        self.error("unknown-word.of-key", node, key=name, word=node.text, hint=hint)
        return INVALID

    def _list(self, node: Node, shape: ListOf, name: str) -> object:
        if not isinstance(node, SequenceNode):
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-list", _list_hint(node, shape))
        for item in node.items:
            if _is_blank(item):
                self._check_empty(item, shape.of, "-")
        items = [item for item in node.items if not _is_blank(item)]
        if isinstance(shape.of, Group):
            values = [self._entry(item, shape.of, name) for item in items]
        else:
            values = [self._convert(item, shape.of, name) for item in items]
        read = tuple(value for value in values if value is not INVALID)
        return read if read or not values else INVALID

    def _entry(self, node: Node, shape: Group, name: str) -> object:
        """One of a list of groups: where it is none, the hint shows how to begin it."""
        if isinstance(node, MappingNode):
            return self._group(node, shape, name)
        first, text = _first_key(node, shape)
        is_now = describe_shape(node)
        others = tuple(key.name for key in keys_of(shape.type).values() if key.required and key.name != first)
        key = "value-of-wrong-shape.entry-with" if others else "value-of-wrong-shape.entry"
        more = {"others": tuple(f"{other}: …" for other in others)} if others else {}
        self.error(key, node, key=name, is_now=is_now, first=first, text=text, **more)
        return INVALID

    def _group(self, node: Node, shape: Group, name: str) -> object:
        if not isinstance(node, MappingNode):
            hint = Message("value-of-wrong-shape.as-keys", key=name)
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-group", hint)
        struct = self._struct(node, shape.type, {})
        return INVALID if struct is None else struct

    def _map(self, node: Node, shape: MapOf, name: str) -> object:
        if not isinstance(node, MappingNode):
            hint = Message("value-of-wrong-shape.as-keys", key=name)
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-group", hint)
        values = {key: self._convert(entry.value, shape.of, key) for key, entry in node.entries.items()}
        return {key: value for key, value in values.items() if value is not INVALID}

    def _evidence(self, node: Node, _: EvidenceField, name: str) -> object:
        if isinstance(node, ScalarNode):
            if is_link(node.text):
                return Evidence(link=node.text)
            return Evidence(path=node.text)
        if isinstance(node, MappingNode) and "path" in node.entries:
            evidence = self._struct(node, Evidence, {})
            return INVALID if evidence is None else evidence
        return self._wrong_shape(node, name, "value-of-wrong-shape.evidence")

    def _either(self, node: Node, shape: Either, name: str) -> object:
        return self._convert(node, shape.group if isinstance(node, MappingNode) else shape.many, name)

    def _wrong_shape(self, node: Node, name: str, shape: str, hint: Message | None = None) -> object:
        wanted = Message(shape)
        hint = hint or Message("value-of-wrong-shape.write-it", wanted=wanted, key=name)
        self.error(
            "value-of-wrong-shape.of-key",
            node,
            key=name,
            wanted=wanted,
            is_now=describe_shape(node),
            hint=hint,
        )
        return INVALID

    def unknown_key(self, entry: Entry, names: tuple[str, ...], table: MappingNode) -> None:
        """Add an error for a key of `table` that is not one of `names`."""
        key = entry.key
        hint = self._unknown_key_hint(entry, names, table)
        self.error("unknown-key.here", key, key=key.text, hint=hint)

    def _unknown_key_hint(self, entry: Entry, names: tuple[str, ...], table: MappingNode) -> Message:
        text = entry.key.text
        if text.startswith("-"):
            word = quote(text.lstrip("-").lstrip()).strip("`")
            return Message("unknown-key.dash-without-space", word=word)
        if table.flow and isinstance(entry.value, ScalarNode) and entry.value.is_blank:
            return Message("unknown-key.in-braces")
        exact = next((name for name in names if name.casefold() == text.strip().casefold()), None)
        if exact is None and (foreign := foreign_key_hint(text, entry.value, names, table.entries)):
            return foreign
        if exact is None and (elsewhere := self._elsewhere(text.strip().casefold(), names)):
            return elsewhere
        return did_you_mean(text, names) or Message("unknown-key.known", keys=tuple(sorted(names)))

    def _elsewhere(self, name: str, names: tuple[str, ...]) -> Message | None:
        """Where a key belongs that another part of the same record has."""
        keys = keys_of(self._whole) if self._whole else {}
        if tuple(keys) != names and name in keys:
            return Message("unknown-key.at-the-top", key=name)
        groups = tuple(
            key.name
            for key in keys.values()
            if isinstance(key.shape, Group)
            and name in (inner := keys_of(key.shape.type))
            and tuple(inner) != names
        )
        return Message("unknown-key.below", groups=groups) if groups else None


_CONVERTERS: dict[type, Callable[[Converter, Node, Any, str], object]] = {
    Text: Converter._text,
    Choice: Converter._choice,
    ListOf: Converter._list,
    Group: Converter._group,
    MapOf: Converter._map,
    EvidenceField: Converter._evidence,
    Either: Converter._either,
}


_HASH_WORD = re.compile(r"\s*#[^\s#!]")
_COMMENT = re.compile(r"\s{2,}#+(?:\s|$)")


def _is_lost(comment: str) -> bool:
    """Whether a comment behind a text may be its end: ` #1`, and ` # more` after a single space."""
    return bool(comment) and _COMMENT.match(comment) is None


def _is_text(shape: Shape) -> bool:
    return isinstance(shape, Text) and shape.is_text


def _list_hint(node: Node, shape: ListOf) -> Message:
    """Show how to write the value as a list."""
    if isinstance(node, MappingNode):
        words = [key for key, entry in node.entries.items() if _is_blank(entry.value)]
        if node.flow and len(words) == len(node.entries) and not isinstance(shape.of, Group):
            entries = ", ".join(format_scalar(word, in_brackets=True) for word in words)
            return Message("value-of-wrong-shape.in-brackets", entry=entries)
        first = next(iter(node.entries.values()), None)
        if isinstance(shape.of, Group) and first is not None and isinstance(first.value, ScalarNode):
            line = f"- {entry_line(first.key.text, first.value.text)}"
            return Message("value-of-wrong-shape.as-entry", line=line)
        return Message("value-of-wrong-shape.as-entries")
    text = node.text.strip() if isinstance(node, ScalarNode) else ""
    if isinstance(shape.of, Group) and text:
        first_name, shown = _first_key(node, shape.of)
        return Message("value-of-wrong-shape.as-entry", line=f"- {first_name}: {shown}")
    parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
    if text.startswith("#") and "," not in text:
        parts = text.split()
    entries = ", ".join(format_scalar(part, in_brackets=True) for part in parts)
    if not parts or "\n" in text or len(entries) > MAX_LINE:
        return Message("value-of-wrong-shape.in-brackets-and-quotes")
    return Message("value-of-wrong-shape.in-brackets", entry=entries)


def _first_key(node: Node, group: Group) -> tuple[str, str]:
    """The key that a text most likely is the value of, and the text: a link is that of an address."""
    keys = keys_of(group.type)
    first = next(iter(keys))
    text = node.text.strip() if isinstance(node, ScalarNode) else ""
    if is_link(text):
        first = next(
            (key.name for key in keys.values() if getattr(key.shape, "read", None) is read_url), first
        )
    return first, format_scalar(text) if 0 < len(text) <= MAX_LINE else "…"


def _without_brackets(node: Node, shape: Text | Choice, name: str) -> Message | None:
    """How to write a value that stands in brackets: text in quotes, all else without the brackets."""
    text = _as_text(node)
    if text is None:
        return None
    if _is_text(shape):
        return Message("value-of-wrong-shape.in-quotes", line=entry_line(name, text))
    return Message("value-of-wrong-shape.without-brackets", line=f"{name}: {text[1:-1]}")


def _as_text(node: Node) -> str | None:
    """The text of a list or group in brackets that holds nothing but words: `[Draft]`, `{name}`."""
    if isinstance(node, SequenceNode) and node.flow and node.items:
        words = [item.text for item in node.items if isinstance(item, ScalarNode)]
        return f"[{', '.join(words)}]" if len(words) == len(node.items) else None
    if isinstance(node, MappingNode) and node.flow and node.entries:
        blank = all(_is_blank(entry.value) for entry in node.entries.values())
        return f"{{{', '.join(node.entries)}}}" if blank else None
    return None


def _is_blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_blank


def _nested_positions(table: MappingNode, prefix: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The positions of nested values, by dotted key."""
    for name, entry in table.entries.items():
        yield prefix + name, (entry.value.line, entry.value.column)
        if isinstance(entry.value, MappingNode):
            yield from _nested_positions(entry.value, f"{prefix}{name}.")


def read_mapping(
    root: Path, path: str, max_kb: int, zone: dt.tzinfo, expected: Expected
) -> tuple[MappingNode | None, Converter]:
    """Read a YAML file that should be a mapping; None if it cannot be read or is something else.

    The converter has the findings so far.
    """
    file, diagnostics = read_text(root, path, max_kb)
    if file is not None:
        return parse_mapping(file.text, path, zone, expected)
    convert = Converter(path, zone)
    convert.diagnostics.extend(diagnostics)
    return None, convert


def parse_mapping(
    text: str, path: str, zone: dt.tzinfo, expected: Expected
) -> tuple[MappingNode | None, Converter]:
    """Like `read_mapping`, for the text of a file."""
    tree, diagnostics = parse_yaml(text, path)
    convert = Converter(path, zone)
    convert.diagnostics.extend(diagnostics)
    if isinstance(tree, MappingNode):
        return tree, convert
    if tree is not None or not (diagnostics or expected.may_be_empty):
        node = tree or ScalarNode("", 1, 1)
        says_shape = "{is_now}" in templates(expected.text)[0]
        convert.error(expected.text, node, **({"is_now": describe_shape(node)} if says_shape else {}))
    return None, convert
