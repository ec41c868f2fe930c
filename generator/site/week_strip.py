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
# What design work is called: as a row, one, several. The order is that of the rows.
_DESIGN = {
    "design-challenge": ("Challenges", "design challenge", "design challenges"),
    "track-module": ("Modules", "design module", "design modules"),
    "extra-credit": ("Exercises", "design exercise", "design exercises"),
}


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
class Figure:
    """A sum over all weeks: `value` is the number as it is written, `what` its noun."""

    value: str
    what: str


@dataclass(frozen=True, slots=True)
class Strip:
    """What the templates draw.

    `sentence` says what the weeks come to. `met` is empty unless progress is shown in full. `columns`
    are the headings of the weeks, the oldest first. `rows` are what is drawn below them: writing, then code
    or each kind of design work, then contacts. `figures` are the sums that the sentence is made of.
    """

    sentence: str
    met: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    figures: tuple[Figure, ...]


def shown_progress(view: SiteView) -> ProgressView | None:
    """The weeks, if the graduate shows them and at least one has begun."""
    return view.progress if view.progress is not None and view.progress.weeks else None


def strip(progress: ProgressView, ui: Language = ENGLISH) -> Strip:
    """The strip of `progress`, in the language `ui`."""
    rows = [
        _row(ui.say("Writing"), progress.weeks, lambda week: week.writing, lambda n: ui.counted(n, "post")),
        *_making_rows(progress, ui),
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
    columns = _columns(progress.weeks, rows, ui)
    return Strip(sentence(progress, ui), met(progress, ui), columns, tuple(rows), _figures(progress, ui))


def _making_rows(progress: ProgressView, ui: Language) -> list[Row]:
    """A row of code, or of each kind of design work that there is."""
    label = progress.making_label
    kinds = [kind for kind in _DESIGN if any(_of_kind(week, kind) for week in progress.weeks)]
    if not kinds:
        in_words = partial(making_words, label=label, ui=ui)
        return [
            _row(
                ui.say(_ROWS.get(label, label.capitalize())),
                progress.weeks,
                lambda week: week.making,
                in_words,
            )
        ]
    most = max(count.number for week in progress.weeks for count in week.design)
    return [
        _row(
            ui.say(_DESIGN[kind][0]),
            progress.weeks,
            partial(_of_kind, kind=kind),
            partial(_design_words, kind=kind, ui=ui),
            most=most,  # an exercise is as tall as a challenge
        )
        for kind in kinds
    ]


def _of_kind(week: WeekView, kind: str) -> int:
    return sum(count.number for count in week.design if count.kind == kind)


def _design_words(number: int, kind: str, ui: Language) -> str:
    _, one, several = _DESIGN[kind]
    return ui.counted(number, one, several)


def made_words(week: WeekView, label: str, ui: Language = ENGLISH) -> str:
    """`3 design modules and 1 design challenge`, `24 public contributions`; empty where there is nothing."""
    parts = [_design_words(number, kind, ui) for kind in _DESIGN if (number := _of_kind(week, kind))]
    if parts:
        return ui.listed(parts)
    return making_words(week.making, label, ui) if week.making else ""


def _figures(progress: ProgressView, ui: Language) -> tuple[Figure, ...]:
    """The sums, those of nothing left out. In every language the number comes first."""
    kinds = {kind: sum(_of_kind(week, kind) for week in progress.weeks) for kind in _DESIGN}
    made = [_design_words(number, kind, ui) for kind, number in kinds.items() if number]
    if progress.total_making and not made:
        made = [making_words(progress.total_making, progress.making_label, ui)]
    counted = [
        ui.counted(progress.total_writing, "post") if progress.total_writing else "",
        *made,
        ui.counted(progress.total_contacts, "contact")
        if progress.total_contacts and progress.mode == "full"
        else "",
        ui.counted(len(progress.weeks), "week"),
    ]
    parted = (words.partition(" ") for words in counted if words)
    return tuple(Figure(number, what) for number, _, what in parted)


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
    most: int = 0,
) -> Row:
    values = [max(0, value(week)) for week in weeks]
    most = max(most, *values, 0)
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
