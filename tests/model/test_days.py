"""Windows, weeks and business days at their edges."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.model.business_days import business_day_after, holidays_in, holidays_of, no_holidays
from generator.model.calendar import DAY, Week, week_from_name, week_of, weeks_between
from generator.model.decision import Pause
from generator.model.window import Window, paused_days, window_of

MONDAY = dt.date(2026, 6, 1)


def pause(first: int, last: int) -> Pause:
    """A pause from one day of June to another."""
    return Pause(
        first=dt.date(2026, 6, first), last=dt.date(2026, 6, last), reason="Away.", by="Dana", on=MONDAY
    )


def test_weeks_begin_on_monday_unless_a_school_says_otherwise() -> None:
    assert week_of(MONDAY) == week_of(MONDAY + 6 * DAY) == Week(MONDAY)
    assert week_of(MONDAY - DAY) == Week(MONDAY - 7 * DAY)
    assert week_from_name("2026-W23") == Week(MONDAY)
    assert list(weeks_between(MONDAY + 6 * DAY, MONDAY + 7 * DAY)) == [Week(MONDAY), Week(MONDAY + 7 * DAY)]


@pytest.mark.parametrize(("start", "first"), [(2, 3), (3, 4), (4, 29), (6, 31), (0, 1)])
def test_a_name_is_that_of_the_week_whose_fourth_day_lies_in_it(start: int, first: int) -> None:
    # The fourth day of W23 lies from Monday 1 to Sunday 7 June, so the week starts from 29 May to 4 June.
    found = week_from_name("2026-W23", start)
    assert found is not None
    assert (found.starts.day, found.starts.weekday(), found.name) == (first, start, "2026-W23")


@pytest.mark.parametrize(
    "name", ["2026-W00", "2026-W54", "2025-W53", "0000-W01", "2026-W1", "2026-W011", "W23", ""]
)
def test_what_names_no_week_is_none(name: str) -> None:
    assert week_from_name(name) is None


def test_a_week_has_its_seven_days_and_no_other() -> None:
    week = Week(MONDAY)
    assert week.days == tuple(dt.date(2026, 6, n) for n in range(1, 8))
    assert [day for day in (MONDAY - DAY, MONDAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY) if day in week] == [
        MONDAY,
        MONDAY + 6 * DAY,
    ]
    assert "2026-06-02" not in week


def test_a_window_has_its_days_and_no_other() -> None:
    window = window_of(MONDAY, 10)
    assert window == Window(MONDAY, dt.date(2026, 6, 10), 10)
    inside = [n for n in range(-2, 13) if MONDAY + n * DAY in window]
    assert inside == list(range(10))
    assert "2026-06-02" not in window


def test_the_day_of_the_search_is_counted_from_one_and_stops_at_the_end() -> None:
    window = window_of(MONDAY, 10, ended=dt.date(2026, 6, 4))
    days = [-1, 0, 1, 8, 9, 10, 200]
    assert [window.day_number(MONDAY + n * DAY) for n in days] == [None, 1, 2, 4, 4, 4, 4]


@pytest.mark.parametrize(
    ("ended", "end"),
    [(None, 10), (dt.date(2026, 6, 4), 4), (MONDAY, 1), (dt.date(2026, 5, 1), 1), (dt.date(2026, 7, 1), 10)],
)
def test_a_window_ends_early_but_not_before_it_starts(ended: dt.date | None, end: int) -> None:
    assert window_of(MONDAY, 10, ended=ended) == Window(MONDAY, dt.date(2026, 6, end), 10)


@pytest.mark.parametrize(
    ("pauses", "end", "days"),
    [
        ([], 10, 10),
        ([(2, 3)], 12, 12),
        # Days before the window and days paused twice lengthen nothing.
        ([(1, 1), (1, 2)], 12, 12),
        # What the longer window reaches lengthens it again.
        ([(10, 12)], 13, 13),
        ([(9, 9), (11, 12)], 13, 13),
        ([(11, 12)], 10, 10),
    ],
)
def test_paused_days_lengthen_a_window(pauses: list[tuple[int, int]], end: int, days: int) -> None:
    given = [pause(*one) for one in pauses]
    assert window_of(MONDAY, 10, pauses=given, extend=True) == Window(MONDAY, dt.date(2026, 6, end), days)
    assert window_of(MONDAY, 10, pauses=given) == Window(MONDAY, dt.date(2026, 6, 10), 10)


def test_paused_days_are_all_days_of_all_pauses() -> None:
    assert paused_days([pause(2, 4), pause(4, 5), pause(9, 9)]) == {
        dt.date(2026, 6, n) for n in (2, 3, 4, 5, 9)
    }


def test_business_days_are_counted_from_the_day_after() -> None:
    friday = dt.date(2026, 7, 3)
    independence = holidays_of("US")
    assert business_day_after(friday, 0, no_holidays) == friday
    assert business_day_after(friday, 1, no_holidays) == dt.date(2026, 7, 6)
    assert business_day_after(friday - DAY, 1, no_holidays) == friday
    # The fourth of July is a Saturday in 2026 and kept on the Friday.
    assert business_day_after(friday - DAY, 1, independence) == dt.date(2026, 7, 6)
    assert business_day_after(dt.date(2026, 12, 30), 2, independence) == dt.date(2027, 1, 4)


def test_holidays_are_those_of_the_country_its_part_and_the_year() -> None:
    lincoln = dt.date(2026, 2, 12)
    assert lincoln in holidays_in("US-IL", 2026)
    assert lincoln not in holidays_in("US", 2026)
    assert {day.year for day in holidays_in("US", 2026)} == {2026}
    assert holidays_in("ZZ", 2026) == frozenset()
    # A part that the calendar does not know leaves the days of the whole country.
    for part in ("US-ZZ", "JP-13", "IE-D", "FR-IDF"):
        assert holidays_in(part, 2026) == holidays_in(part[:2], 2026) != frozenset()
    assert holidays_of("US-IL")(lincoln)
    assert not holidays_of("US")(lincoln)
    assert not holidays_of(None)(dt.date(2026, 12, 25))
    assert not holidays_of("")(dt.date(2026, 12, 25))
