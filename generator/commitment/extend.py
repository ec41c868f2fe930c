"""Terms that extend shipped ones: everything is taken from those but what the file says otherwise."""

from __future__ import annotations

from generator.core.messages import Message
from generator.reading.convert import Converter
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

# What a file always says itself: who it is, and its own examples.
_NOT_TAKEN = frozenset({"name", "title", "tests", "extends", "without"})
_LISTS = ("programmes", "requirements", "obligations")
# Keys that say what the others of their group mean: with another value nothing of the group is taken.
_SENSES = ("kind", "mode")


def extended(own: MappingNode, base: MappingNode, convert: Converter) -> MappingNode:
    """The tree of `own` with everything from `base` that it does not say otherwise.

    Groups are merged key by key, and lists whose entries have an `id` entry by entry; any other value of
    `own` takes the place of the one in `base`. `without` leaves out what has one of its ids, wherever it is
    named. Whatever comes from `base` stands at the line of `extends`.
    """
    unwanted = _unwanted(own, base, convert)
    taken = {key: entry for key, entry in base.entries.items() if key not in _NOT_TAKEN}
    left = _without(MappingNode(taken, base.line, base.column), unwanted)
    return _merged(own, left, own.entries["extends"].value)


def _unwanted(own: MappingNode, base: MappingNode, convert: Converter) -> frozenset[str]:
    """The ids below `without`; one that `base` does not have is an error."""
    entry = own.entries.get("without")
    if entry is None or not isinstance(entry.value, SequenceNode):
        return frozenset()  # another shape is reported when the file is converted
    known = [name for key in _LISTS if key in base.entries for name in _ids(base.entries[key].value)]
    ids = [item for item in entry.value.items if isinstance(item, ScalarNode)]
    for item in ids:
        if item.text not in known:
            convert.error(Message("commitment-unsound.without", name=item.text, known=tuple(known)), item)
    return frozenset(item.text for item in ids)


def _without(base: MappingNode, unwanted: frozenset[str]) -> MappingNode:
    """The terms without what has one of these ids, and without the levels and lists that name it."""

    def left(node: Node) -> Node:
        if isinstance(node, SequenceNode):
            kept = (item for item in node.items if _name(item) not in unwanted)
            return SequenceNode(tuple(left(item) for item in kept), node.line, node.column)
        if isinstance(node, MappingNode):
            kept_keys = {key: entry for key, entry in node.entries.items() if key not in unwanted}
            entries = {key: Entry(entry.key, left(entry.value)) for key, entry in kept_keys.items()}
            return MappingNode(entries, node.line, node.column, node.recovered)
        return node

    entries = {
        key: Entry(entry.key, left(entry.value) if key in (*_LISTS, "standing") else entry.value)
        for key, entry in base.entries.items()
    }
    return MappingNode(entries, base.line, base.column)


def _name(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else _text(node, "id")


def _merged(own: MappingNode, base: MappingNode, place: Node) -> MappingNode:
    if any(_text(own, key) not in ("", _text(base, key)) for key in _SENSES):
        return own
    entries = {
        key: Entry(_moved_scalar(entry.key, place), _moved(entry.value, place))
        for key, entry in base.entries.items()
    }
    for key, entry in own.entries.items():
        below = base.entries.get(key)
        entries[key] = Entry(entry.key, _value(entry.value, below.value, place)) if below else entry
    return MappingNode(entries, own.line, own.column, own.recovered)


def _value(own: Node, base: Node, place: Node) -> Node:
    if isinstance(own, MappingNode) and isinstance(base, MappingNode):
        return _merged(own, base, place)
    if not (isinstance(own, SequenceNode) and isinstance(base, SequenceNode)):
        return own
    has_ids = own.items and all(_ids(own)) and all(_ids(base))
    return _merged_lists(own, base, place) if has_ids else own


def _merged_lists(own: SequenceNode, base: SequenceNode, place: Node) -> SequenceNode:
    """The entries of `base` in their order, with what `own` changes in them, then the new ones."""
    mine = {_text(item, "id"): item for item in own.items}
    items = [
        _value(mine[name], item, place) if name in mine else _moved(item, place)
        for name, item in zip(_ids(base), base.items, strict=True)
    ]
    known = {*_ids(base)}
    seen: set[str] = set()
    for name, item in zip(_ids(own), own.items, strict=True):
        if name not in known or name in seen:
            items.append(item)  # a second one of the same id is reported when the terms are checked
        seen.add(name)
    return SequenceNode(tuple(items), own.line, own.column)


def _ids(node: Node) -> list[str]:
    return [_text(item, "id") for item in node.items] if isinstance(node, SequenceNode) else []


def _text(node: Node, key: str) -> str:
    """The text at a key of a group; empty if there is none."""
    entry = node.entries.get(key) if isinstance(node, MappingNode) else None
    return entry.value.text.strip() if entry and isinstance(entry.value, ScalarNode) else ""


def _moved(node: Node, place: Node) -> Node:
    """The node as if it stood at `place`."""
    if isinstance(node, ScalarNode):
        return _moved_scalar(node, place)
    if isinstance(node, SequenceNode):
        return SequenceNode(tuple(_moved(item, place) for item in node.items), place.line, place.column)
    entries = {
        key: Entry(_moved_scalar(entry.key, place), _moved(entry.value, place))
        for key, entry in node.entries.items()
    }
    return MappingNode(entries, place.line, place.column, node.recovered)


def _moved_scalar(node: ScalarNode, place: Node) -> ScalarNode:
    return ScalarNode(node.text, place.line, place.column, node.plain, node.unreadable)
