"""The two drawings of the report say what its tables say."""

from __future__ import annotations

import datetime as dt

from generator.report.charts import MAX_HEIGHT, MET_HEIGHT, STEP, day_squares, week_bars
from tests.support import report_views
from tests.support.reports import START, Made, changed, contribution


def cut(view: Made, weeks: int) -> Made:
    return changed(view, weeks=view.weeks[:weeks])


def test_a_bar_for_every_week_that_asks_as_high_as_what_was_counted() -> None:
    view = report_views.failing_view()
    contacts = week_bars(view.report)[0]
    begun = [week for week in view.weeks if week.verdict != "upcoming"]
    assert contacts.width == len(begun) * STEP
    for bar, week in zip(contacts.bars, begun, strict=True):
        found = week.requirements[0]
        assert bar.x == begun.index(week) * STEP
        assert bar.tone == found.verdict
        if found.counted == found.needed:
            assert bar.height == MET_HEIGHT
        assert (bar.height < MET_HEIGHT) == (found.counted < found.needed)
        assert 0 <= bar.height <= MAX_HEIGHT


def test_a_drawing_is_told_in_words() -> None:
    contacts = week_bars(report_views.failing_view().report)[0]
    assert contacts.description.startswith("Contacts: met in ")
    assert " of 25 weeks; " in contacts.description


def test_where_the_table_answers_as_fast_nothing_is_drawn() -> None:
    assert week_bars(cut(report_views.full_view(), 2).report) == ()
    assert day_squares(cut(report_views.full_view(), 2).report) is None
    assert week_bars(report_views.empty_view().report) == ()
    assert day_squares(report_views.empty_view().report) is None


def squares_of(*days: tuple[int, int]) -> tuple[str, list[tuple[int, int, int]]]:
    """The words and squares of contributions on so many days after the start."""
    rows = tuple(
        contribution(START + dt.timedelta(days=day), counted, line=line)
        for line, (day, counted) in enumerate(days)
    )
    view = changed(cut(report_views.full_view(), 4), contributions=rows, as_of=START + dt.timedelta(days=27))
    made = day_squares(view.report)
    assert made is not None
    return made.description, [(square.x // STEP, square.y // STEP, square.shade) for square in made.squares]


def test_a_day_stands_in_the_column_of_its_week_and_the_row_of_its_day() -> None:
    _, squares = squares_of((0, 1), (6, 3), (7, 6), (27, 10))
    assert squares == [(0, 0, 1), (0, 6, 2), (1, 0, 3), (3, 6, 4)]


def test_parts_of_one_day_are_one_square() -> None:
    told, squares = squares_of((2, 2), (2, 1))
    assert squares == [(0, 2, 2)]
    assert told.startswith("3 contributions on 1 of 28 days")


def test_the_longest_time_without_is_told() -> None:
    told, _ = squares_of((0, 1), (3, 1), (10, 1), (25, 1))
    assert told.endswith("; longest gap: 14 days, from 12 Jun 2026.")


def test_what_lies_outside_the_weeks_is_not_drawn() -> None:
    _, squares = squares_of((-3, 5), (1, 1), (40, 9))
    assert squares == [(0, 1, 1)]
