"""Positioned trees: what YAML becomes before anybody asks what it means."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from generator.core.messages import Message


class ScalarNode(Struct, frozen=True):
    """A piece of text.

    `plain` is False where it was quoted or a block: then it is text on purpose. `lost` is True where
    something stood that could not be read, and has been told.
    """

    text: str
    line: int
    column: int
    plain: bool = True
    unreadable: bool = False

    @property
    def is_blank(self) -> bool:
        """Nothing written: `key:` or `key: ~`."""
        return self.plain and self.text in ("", "~")


class SequenceNode(Struct, frozen=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int


class MappingNode(Struct, frozen=True):
    """A mapping, its keys in the order they were written.

    `doubtful` is True where a slip in the syntax had to be taken out first: it is good for telling
    what else is wrong, and for nothing more.
    """

    entries: Mapping[str, Entry]
    line: int
    column: int
    recovered: bool = False


class Entry(Struct, frozen=True):
    """A key and its value."""

    key: ScalarNode
    value: Node


Node = ScalarNode | SequenceNode | MappingNode


def describe_shape(node: Node) -> Message:
    """What a node is, in the manual's words."""
    if isinstance(node, MappingNode):
        return Message("value-of-wrong-shape.a-group")
    return Message(
        "value-of-wrong-shape.a-list" if isinstance(node, SequenceNode) else "value-of-wrong-shape.a-text"
    )
