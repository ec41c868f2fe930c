"""Business days: not Saturdays, Sundays or public holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from generator.model.calendar import DAY

IsHoliday = Callable[[dt.date], bool]


def no_holidays(_: dt.date) -> bool:
    """No public holidays: the country is not known."""
    return False


def holidays_of(country: str | None) -> IsHoliday:
    """A test for the public holidays of `country` (`US`, or with a subdivision `US-IL`)."""
    if not country:
        return no_holidays
    years: dict[int, frozenset[dt.date]] = {}

    def is_holiday(day: dt.date) -> bool:
        # Loading a country takes longer than judging a whole search, so it is done when first needed.
        if day.year not in years:
            years[day.year] = holidays_in(country, day.year)
        return day in years[day.year]

    return is_holiday


def holidays_in(country: str, year: int) -> frozenset[dt.date]:
    """The public holidays of a country in one year.

    Source: the `holidays` package. A subdivision that it does not know has those of its country, and a
    country that it does not know has none.
    """
    import holidays

    code, _, subdivision = country.partition("-")
    for part in dict.fromkeys((subdivision or None, None)):
        try:
            return frozenset(holidays.country_holidays(code, subdiv=part, years=year))
        except NotImplementedError:
            continue
    return frozenset()


def subdivisions_of(country: str) -> tuple[str, ...] | None:
    """The subdivisions of a country whose holidays are known; None if the country's are not."""
    import holidays

    known: dict[str, list[str]] = holidays.list_supported_countries()
    parts = known.get(country)
    return None if parts is None else tuple(parts)


def business_day_after(day: dt.date, count: int, is_holiday: IsHoliday) -> dt.date:
    """The `count`-th business day after `day`, which is not counted itself; `day` if `count` is 0."""
    while count > 0:
        day += DAY
        if day.weekday() < 5 and not is_holiday(day):
            count -= 1
    return day
