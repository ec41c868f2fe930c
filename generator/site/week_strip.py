"""The weeks as a drawing: rows of columns whose height tells how much was done.

It shows work, never need. A week without is a blank column, whatever the cause, and nothing in the
drawing, its table or its words says more than that.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from generator.site.i18n.language import ENGLISH, Language
from generator.public.view import ProgressView, WeekView

_ROOM = 3  # columns that the name of a month needs on a phone
LEVELS = 10  # heights that a style sheet knows: 1 to 10, and 0 for blank
_SINGULAR = {"public contributions": "public contribution", "design activities": "design activity"}
_ROWS = {"public contributions": "Code", "design activities": "Design"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One week of one row.

    `value` is how much was done, 0 for a blank week. `level` is its height, 1 to 10 of the fullest
    week, 0 for a blank one. `words` is what is read aloud, empty for a blank week.
    """

    value: int
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the drawing.

    `label` is its name. `cells` are its weeks, the oldest first. `figures` asks for numbers where
    there is room for them.
    """

    label: str
    cells: tuple[Cell, ...]
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A week's heading.

    `label` names the week aloud. `month` is set for the first week that begins in a month.
    """

    label: str
    month: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What the templates draw.

    `sentence` says what the weeks come to. `met` is empty unless progress is shown in full. `columns`
    are the headings of the weeks, the oldest first. `rows` are what is drawn below them.
    """

    sentence: str
    met: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def strip(progress: ProgressView, own: Language = ENGLISH) -> Strip:
    """The drawing of `progress`, in the language of the site's own words."""
    label = progress.making_label
    rows = [
        _row(own.say("Writing"), progress.weeks, lambda week: week.writing, lambda n: own.counted(n, "post")),
        _row(
            own.say(_ROWS.get(label, label.capitalize())),
            progress.weeks,
            lambda week: week.making,
            lambda number: making(number, label, own),
        ),
    ]
    if progress.mode == "full":
        told = partial(own.counted, one="contact")
        rows.append(
            _row(own.say("Contacts"), progress.weeks, lambda week: week.contacts or 0, told, figures=True)
        )
    return Strip(sentence(progress, own), met(progress, own), _columns(progress.weeks, own), tuple(rows))


def sentence(progress: ProgressView, own: Language = ENGLISH) -> str:
    """`26 posts and 312 public contributions in 25 weeks`: what is there, and nothing that is not."""
    parts = [own.counted(progress.total_writing, "post")] if progress.total_writing else []
    if progress.total_making:
        parts.append(making(progress.total_making, progress.making_label, own))
    if progress.total_contacts and progress.mode == "full":
        parts.append(own.counted(progress.total_contacts, "contact"))
    weeks = own.counted(len(progress.weeks), "week")
    if not parts:
        return own.say("{weeks} so far", weeks=weeks)
    return own.say("{listed} in {weeks}", listed=own.listed(parts), weeks=weeks)


def met(progress: ProgressView, own: Language = ENGLISH) -> str:
    """`24 of 25 weeks met`, where the graduate shows progress in full."""
    if progress.mode != "full" or progress.met is None or not progress.asked:
        return ""
    return own.say("Requirements met in {met} of {weeks}", met=progress.met, weeks=own.counted(progress.asked, "week"))


def making(number: int, label: str, own: Language = ENGLISH) -> str:
    """`1 public contribution`, `3 design activities`."""
    return own.counted(number, _SINGULAR.get(label, label.removesuffix("s")), label)


def _row(
    label: str,
    weeks: tuple[WeekView, ...],
    value: Callable[[WeekView], int],
    told: Callable[[int], str],
    *,
    figures: bool = False,
) -> Row:
    values = [max(0, value(week)) for week in weeks]
    most = max(values, default=0)
    cells = (Cell(number, _level(number, most), told(number) if number else "") for number in values)
    return Row(label, tuple(cells), figures)


def _level(value: int, most: int) -> int:
    """In proportion to the fullest week of the row; the least that was done still shows."""
    return math.ceil(LEVELS * value / most) if value else 0


def _columns(weeks: tuple[WeekView, ...], own: Language) -> tuple[Column, ...]:
    months = _months([week.starts for week in weeks], own)
    return tuple(
        Column(own.say("Week of {day}", day=own.short_day(week.starts)), name)
        for week, name in zip(weeks, months, strict=True)
    )


def _months(days: list[dt.date], own: Language) -> list[str]:
    """A month's short name at its first week. The first month gives way where it has no room."""
    names = [
        "" if index and days[index - 1].month == day.month else own.short_month(day)
        for index, day in enumerate(days)
    ]
    if any(names[1:_ROOM]):
        names[0] = ""
    return names
