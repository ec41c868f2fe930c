"""Positioned trees: parsed YAML, not yet interpreted. Lines and columns are 1-based."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.core.messages import Message


class ScalarNode(Struct, frozen=True):
    """A scalar.

    `plain` is False if it was quoted or a block: then it is text on purpose. `unreadable`: there was a
    value, which could not be read and has been reported. `comment` is what stands behind it on its line from
    the spaces before a `#` on.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    unreadable: bool = False
    comment: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the value is missing: `key:` or `key: ~`."""
        return self.plain and self.text in ("", "~")


class SequenceNode(Struct, frozen=True):
    """A list of nodes, in brackets if it is `flow`."""

    items: tuple[Node, ...]
    line: int
    column: int
    flow: bool = False


class MappingNode(Struct, frozen=True):
    """A mapping, its keys in the order they were written.

    `recovered`: a syntax error had to be removed first, so that it is good for finding other mistakes and
    for nothing else. `flow`: it is written in braces.
    """

    entries: Mapping[str, Entry]
    line: int
    column: int
    recovered: bool = False
    flow: bool = False


class Entry(Struct, frozen=True):
    """A key and its value."""

    key: ScalarNode
    value: Node


Node = ScalarNode | SequenceNode | MappingNode


def describe_shape(node: Node) -> Message:
    """What a node is, in the terms of the manual."""
    if isinstance(node, MappingNode):
        return Message("value-of-wrong-shape.a-group")
    return Message(
        "value-of-wrong-shape.a-list" if isinstance(node, SequenceNode) else "value-of-wrong-shape.a-text"
    )
