"""The week that a user means: held against a naive second opinion that writes every week down."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.errors import UserError
from generator.model.window import Window, is_week, week_asked

DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))
ONE = dt.timedelta(days=1)


def _spelled(start: dt.date, length: int, first_weekday: int, as_of: dt.date) -> dict[str, list[dt.date]]:
    """Every spelling of every week → the first days of the weeks that it can mean, walked day by day."""
    spelled: dict[str, list[dt.date]] = {}
    day = start
    while day.weekday() != first_weekday:
        day -= ONE
    number = 0
    while day < start + length * ONE:
        number += 1
        year, iso, _ = (day + 3 * ONE).isocalendar()
        names = {
            str(number),
            f"week {number}",
            f"Week {number:02d}",
            f"{year}-W{iso:02d}",
            f"{year}-w{iso:02d}",
        }
        names |= {f"W{iso}", f"w{iso:02d}", f"W{iso:02d}", f"{year}W{iso:02d}"}
        names |= {"this"} if day <= as_of < day + 7 * ONE else set()
        names |= {"last", "LAST"} if day <= as_of - 7 * ONE < day + 7 * ONE else set()
        for name in names:
            spelled.setdefault(name, []).append(day)
        day += 7 * ONE
    return spelled


@given(DAYS, st.integers(1, 500), st.integers(0, 6), st.integers(-30, 530))
def test_every_spelling_of_a_week_is_understood(
    start: dt.date, length: int, first_weekday: int, later: int
) -> None:
    as_of = start + later * ONE
    window = Window(start, start + (length - 1) * ONE, length)
    spelled = _spelled(start, length, first_weekday, as_of)
    for text, firsts in spelled.items():
        assert is_week(text)
        if len(firsts) == 1:
            assert week_asked(f" {text} ", window, first_weekday, as_of).starts == firsts[0], text
        else:
            with pytest.raises(UserError, match=f"can be {len(firsts)} weeks"):
                week_asked(text, window, first_weekday, as_of)
    assert {"1", "week 1"} <= spelled.keys()


@given(DAYS, st.integers(1, 200), st.integers(0, 6), st.integers(0, 60), st.integers(0, 100))
def test_no_other_week_is_understood(
    start: dt.date, length: int, first_weekday: int, iso: int, number: int
) -> None:
    as_of = start
    window = Window(start, start + (length - 1) * ONE, length)
    spelled = _spelled(start, length, first_weekday, as_of)
    for text in (
        f"W{iso:02d}",
        f"{start.year}-W{iso:02d}",
        str(number),
        "this",
        "last",
        "next",
        "W",
        "",
        "9 9",
    ):
        if text not in spelled:
            with pytest.raises(UserError):
                week_asked(text, window, first_weekday, as_of)


def test_an_unknown_week_is_answered_with_what_can_be_typed() -> None:
    window = Window(dt.date(2026, 6, 1), dt.date(2026, 11, 27), 180)
    with pytest.raises(UserError) as unknown:
        week_asked("W20", window, 0, dt.date(2026, 8, 1))
    assert unknown.value.message == 'I don\'t know the week "W20".'
    assert unknown.value.hint == (
        "Your search has weeks 1 to 26: type 9, W31, this or last. It runs from 1 Jun 2026 to 27 Nov 2026."
    )


def test_this_week_before_the_search() -> None:
    window = Window(dt.date(2026, 6, 1), dt.date(2026, 11, 27), 180)
    with pytest.raises(UserError, match="This week is not in your search"):
        week_asked("this", window, 0, dt.date(2026, 5, 1))


def test_a_number_is_of_the_search_and_a_w_of_the_calendar() -> None:
    window = Window(dt.date(2026, 1, 5), dt.date(2026, 6, 27), 174)
    assert week_asked("9", window, 0, window.start).name == "2026-W10"
    assert week_asked("W9", window, 0, window.start).name == "2026-W09"
