"""content/private/coach-decisions.yaml: what the coach answered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from generator.core.diagnostics import Diagnostic
from generator.model.calendar import week_named
from generator.model.decision import Decision, Pause, WeekRange
from generator.model.kinds import KIND, Unreadable
from generator.model.origin import Record
from generator.reading.convert import Converter, Expected, mapping_in, read_mapping
from generator.source.files import is_there
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode, shape_of

PATH = KIND["decisions"].path
_EXPECTED = Expected("value-of-wrong-shape.decisions", may_be_empty=True)
MAX_PAUSE_DAYS = 366
MAX_WEEKS = 120

R = TypeVar("R", bound=Record)


class ReadDecisions(Struct, frozen=True):
    """Decisions and pauses in the order they are written, and whom they are for."""

    decisions: tuple[Decision, ...] = ()
    pauses: tuple[Pause, ...] = ()
    graduate: str | None = None
    damaged: tuple[Unreadable, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_decisions(root: Path, zone: dt.tzinfo, max_kb: int) -> ReadDecisions:
    """The coach's file; an absent one holds nothing.

    One decision that cannot be read is void. A file that cannot be read at all is damage: nobody
    knows then which weeks it answers.
    """
    if not is_there(root, PATH):
        return ReadDecisions()
    return _decisions(*read_mapping(root, PATH, max_kb, zone, _EXPECTED))


def decisions_in(text: str, zone: dt.tzinfo) -> ReadDecisions:
    """What the text of the coach's file says."""
    return _decisions(*mapping_in(text, PATH, zone, _EXPECTED))


def _decisions(tree: MappingNode | None, convert: Converter) -> ReadDecisions:
    damaged = (Unreadable("decisions"),) if convert.diagnostics else ()
    if tree is None:
        return ReadDecisions(damaged=damaged, diagnostics=tuple(convert.diagnostics))
    lists = {key: _items(tree, key, convert) for key in ("decisions", "pauses")}
    if None in lists.values():
        damaged = (Unreadable("decisions"),)
    decided = _read_all(lists["decisions"], Decision, convert)
    paused = _read_all(lists["pauses"], Pause, convert)
    return ReadDecisions(
        decisions=tuple(decision for decision in decided if _sound(decision, convert)),
        pauses=tuple(pause for pause in paused if _sound_pause(pause, convert)),
        graduate=_graduate(tree, convert),
        damaged=damaged,
        diagnostics=tuple(convert.diagnostics),
    )


def _items(tree: MappingNode, key: str, convert: Converter) -> tuple[Node, ...] | None:
    """The list behind `key`, empty where nothing is written; None where it is no list."""
    entry = tree.entries.get(key)
    if entry is None or (isinstance(entry.value, ScalarNode) and entry.value.is_blank):
        return ()
    if not isinstance(entry.value, SequenceNode):
        convert.error(
            "value-of-wrong-shape.list-of-decisions", entry.value, key=key, is_now=shape_of(entry.value)
        )
        return None
    return entry.value.items


def _read_all(items: tuple[Node, ...] | None, kind: type[R], convert: Converter) -> list[R]:
    return [record for item in items or () if (record := _one(item, kind, convert)) is not None]


def _one(item: Node, kind: type[R], convert: Converter) -> R | None:
    if isinstance(item, MappingNode):
        return convert.record(item, kind)
    convert.error("value-of-wrong-shape.decision", item, is_now=shape_of(item))
    return None


def _graduate(tree: MappingNode, convert: Converter) -> str | None:
    """Whom the file is for; and a finding for each key that is none of this file's."""
    for name, entry in tree.entries.items():
        if name not in _KEYS:
            convert.unknown_key(entry.key, _KEYS)
    named = tree.entries.get("graduate")
    if named is None or (isinstance(named.value, ScalarNode) and not named.value.text.strip()):
        return None
    if not isinstance(named.value, ScalarNode):
        convert.error("value-of-wrong-shape.graduate", named.value, is_now=shape_of(named.value))
        return None
    return named.value.text


_KEYS = ("graduate", "decisions", "pauses")


def _sound(decision: Decision, convert: Converter) -> bool:
    origin = decision.origin
    blank = [key for key in ("reason", "by") if not getattr(decision, key).strip()]
    for key in blank:
        convert.error("missing-key.of-decision", _spot(origin.fields, key), key=key)
    if decision.until is not None and decision.until < decision.on:
        convert.error("decision-until-before-on.here", _spot(origin.fields, "until"))
        return False
    if decision.weeks == ():
        convert.error("missing-key.weeks", _spot(origin.fields, "weeks"))
        return False
    return _sound_range(decision, convert) and not blank


def _sound_range(decision: Decision, convert: Converter) -> bool:
    """Whether a range of weeks runs forward, and no farther than any search."""
    weeks = decision.weeks
    if not isinstance(weeks, WeekRange):
        return True
    first, last = week_named(weeks.first), week_named(weeks.last)
    if first is None or last is None:
        return False
    count = (last.starts - first.starts).days // 7 + 1
    if 1 <= count <= MAX_WEEKS:
        return True
    spot = _spot(decision.origin.fields, "weeks")
    if count < 1:
        convert.error("unreadable-week.range-backwards", spot)
    else:
        convert.error("unreadable-week.range-too-long", spot, count=count)
    return False


def _sound_pause(pause: Pause, convert: Converter) -> bool:
    spot = _spot(pause.origin.fields, "last")
    if pause.last < pause.first:
        convert.error("pause-of-impossible-length.backwards", spot)
        return False
    if (pause.last - pause.first).days >= MAX_PAUSE_DAYS:
        convert.error("pause-of-impossible-length.too-long", spot, most=MAX_PAUSE_DAYS)
        return False
    return True


def _spot(fields: object, key: str) -> ScalarNode:
    spots = fields if isinstance(fields, dict) else {}
    return ScalarNode("", *spots.get(key, (1, 1)))
