"""How a list is laid out in a YAML text: what somebody who adds to it by hand would look at.

Lines and columns count from 0 here: they are places in a text that is about to be edited.
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
    """Where the list stands and how its entries look.

    `form` is `absent` where nothing is written for it, `blank` where its key is and no value, `empty` for
    `[]`, `brackets` for a list in brackets, `block` for one with dashes. `begins` and `ends` are the value
    from its first sign to behind its last; of a block list `ends` is behind the last word of its last
    entry. `dash` is the column of its dashes, `step` from there to the keys. `starts` are the lines on which
    entries begin. `is_last`: nothing but comments stands behind it. `closes` is the line of the mark that
    closes the document (`...`), None where there is none.
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
    """The lines of a text, each with its end, as the parser counts them."""
    found, start = [], 0
    for end in _LINE_END.finditer(text):
        found.append(text[start : end.end()])
        start = end.end()
    return [*found, text[start:]] if start < len(text) else found


def detect_layout(text: str, key: str | None = None) -> Layout | None:
    """The layout of the list that the document is, or that stands behind `key` of its group of keys.

    None where there is no such list and no room for one. The text must be sound YAML.
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
"""How far in the dashes below a key stand, where no other list of the file shows it."""

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
    """The events between a first that opens and a last that ends, one value at a time."""
    depth, part = 0, []
    for event in events[1:-1]:
        part.append(event)
        depth += isinstance(event, _START_EVENTS) - isinstance(event, _END_EVENTS)
        if depth == 0:
            yield part
            part = []


def _pairs(events: list[Any]) -> list[tuple[str, list[Any], bool]]:
    """Key, value and whether it is the last, of a group of keys."""
    parts = list(_parts(events))
    rows = list(zip(parts[::2], parts[1::2], strict=True))
    return [(getattr(k[0], "value", ""), value, n == len(rows)) for n, (k, value) in enumerate(rows, 1)]


def _layout(events: list[Any], closes: int | None, *, dash: int, is_last: bool) -> Layout | None:
    """The layout of the value that `events` are; None where it is no list. `dash` is for its first entry."""
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
    """Whether an event ends where its text does: a list with dashes ends at whatever comes next."""
    if isinstance(event, _START_EVENTS):
        return True
    if isinstance(event, _END_EVENTS):
        return _position(event.end_mark) > _position(event.start_mark)
    return True
