"""The week strip: a bar chart with a column for each week and a row for each kind of work.

It shows work, never requirements. A week without work is a blank column, whatever the cause, and neither
the chart nor its table or text says more than that.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from generator.public.view import ProgressView, SiteView, WeekView
from generator.site.i18n.language import ENGLISH, Language

_MONTH_COLUMNS = 3  # the width of a month's name on a phone
LEVELS = 10  # bar heights in the style sheet: 1 to 10, and 0 for blank
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

    `label` names the week aloud. `month` is set for the first week that begins in a month. `number` counts
    the weeks of the search from 1: `week-3` is the third on the page of all weeks. `words` are its days and
    what was done in them.
    """

    label: str
    month: str
    number: int
    words: str


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


def shown_progress(view: SiteView) -> ProgressView | None:
    """The weeks, if the graduate shows them and at least one has begun."""
    return view.progress if view.progress is not None and view.progress.weeks else None


def strip(progress: ProgressView, ui: Language = ENGLISH) -> Strip:
    """The strip of `progress`, in the language `ui`."""
    label = progress.making_label
    rows = [
        _row(ui.say("Writing"), progress.weeks, lambda week: week.writing, lambda n: ui.counted(n, "post")),
        _row(
            ui.say(_ROWS.get(label, label.capitalize())),
            progress.weeks,
            lambda week: week.making,
            lambda number: making_words(number, label, ui),
        ),
    ]
    if progress.mode == "full":
        contact_words = partial(ui.counted, singular="contact")
        rows.append(
            _row(
                ui.say("Contacts"),
                progress.weeks,
                lambda week: week.contacts or 0,
                contact_words,
                figures=True,
            )
        )
    return Strip(sentence(progress, ui), met(progress, ui), _columns(progress.weeks, rows, ui), tuple(rows))


def sentence(progress: ProgressView, ui: Language = ENGLISH) -> str:
    """`26 posts and 312 public contributions in 25 weeks`: what is there, and nothing that is not."""
    parts = [ui.counted(progress.total_writing, "post")] if progress.total_writing else []
    if progress.total_making:
        parts.append(making_words(progress.total_making, progress.making_label, ui))
    if progress.total_contacts and progress.mode == "full":
        parts.append(ui.counted(progress.total_contacts, "contact"))
    weeks = ui.counted(len(progress.weeks), "week")
    if not parts:
        return ui.say("{weeks} so far", weeks=weeks)
    return ui.say("{listed} in {weeks}", listed=ui.listed(parts), weeks=weeks)


def met(progress: ProgressView, ui: Language = ENGLISH) -> str:
    """`Requirements met in 24 of 25 weeks`, where the graduate shows progress in full."""
    if progress.mode != "full" or progress.met is None or not progress.asked:
        return ""
    weeks = ui.counted(progress.asked, "week")
    return ui.say("Requirements met in {met} of {weeks}", met=progress.met, weeks=weeks)


def making_words(number: int, label: str, ui: Language = ENGLISH) -> str:
    """`1 public contribution`, `3 design activities`."""
    return ui.counted(number, _SINGULAR.get(label, label.removesuffix("s")), label)


def _row(
    label: str,
    weeks: tuple[WeekView, ...],
    value: Callable[[WeekView], int],
    in_words: Callable[[int], str],
    *,
    figures: bool = False,
) -> Row:
    values = [max(0, value(week)) for week in weeks]
    most = max(values, default=0)
    cells = (Cell(number, level(number, most), in_words(number) if number else "") for number in values)
    return Row(label, tuple(cells), figures)


def level(value: int, most: int) -> int:
    """The bar height relative to the row's largest value; at least 1 for any work."""
    return math.ceil(LEVELS * value / most) if value else 0


def _columns(weeks: tuple[WeekView, ...], rows: Sequence[Row], ui: Language) -> tuple[Column, ...]:
    months = _months([week.starts for week in weeks], ui)
    done = [", ".join(filter(None, (row.cells[index].words for row in rows))) for index in range(len(weeks))]
    return tuple(
        Column(
            ui.say("Week of {day}", day=ui.short_day(week.starts)),
            name,
            week.number,
            ": ".join(filter(None, (ui.days(week.starts, week.ends), words))),
        )
        for week, name, words in zip(weeks, months, done, strict=True)
    )


def _months(days: list[dt.date], ui: Language) -> list[str]:
    """A month's short name at its first week. The first is left out if the next one is too close."""
    names = [
        "" if index and days[index - 1].month == day.month else ui.short_month(day)
        for index, day in enumerate(days)
    ]
    if any(names[1:_MONTH_COLUMNS]):
        names[0] = ""
    return names
