"""Read the coach's file, content/private/coach-decisions.yaml."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generator.core.diagnostics import Diagnostic, has_errors
from generator.model.calendar import week_from_name
from generator.model.decision import Decision, Pause, WeekRange
from generator.model.kinds import KIND, Unreadable
from generator.model.origin import Record
from generator.reading.convert import Converter, Expected, parse_mapping, read_mapping
from generator.source.files import path_exists
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode, describe_shape

PATH = KIND["decisions"].path
_EXPECTED = Expected("value-of-wrong-shape.decisions", may_be_empty=True)
MAX_PAUSE_DAYS = 366
MAX_WEEKS = 120

R = TypeVar("R", bound=Record)


class ReadDecisions(Struct, frozen=True):
    """Decisions and pauses in file order, and the graduate they are for."""

    decisions: tuple[Decision, ...] = ()
    pauses: tuple[Pause, ...] = ()
    graduate: str | None = None
    unreadable: tuple[Unreadable, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_decisions(root: Path, zone: dt.tzinfo, max_kb: int) -> ReadDecisions:
    """Read the coach's file; a missing one is empty.

    A decision that cannot be read is dropped. A file that cannot be read at all is `unreadable`: then it is
    unknown which weeks it is about.
    """
    if not path_exists(root, PATH):
        return ReadDecisions()
    return _convert(*read_mapping(root, PATH, max_kb, zone, _EXPECTED))


def parse_decisions(text: str, zone: dt.tzinfo) -> ReadDecisions:
    """Parse the text of the coach's file."""
    return _convert(*parse_mapping(text, PATH, zone, _EXPECTED))


def _convert(tree: MappingNode | None, convert: Converter) -> ReadDecisions:
    unreadable = (Unreadable("decisions"),) if has_errors(convert.diagnostics) else ()
    if tree is None:
        return ReadDecisions(unreadable=unreadable, diagnostics=tuple(convert.diagnostics))
    lists = {key: _list_at(tree, key, convert) for key in ("decisions", "pauses")}
    if None in lists.values():
        unreadable = (Unreadable("decisions"),)
    decisions = _read_all(lists["decisions"], Decision, convert)
    pauses = _read_all(lists["pauses"], Pause, convert)
    return ReadDecisions(
        decisions=tuple(decision for decision in decisions if _is_valid(decision, convert)),
        pauses=tuple(pause for pause in pauses if _is_valid_pause(pause, convert)),
        graduate=_graduate(tree, convert),
        unreadable=unreadable,
        diagnostics=tuple(convert.diagnostics),
    )


def _list_at(tree: MappingNode, key: str, convert: Converter) -> tuple[Node, ...] | None:
    """The list at `key`, empty if there is none; None if the value is not a list."""
    entry = tree.entries.get(key)
    if entry is None or (isinstance(entry.value, ScalarNode) and entry.value.is_blank):
        return ()
    if not isinstance(entry.value, SequenceNode):
        convert.error(
            "value-of-wrong-shape.list-of-decisions", entry.value, key=key, is_now=describe_shape(entry.value)
        )
        return None
    return entry.value.items


def _read_all(items: tuple[Node, ...] | None, kind: type[R], convert: Converter) -> list[R]:
    return [record for item in items or () if (record := _read_record(item, kind, convert)) is not None]


def _read_record(item: Node, kind: type[R], convert: Converter) -> R | None:
    if isinstance(item, MappingNode):
        return convert.record(item, kind)
    convert.error("value-of-wrong-shape.decision", item, is_now=describe_shape(item))
    return None


def _graduate(tree: MappingNode, convert: Converter) -> str | None:
    """The graduate that the file is for. Adds a finding for each unknown key."""
    for name, entry in tree.entries.items():
        if name not in _KEYS:
            convert.unknown_key(entry, _KEYS, tree)
    node = tree.entries["graduate"].value if "graduate" in tree.entries else None
    if node is None or (isinstance(node, ScalarNode) and not node.text.strip()):
        return None
    if not isinstance(node, ScalarNode):
        convert.error("value-of-wrong-shape.graduate", node, is_now=describe_shape(node))
        return None
    return node.text


_KEYS = ("graduate", "decisions", "pauses")


def _is_valid(decision: Decision, convert: Converter) -> bool:
    origin = decision.origin
    blank = [key for key in ("reason", "by") if not getattr(decision, key).strip()]
    for key in blank:
        convert.error("missing-key.of-decision", _node_at(origin.fields, key), key=key)
    if decision.until is not None and decision.until < decision.on:
        convert.error("decision-until-before-on.here", _node_at(origin.fields, "until"))
        return False
    if decision.weeks == ():
        convert.error("missing-key.weeks", _node_at(origin.fields, "weeks"))
        return False
    return _is_valid_range(decision, convert) and not blank


def _is_valid_range(decision: Decision, convert: Converter) -> bool:
    """Whether a range of weeks runs forward and is not longer than any search."""
    weeks = decision.weeks
    if not isinstance(weeks, WeekRange):
        return True
    first, last = week_from_name(weeks.first), week_from_name(weeks.last)
    if first is None or last is None:
        return False
    count = (last.starts - first.starts).days // 7 + 1
    if 1 <= count <= MAX_WEEKS:
        return True
    node = _node_at(decision.origin.fields, "weeks")
    if count < 1:
        convert.error("unreadable-week.range-backwards", node)
    else:
        convert.error("unreadable-week.range-too-long", node, count=count)
    return False


def _is_valid_pause(pause: Pause, convert: Converter) -> bool:
    node = _node_at(pause.origin.fields, "last")
    if pause.last < pause.first:
        convert.error("pause-of-impossible-length.backwards", node)
        return False
    if (pause.last - pause.first).days >= MAX_PAUSE_DAYS:
        convert.error("pause-of-impossible-length.too-long", node, most=MAX_PAUSE_DAYS)
        return False
    return True


def _node_at(fields: object, key: str) -> ScalarNode:
    positions = fields if isinstance(fields, dict) else {}
    return ScalarNode("", *positions.get(key, (1, 1)))
