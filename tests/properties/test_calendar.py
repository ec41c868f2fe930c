"""The calendar against a naive counter that knows one thing: 1 January 1970 was a Thursday."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model.business_days import business_day_after, holidays_of, no_holidays
from generator.model.calendar import (
    FIRST_DAY,
    LAST_DAY,
    WEEKDAYS,
    Week,
    week_from_name,
    week_of,
    weeks_between,
)
from generator.model.decision import Pause
from generator.model.window import window_of
from tests.support.hypothesis_profile import examples

DAY = dt.timedelta(days=1)
# A fortnight before and after, so that the first and the last week are whole.
WALK_FROM, WALK_TO = dt.date(1969, 12, 15), dt.date(2101, 1, 16)
LONG_YEARS_SINCE_2000 = (2004, 2009, 2015, 2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060, 2065, 2071, 2076)


def lengths_of_months(year: int) -> list[int]:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def count_days() -> Iterator[tuple[tuple[int, int, int], int]]:
    """Every day that is walked and its weekday (Monday is 0), counted without `datetime`."""
    weekday = (3 - 17) % 7  # 15 December 1969 is 17 days before that Thursday
    for year in range(1969, 2102):
        for month, length in enumerate(lengths_of_months(year), start=1):
            for day in range(1, length + 1):
                if (WALK_FROM.timetuple()[:3]) <= (year, month, day) <= (WALK_TO.timetuple()[:3]):
                    yield (year, month, day), weekday
                    weekday = (weekday + 1) % 7


@functools.cache
def counted() -> dict[dt.date, int]:
    """Each day that is walked and its weekday."""
    return {dt.date(*day): weekday for day, weekday in count_days()}


@functools.cache
def iso_names() -> dict[dt.date, str]:
    """The name of each day's ISO week: a week belongs to the year of its Thursday, which it numbers."""
    thursdays: dict[int, int] = {}
    names: dict[dt.date, str] = {}
    week: list[dt.date] = []
    for day, weekday in counted().items():
        week = [day] if weekday == 0 else [*week, day]
        if weekday == 6 and len(week) == 7:
            year = week[3].year
            thursdays[year] = thursdays.get(year, 0) + 1
            # 1969 is walked from its end only.
            number = thursdays[year] if year > 1969 else thursdays[year] + 50
            names.update(dict.fromkeys(week, f"{year}-W{number:02d}"))
    return names


def walked_weeks(start: int) -> Iterator[list[dt.date]]:
    """All weeks that begin on weekday `start` and have a day from 1970 to 2100."""
    week: list[dt.date] = []
    for day, weekday in counted().items():
        if weekday == start:
            if len(week) == 7 and week[-1] >= FIRST_DAY and week[0] <= LAST_DAY:
                yield week
            week = []
        week.append(day)


def test_the_counter_and_python_know_the_same_days() -> None:
    days = list(counted())
    assert days[0] == WALK_FROM
    assert days[-1] == WALK_TO
    assert all(after - before == DAY for before, after in pairwise(days))
    assert all(day.weekday() == weekday for day, weekday in counted().items())


@pytest.mark.parametrize("start", range(7), ids=WEEKDAYS)
def test_every_day_from_1970_to_2100_lies_in_the_week_that_is_counted(start: int) -> None:
    names = iso_names()
    seen = 0
    for days in walked_weeks(start):
        week = Week(days[0])
        assert week.ends == days[6]
        assert week.days == tuple(days)
        assert week.name == names[days[3]]
        for day in days:
            assert week_of(day, start) == week
            seen += FIRST_DAY <= day <= LAST_DAY
    assert seen == 47_847


@pytest.mark.parametrize("start", range(7), ids=WEEKDAYS)
def test_a_week_is_found_again_by_its_name_and_no_other_has_it(start: int) -> None:
    names = set()
    for days in walked_weeks(start):
        week = Week(days[0])
        assert week_from_name(week.name, start) == week
        names.add(week.name)
    assert len(names) == sum(1 for _ in walked_weeks(start))


@pytest.mark.parametrize("start", range(7), ids=WEEKDAYS)
def test_a_week_holds_its_seven_days_and_no_other(start: int) -> None:
    week = week_of(dt.date(2026, 12, 31), start)
    near = [week.starts + n * DAY for n in range(-9, 17)]
    assert [day for day in near if day in week] == list(week.days)
    assert "2026-12-31" not in week


def test_long_years_have_a_week_53_and_others_do_not() -> None:
    long = {year for year in range(1970, 2101) if week_from_name(f"{year}-W53") is not None}
    thursdays = [day.year for day, weekday in counted().items() if weekday == 3]
    assert long == {year for year in range(1970, 2101) if thursdays.count(year) == 53}
    assert long >= set(LONG_YEARS_SINCE_2000)
    assert week_of(dt.date(2027, 1, 3)).name == "2026-W53"
    assert week_of(dt.date(2027, 1, 4)).name == "2027-W01"
    assert week_of(dt.date(2024, 12, 30)).name == "2025-W01"


@pytest.mark.parametrize(
    "name", ["2026-W00", "2026-W54", "2025-W53", "2026-W7", "2026W07", "26-W07", "2026-w07", "", "0000-W01"]
)
def test_a_name_that_no_week_has_finds_none(name: str) -> None:
    assert week_from_name(name) is None


days_in_range = st.dates(dt.date(2020, 1, 1), dt.date(2032, 12, 31))


@examples(150)
@given(days_in_range, st.integers(0, 60), st.integers(0, 6))
def test_the_weeks_between_two_days_are_those_walked_through(first: dt.date, more: int, start: int) -> None:
    walked = list(dict.fromkeys(week_of(first + n * DAY, start) for n in range(more + 1)))
    assert list(weeks_between(first, first + more * DAY, start)) == walked


def test_there_is_no_week_between_a_day_and_an_earlier_week() -> None:
    assert list(weeks_between(dt.date(2026, 6, 8), dt.date(2026, 6, 7))) == []


offsets = st.integers(-20, 60)
spans = st.tuples(offsets, st.integers(0, 25))


def pauses_of(start: dt.date, found: list[tuple[int, int]]) -> list[Pause]:
    firsts = [(start + first * DAY, length) for first, length in found]
    return [
        Pause(first=first, last=first + length * DAY, reason="Away.", by="Dana", on=start)
        for first, length in firsts
    ]


@examples(200)
@given(days_in_range, st.integers(1, 60), st.lists(spans, max_size=3), st.booleans(), st.none() | offsets)
@example(dt.date(2026, 6, 1), 180, [], False, None)
@example(dt.date(2026, 6, 1), 7, [(6, 0), (7, 0)], True, None)
def test_the_window_is_as_long_as_walking_makes_it(
    start: dt.date, days: int, found: list[tuple[int, int]], extend: bool, end: int | None
) -> None:
    pauses = pauses_of(start, found)
    ended = None if end is None else start + end * DAY
    walked: list[dt.date] = []
    left = days
    while left:
        day = start + len(walked) * DAY
        walked.append(day)
        if not (extend and any(pause.first <= day <= pause.last for pause in pauses)):
            left -= 1
    inside = [day for day in walked if ended is None or day <= ended] or [start]

    window = window_of(start, days, ended=ended, pauses=pauses, extend=extend)

    near = [start + n * DAY for n in range(-3, len(walked) + 4)]
    assert [day for day in near if day in window] == inside
    assert (window.start, window.end, window.days) == (start, inside[-1], len(walked))
    numbers = {day: number for number, day in enumerate(walked, start=1)}
    for day in near:
        assert window.day_number(day) == (
            None if day < start else min(numbers.get(day, len(walked)), len(inside))
        )


def test_pauses_that_overlap_extend_the_window_once_and_those_outside_not_at_all() -> None:
    start = dt.date(2026, 6, 1)
    pauses = pauses_of(start, [(-9, 3), (10, 4), (12, 4), (400, 9)])
    assert window_of(start, 180, pauses=pauses, extend=True).end == start + (179 + 7) * DAY


def test_a_pause_that_the_longer_window_reaches_extends_it_too() -> None:
    start = dt.date(2026, 6, 1)
    pauses = pauses_of(start, [(5, 1), (8, 0)])  # days 6 and 7 are paused, and day 9, which they push in
    assert window_of(start, 7, pauses=pauses, extend=True).end == start + 9 * DAY


@examples(200)
@given(days_in_range, st.integers(0, 15), st.frozensets(st.integers(0, 40), max_size=25))
def test_business_days_are_those_that_walking_counts(
    day: dt.date, count: int, resting: frozenset[int]
) -> None:
    holidays = {day + n * DAY for n in resting}
    walked, left = day, count
    while left:
        walked += DAY
        if walked.isoweekday() not in (6, 7) and walked not in holidays:
            left -= 1
    assert business_day_after(day, count, holidays.__contains__) == walked


@pytest.mark.parametrize(
    ("country", "due"),
    [(None, dt.date(2026, 11, 27)), ("US", dt.date(2026, 11, 30)), ("US-IL", dt.date(2026, 11, 30))],
)
@pytest.mark.parametrize("received", [dt.date(2026, 11, 20), dt.date(2026, 11, 21)])
def test_thanksgiving_is_no_business_day(country: str | None, due: dt.date, received: dt.date) -> None:
    assert business_day_after(received, 5, holidays_of(country)) == due


def test_a_subdivision_has_holidays_of_its_own() -> None:
    lincoln = dt.date(2026, 2, 12)
    assert holidays_of("US-IL")(lincoln)
    assert not holidays_of("US")(lincoln)
    assert not no_holidays(lincoln)


@pytest.mark.parametrize("country", ["US-XX", "JP-13"])
def test_a_part_that_is_not_known_has_the_holidays_of_its_country(country: str) -> None:
    for day in (dt.date(2026, 12, 25), dt.date(2026, 11, 3), dt.date(2026, 2, 12)):
        assert holidays_of(country)(day) == holidays_of(country[:2])(day)


@pytest.mark.parametrize("country", ["", "XX", None])
def test_a_country_that_is_not_known_has_no_holidays(country: str | None) -> None:
    assert not holidays_of(country)(dt.date(2026, 12, 25))
