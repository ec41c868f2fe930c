"""Tree → struct, key by key, so that all that is wrong with a record is told at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, Location, diagnostic
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
    plan_of,
)
from generator.reading.scalars import is_link
from generator.source.files import read_text
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode, shape_of
from generator.source.yaml_tree import parse_yaml

S = TypeVar("S", bound=Struct)
LONGEST_SLIP = 40


class _Unread:
    """The value of a key that was written and could not be read."""


UNREAD = _Unread()


class Expected(NamedTuple):
    """What is told where a file is no group of keys. `{is_now}` in the text is what it is instead."""

    text: str
    may_be_empty: bool = False


class Converter:
    """Reads the trees of one file. Findings gather in `found`."""

    def __init__(self, path: str, zone: dt.tzinfo) -> None:
        self.path = path
        self.zone = zone
        self.diagnostics: list[Diagnostic] = []

    def error(self, text: str | Message, node: Node, /, **params: Value) -> None:
        """Note an error at `node`: a text of the table with its parameters, or a message."""
        message = Message(text, **params) if isinstance(text, str) else text
        self.diagnostics.append(diagnostic(message, Location(self.path, node.line, node.column)))

    def record(
        self, table: MappingNode, kind: type[S], extra: Mapping[str, object] | None = None
    ) -> S | None:
        """A record from `table`, or None if a key it cannot do without is missing or unreadable.

        `extra` gives the derived fields that no key sets. A key that is not required and cannot be
        read is told and left at its default. Of a doubtful table the findings are all there is.
        """
        record = self._struct(table, kind, dict(extra or {}))
        return None if table.doubtful else record

    def _struct(self, table: MappingNode, kind: type[S], values: dict[str, object]) -> S | None:
        plan = plan_of(kind)
        spots: dict[str, tuple[int, int]] = {}
        empty: dict[str, Node] = {}
        for name, entry in table.entries.items():
            key = plan.get(name)
            if key is None:
                self.unknown_key(entry.key, tuple(plan))
                continue
            value = self._value(entry.value, key)
            if value is None:
                empty[key.field] = entry.value
                continue
            spots[key.field] = (entry.value.line, entry.value.column)
            if isinstance(entry.value, MappingNode):
                spots.update(_below(entry.value, f"{key.field}."))
            if value is not UNREAD:
                values[key.field] = value
            elif key.required:
                values[key.field] = UNREAD
        if not self._complete(table, plan, values, empty):
            return None
        if issubclass(kind, Record):
            values["origin"] = Origin(self.path, table.line, table.column, spots)
        return kind(**values)

    def _complete(
        self,
        table: MappingNode,
        plan: Mapping[str, Key],
        values: Mapping[str, object],
        empty: Mapping[str, Node],
    ) -> bool:
        complete = True
        for key in plan.values():
            if not key.required:
                continue
            if key.field in empty:
                self.error("missing-key.empty", empty[key.field], key=key.name)
            elif key.field not in values and table.doubtful:
                pass  # the slip may have swallowed it
            elif key.field not in values:
                self.error("missing-key.missing", table, key=key.name)
            elif values[key.field] is not UNREAD:
                continue
            complete = False
        return complete

    def _value(self, node: Node, key: Key) -> object:
        """The value, None where nothing is written, `UNREAD` where it cannot be read."""
        if isinstance(node, ScalarNode):
            if node.lost:
                return UNREAD
            is_text = isinstance(key.shape, Text) and key.shape.is_text
            if node.is_blank or not (is_text or node.text.strip()):
                return None
            # `null` is nothing, except where text is asked for: somebody may be called Null.
            if node.plain and node.text == "null" and not is_text:
                return None
        return self._shaped(node, key.shape, key.name)

    def _shaped(self, node: Node, shape: Shape, name: str) -> object:
        return _READ[type(shape)](self, node, shape, name)

    def _text(self, node: Node, shape: Text, name: str) -> object:
        if not isinstance(node, ScalarNode):
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-text")
        value = shape.read(node.text if shape.is_text else node.text.strip(), self.zone)
        if isinstance(value, Message):
            self.error(value, node)
            return UNREAD
        return value

    def _word(self, node: Node, shape: Choice, name: str) -> object:
        if not isinstance(node, ScalarNode):
            return self._wrong_shape(node, name, "value-of-wrong-shape.one-word")
        if node.text.strip() in shape.words:
            return node.text.strip()
        hint = did_you_mean(node.text, shape.words) or Message("unknown-word.choices", words=shape.words)
        self.error("unknown-word.of-key", node, key=name, word=node.text, hint=hint)
        return UNREAD

    def _many(self, node: Node, shape: ListOf, name: str) -> object:
        if not isinstance(node, SequenceNode):
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-list", _as_list(node))
        values = [self._shaped(item, shape.of, name) for item in node.items if not _blank(item)]
        read = tuple(value for value in values if value is not UNREAD)
        return read if read or not values else UNREAD

    def _group(self, node: Node, shape: Group, name: str) -> object:
        if not isinstance(node, MappingNode):
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-group")
        made = self._struct(node, shape.type, {})
        return UNREAD if made is None else made

    def _pairs(self, node: Node, shape: MapOf, name: str) -> object:
        if not isinstance(node, MappingNode):
            return self._wrong_shape(node, name, "value-of-wrong-shape.a-group")
        values = {key: self._shaped(entry.value, shape.of, key) for key, entry in node.entries.items()}
        return {key: value for key, value in values.items() if value is not UNREAD}

    def _proof(self, node: Node, _: EvidenceField, name: str) -> object:
        if isinstance(node, ScalarNode):
            if is_link(node.text):
                return Evidence(link=node.text)
            return Evidence(path=node.text)
        if isinstance(node, MappingNode) and "path" in node.entries:
            evidence = self._struct(node, Evidence, {})
            return UNREAD if evidence is None else evidence
        return self._wrong_shape(node, name, "value-of-wrong-shape.evidence")

    def _either(self, node: Node, shape: Either, name: str) -> object:
        return self._shaped(node, shape.group if isinstance(node, MappingNode) else shape.many, name)

    def _wrong_shape(self, node: Node, name: str, shape: str, hint: Message | None = None) -> object:
        wanted = Message(shape)
        hint = hint or Message("value-of-wrong-shape.write-it", wanted=wanted, key=name)
        self.error(
            "value-of-wrong-shape.of-key", node, key=name, wanted=wanted, is_now=shape_of(node), hint=hint
        )
        return UNREAD

    def unknown_key(self, key: ScalarNode, names: tuple[str, ...]) -> None:
        """Note a key that is none of `names`."""
        hint = did_you_mean(key.text, names) or Message("unknown-key.known", keys=tuple(sorted(names)))
        if key.text.startswith("-"):
            word = quote(key.text.lstrip("-").lstrip()).strip("`")
            hint = Message("unknown-key.dash-without-space", word=word)
        self.error("unknown-key.here", key, key=key.text, hint=hint)


_READ: dict[type, Callable[[Converter, Node, Any, str], object]] = {
    Text: Converter._text,
    Choice: Converter._word,
    ListOf: Converter._many,
    Group: Converter._group,
    MapOf: Converter._pairs,
    EvidenceField: Converter._proof,
    Either: Converter._either,
}


def _as_list(node: Node) -> Message:
    """How what was written would look as a list."""
    if not isinstance(node, ScalarNode):
        return Message("value-of-wrong-shape.as-entries")
    short = node.text.strip()
    if len(short) > LONGEST_SLIP or any(sign in short for sign in ",[]{}#\"'\n"):
        return Message("value-of-wrong-shape.in-brackets-and-quotes")
    return Message("value-of-wrong-shape.in-brackets", entry=short)


def _blank(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_blank


def _below(table: MappingNode, prefix: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the values of nested keys stand, by their dotted names."""
    for name, entry in table.entries.items():
        yield prefix + name, (entry.value.line, entry.value.column)
        if isinstance(entry.value, MappingNode):
            yield from _below(entry.value, f"{prefix}{name}.")


def read_mapping(
    root: Path, path: str, max_kb: int, zone: dt.tzinfo, expected: Expected
) -> tuple[MappingNode | None, Converter]:
    """The group of keys that the YAML file at `path` is, and a converter that has what is wrong so far.

    The group is None where the file cannot be read or is something else.
    """
    file, diagnostics = read_text(root, path, max_kb)
    if file is not None:
        return mapping_in(file.text, path, zone, expected)
    convert = Converter(path, zone)
    convert.diagnostics.extend(diagnostics)
    return None, convert


def mapping_in(
    text: str, path: str, zone: dt.tzinfo, expected: Expected
) -> tuple[MappingNode | None, Converter]:
    """The same for the text of a file."""
    tree, diagnostics = parse_yaml(text, path)
    convert = Converter(path, zone)
    convert.diagnostics.extend(diagnostics)
    if isinstance(tree, MappingNode):
        return tree, convert
    if tree is not None or not (diagnostics or expected.may_be_empty):
        node = tree or ScalarNode("", 1, 1)
        says_shape = "{is_now}" in templates(expected.text)[0]
        convert.error(expected.text, node, **({"is_now": shape_of(node)} if says_shape else {}))
    return None, convert
