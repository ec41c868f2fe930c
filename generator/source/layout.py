"""Layout of a list in a YAML text, for adding an entry in the same style.

Lines and columns are 0-based here: they are positions in a text that will be edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import yaml
from msgspec import Struct

from generator.source.builder import LOADER
from generator.source.invisible import replace_invisible

Position = tuple[int, int]
"""Line and column, both from 0."""

_LINE_END = re.compile(r"\r\n?|\n")


class Layout(Struct, frozen=True, kw_only=True):
    """The position and style of a list.

    `form` is `absent` if there is nothing, `blank` for a key without a value, `empty` for `[]`, `brackets`
    for a flow list, `block` for one with dashes. `start` and `end` (exclusive) delimit the value; a block
    list ends after the last text of its last entry. `dash` is the column of the dashes, `key_offset` the
    distance from there to the keys. `entry_lines` are the lines on which entries begin. `is_last`: only
    comments follow. `end_mark` is the line of the document end marker (`...`), if any.
    """

    form: Literal["absent", "blank", "empty", "brackets", "block"]
    start: Position = (0, 0)
    end: Position = (0, 0)
    dash: int = 0
    key_offset: int = 2
    entry_lines: tuple[int, ...] = ()
    is_last: bool = True
    end_mark: int | None = None


def split_lines(text: str) -> list[str]:
    """The lines of a text with their line ends, as the parser counts them."""
    lines, start = [], 0
    for end in _LINE_END.finditer(text):
        lines.append(text[start : end.end()])
        start = end.end()
    return [*lines, text[start:]] if start < len(text) else lines


def detect_layout(text: str, key: str | None = None) -> Layout | None:
    """The layout of the list that the document is, or that is the value of its top-level `key`.

    None if there is no such list and no room for one. The text must be valid YAML.
    """
    plain = replace_invisible(_LINE_END.sub("\n", text))
    try:
        events = [event for event in yaml.parse(plain, Loader=LOADER) if event.start_mark is not None]
    except yaml.YAMLError:
        return None
    inside = [event for event in events if not isinstance(event, _DOCUMENT_EVENTS)]
    closes = next((_position(e.start_mark)[0] for e in events if _closes(e)), None)
    if not inside:
        return Layout(form="absent", dash=0 if key is None else _DEFAULT_DASH, end_mark=closes)
    if key is None:
        return _layout(inside, closes, dash=0, is_last=True)
    if not isinstance(inside[0], yaml.MappingStartEvent):
        return Layout(form="absent", dash=_DEFAULT_DASH, end_mark=closes) if _is_blank(inside[0]) else None
    if inside[0].flow_style:
        return None
    for name, value, is_last in _pairs(inside):
        if name == key:
            return _layout(value, closes, dash=_DEFAULT_DASH, is_last=is_last)
    others = (_layout(value, None, dash=_DEFAULT_DASH, is_last=False) for _, value, _ in _pairs(inside))
    return Layout(
        form="absent",
        end_mark=closes,
        dash=next((other.dash for other in others if other), _DEFAULT_DASH),
    )


_DEFAULT_DASH = 2
"""Column of the dashes below a key, if no other list in the file shows it."""

_DOCUMENT_EVENTS = (
    yaml.StreamStartEvent,
    yaml.StreamEndEvent,
    yaml.DocumentStartEvent,
    yaml.DocumentEndEvent,
)
_START_EVENTS = (yaml.SequenceStartEvent, yaml.MappingStartEvent)
_END_EVENTS = (yaml.SequenceEndEvent, yaml.MappingEndEvent)


def _closes(event: Any) -> bool:
    return isinstance(event, yaml.DocumentEndEvent) and bool(event.explicit)


def _position(mark: Any) -> Position:
    return mark.line, mark.column


def _is_blank(event: Any) -> bool:
    return isinstance(event, yaml.ScalarEvent) and event.style in (None, "") and event.value in ("", "~")


def _parts(events: list[Any]) -> Iterator[list[Any]]:
    """The values inside a collection, each as a list of events."""
    depth, part = 0, []
    for event in events[1:-1]:
        part.append(event)
        depth += isinstance(event, _START_EVENTS) - isinstance(event, _END_EVENTS)
        if depth == 0:
            yield part
            part = []


def _pairs(events: list[Any]) -> list[tuple[str, list[Any], bool]]:
    """The entries of a mapping: key, value and whether it is the last."""
    parts = list(_parts(events))
    rows = list(zip(parts[::2], parts[1::2], strict=True))
    return [(getattr(k[0], "value", ""), value, n == len(rows)) for n, (k, value) in enumerate(rows, 1)]


def _layout(events: list[Any], closes: int | None, *, dash: int, is_last: bool) -> Layout | None:
    """The layout of the value made of `events`; None if it is not a list. `dash` is for a first entry."""
    first, last = events[0], events[-1]
    begins = _position(first.start_mark)
    if _is_blank(first):
        ends = _position(first.end_mark)
        return Layout(form="blank", start=begins, end=ends, dash=dash, is_last=is_last, end_mark=closes)
    if not isinstance(first, yaml.SequenceStartEvent):
        return None
    items = list(_parts(events))
    if first.flow_style:
        form: Literal["empty", "brackets"] = "brackets" if items else "empty"
        ends = _position((items[-1][-1] if items else last).end_mark)
        return Layout(form=form, start=begins, end=ends, dash=dash, is_last=is_last, end_mark=closes)
    key = items[-1][0]
    step = _position(key.start_mark)[1] - begins[1]
    on_dash_line = isinstance(key, yaml.MappingStartEvent) and not key.flow_style and step > 0
    return Layout(
        form="block",
        start=begins,
        end=max(_position(event.end_mark) for event in items[-1] if _is_written(event)),
        dash=begins[1],
        key_offset=step if on_dash_line else 2,
        entry_lines=tuple(_position(item[0].start_mark)[0] for item in items),
        is_last=is_last,
        end_mark=closes,
    )


def _is_written(event: Any) -> bool:
    """Whether an event ends where its text does: a block list ends only where the next node starts."""
    if isinstance(event, _START_EVENTS):
        return True
    if isinstance(event, _END_EVENTS):
        return _position(event.end_mark) > _position(event.start_mark)
    return True
