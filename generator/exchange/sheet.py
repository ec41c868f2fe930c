"""What a sheet of a workbook holds, whatever writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Tone = Literal["good", "bad", "doubt", "plain"]
Plain = str | int | float | dt.date | bool | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Toned:
    """A value that says at a glance how it stands. Its words say the same: a colour is never alone."""

    value: Plain
    tone: Tone


Value = Plain | Toned


@dataclass(frozen=True, slots=True)
class Column:
    """One column, `width` in characters; longer texts are broken into lines."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class Field(Generic[Row]):
    """One column together with what stands in it for a row."""

    title: str
    width: int
    of: Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab: lines of text on top, then the header, which stays in sight, then the rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Sequence[Value], ...]
    top: tuple[str, ...] = ()


def sheet_of(title: str, fields: Sequence[Field[Row]], rows: Iterable[Row]) -> Sheet:
    """A tab with one column a field."""
    return Sheet(
        title,
        tuple(Column(field.title, field.width) for field in fields),
        tuple([field.of(row) for field in fields] for row in rows),
    )
