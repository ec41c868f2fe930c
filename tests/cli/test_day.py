"""The day of judging: as asked, else of SOURCE_DATE_EPOCH, else today where the graduate lives."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from generator.cli.options import read_as_of
from generator.core.errors import UserError

NOW = dt.datetime(2026, 11, 23, 4, 30, tzinfo=dt.UTC)
CHICAGO = ZoneInfo("America/Chicago")


def test_the_option_wins_over_the_epoch_and_the_epoch_over_the_clock() -> None:
    epoch = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    assert read_as_of("2026-11-01", epoch, NOW) == (dt.date(2026, 11, 1), "option")
    assert read_as_of(None, epoch, NOW) == (dt.date(2026, 11, 23), "SOURCE_DATE_EPOCH")
    assert read_as_of(None, {"SOURCE_DATE_EPOCH": " "}, NOW) == (dt.date(2026, 11, 23), "clock")
    assert read_as_of(None, {}, NOW) == (dt.date(2026, 11, 23), "clock")


def test_clock_and_epoch_are_days_in_the_graduates_zone() -> None:
    there = NOW.astimezone(CHICAGO)
    assert read_as_of(None, {}, there)[0] == dt.date(2026, 11, 22)
    assert read_as_of(None, {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}, there)[0] == dt.date(
        2026, 11, 22
    )


@pytest.mark.parametrize("text", ["0", "4133980799"])
def test_the_epoch_reaches_as_far_as_the_calendar(text: str) -> None:
    assert read_as_of(None, {"SOURCE_DATE_EPOCH": text}, NOW)[1] == "SOURCE_DATE_EPOCH"


@pytest.mark.parametrize("text", ["4133980800", "-1", "1.5", "1e9", "0x10", "1_000", "²", "now", "9" * 5000])
def test_an_epoch_that_is_none_is_a_fault(text: str) -> None:
    with pytest.raises(UserError, match="is not a number of seconds"):
        read_as_of(None, {"SOURCE_DATE_EPOCH": text}, NOW)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-02-29", "February 2026 has 28 days."),
        ("2026-00-01", "There is no month 00."),
        ("1969-12-31", "The year 1969 isn't between 1970 and 2100."),
        ("2026-W54-1", "2026 has no day 1 in week 54."),
        ("2026-W47", "is not a date."),
        ("2026-11-2", "is not a date."),
        ("2026-11-22T00:00Z", "is not a date."),
        ("", "is not a date."),
    ],
)
def test_a_day_that_is_none_is_a_fault_that_says_why(text: str, why: str) -> None:
    with pytest.raises(UserError) as fault:
        read_as_of(text, {}, NOW)
    assert fault.value.exit_code == 2
    assert why in fault.value.message
    assert fault.value.hint == "Write year, month and day: 2026-11-22."
