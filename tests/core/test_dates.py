"""Days in words: one of each, without a locale."""

from __future__ import annotations

import datetime as dt
import locale

import pytest

from generator.core import dates
from generator.core.dates import day_range, due_phrase, on_phrase, relative_day, week_words

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2026, 11, 16), DAY, "16–22 Nov 2026"),
        (dt.date(2026, 9, 28), dt.date(2026, 10, 4), "28 Sep – 4 Oct 2026"),
        (dt.date(2026, 12, 28), dt.date(2027, 1, 3), "28 Dec 2026 – 3 Jan 2027"),
        (DAY, DAY, "22 Nov 2026"),
    ],
)
def test_ranges_of_days(first: dt.date, last: dt.date, words: str) -> None:
    assert day_range(first, last) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-12, "12 days ago")],
)
def test_distances(days: int, words: str) -> None:
    assert relative_day(DAY + dt.timedelta(days=days), DAY) == words


def test_one_day_in_all_lengths() -> None:
    day = dt.date(2026, 3, 1)
    assert dates.day_and_month(day) == "1 Mar"
    assert dates.weekday_and_day(day) == "Sun 1 Mar"
    assert dates.weekday_day_month(day) == "Sunday 1 March"
    assert dates.short_day(day) == "1 Mar 2026"
    assert dates.full_date(day) == "1 March 2026"
    assert dates.full_date_with_weekday(day) == "Sunday 1 March 2026"
    assert dates.month_and_year(day) == "March 2026"


def test_days_that_are_due() -> None:
    assert due_phrase(DAY, dt.date(2026, 11, 20)) == "by Sunday 22 November"
    assert due_phrase(DAY, dt.date(2026, 11, 21)) == "by tomorrow, Sunday 22 November"
    assert due_phrase(DAY, DAY) == "today is the last day"
    assert due_phrase(DAY, dt.date(2026, 11, 23)) == "it was due on Sunday 22 November"
    assert on_phrase(DAY, DAY) == "today"
    assert on_phrase(DAY, dt.date(2026, 11, 20)) == "on Sunday 22 November"


def test_names_of_days_are_english_whatever_the_locale() -> None:
    before = locale.setlocale(locale.LC_TIME)
    for name in ("de_DE.UTF-8", "fr_FR.UTF-8", ""):
        try:
            locale.setlocale(locale.LC_TIME, name)
        except locale.Error:
            continue
        try:
            assert dates.weekday_day_month(DAY) == "Sunday 22 November"
        finally:
            locale.setlocale(locale.LC_TIME, before)


@pytest.mark.parametrize(
    ("number", "first", "words"),
    [
        (9, dt.date(2026, 7, 27), "week 9 (27 Jul – 2 Aug)"),
        (20, dt.date(2026, 10, 12), "week 20 (12–18 Oct)"),
        (31, dt.date(2026, 12, 28), "week 31 (28 Dec – 3 Jan)"),
    ],
)
def test_a_week_in_words(number: int, first: dt.date, words: str) -> None:
    assert week_words(number, first, first + dt.timedelta(days=6)) == words
