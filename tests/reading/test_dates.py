"""Dates: what is one, what was meant where it is none, and on which day a time falls."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.messages import Message
from generator.model.calendar import FIRST_DAY, LAST_DAY
from generator.model.fields import DateOrDateTime
from generator.model.post import Post
from generator.reading.dates import date_hint, read_day, read_moment, read_partial_date
from generator.reading.json_schema import file_schema
from tests.support.hypothesis_profile import examples

CHICAGO = ZoneInfo("America/Chicago")
ZONES = ("America/Chicago", "Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe")


def _problem(text: str) -> Message:
    read = read_moment(text, CHICAGO)
    assert isinstance(read, Message), read
    assert read.rule == "unreadable-date"
    assert read.text.endswith(".")
    assert read.hint is not None
    assert read.hint.endswith(".")
    return read


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-11-31", "November has 30 days."),
        ("2026-02-29", "February 2026 has 28 days."),
        ("2024-02-30", "February 2024 has 29 days."),
        ("2026-01-00", "January has 31 days."),
        ("2026-13-01", "There is no month 13."),
        ("2026-00-10", "There is no month 00."),
        ("1969-12-31", "The year 1969 isn't between 1970 and 2100."),
        ("0026-11-03", "The year 0026 isn't between 1970 and 2100."),
        ("2101-01-01", "The year 2101 isn't between 1970 and 2100."),
        ("2026-11-03T24:01Z", "24:01 isn't a real time."),
        ("2026-11-03T12Z+", "`2026-11-03T12Z+` isn't a date."),
        ("2026-W53-8", "2026 has no day 8 in week 53."),
        ("2025-W53-1", "2025 has no day 1 in week 53."),
        ("2026-366", "The days of 2026 go from 001 to 365."),
        ("2026-000", "The days of 2026 go from 001 to 365."),
        ("2026-11-03T12:60Z", "12:60 isn't a real time."),
        ("2026-11-03T12:00:60Z", "12:00 isn't a real time."),
        ("2026-11-03T12:00+25:00", "+25:00 isn't a real UTC offset."),
        ("2026-11-03T12:00-06:75", "-06:75 isn't a real UTC offset."),
        ("2026-11-31T12:00Z", "November has 30 days."),
        ("2026-11-03T12:00", "The time has no UTC offset."),
        ("2026-11-03 12:00:30.5", "The time has no UTC offset."),
        ("tomorrow", "`tomorrow` isn't a date."),
        ("2026-11-03T", "`2026-11-03T` isn't a date."),
        ("٢٠٢٦-١١-٠٣", "`٢٠٢٦-١١-٠٣` isn't a date."),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_a_calendar(text: str, message: str) -> None:
    assert _problem(text).text == message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("46329", "This looks like a spreadsheet's number for 2026-11-03. Write the date instead."),
        ("46329.75", "This looks like a spreadsheet's number for 2026-11-03. Write the date instead."),
        ("11/03/2026", "Write the year first: 2026-03-11 or 2026-11-03, whichever you mean."),
        ("11/23/2026", "Write it with digits and hyphens: 2026-11-23."),
        ("23.11.2026", "Write it with digits and hyphens: 2026-11-23."),
        ("23. 11. 26", "Write the year first: 2023-11-26 or 2026-11-23, whichever you mean."),
        ("2026-11-3", "Write it with digits and hyphens: 2026-11-03."),
        ("2026/11/03", "Write it with digits and hyphens: 2026-11-03."),
        ("2026\u201311\u201303", "Write it with digits and hyphens: 2026-11-03."),
        ("Nov 3, 2026", "Write it with digits and hyphens: 2026-11-03."),
        ("3rd of November 2026", "Write it with digits and hyphens: 2026-11-03."),
        ("“2026-11-03”", "Remove the curly quotation marks: 2026-11-03."),
        ("„03.11.2026“", "Write the year first: 2026-03-11 or 2026-11-03, whichever you mean."),
        ("2026-02-29", "Its last day is 2026-02-28."),
        ("2026-06-31", "Its last day is 2026-06-30."),
        ("2026-23-11", "Write the month before the day: 2026-11-23."),
        (
            "2026-11-23T10:00",
            "Write only the date, 2026-11-23, or add the offset that the time is in: 2026-11-23T10:00-06:00.",
        ),
        (
            "2026-07-23 10:00:30.5",
            "Write only the date, 2026-07-23, or add the offset that the time is in: 2026-07-23T10:00-05:00.",
        ),
        ("2026-W48", "A week isn't a day. Its Monday is 2026-11-23."),
        ("23 Nov", "Write the year first, with four digits: YYYY-11-23."),
        ("3/4", "Write the year first, with four digits: YYYY-03-04 or YYYY-04-03."),
        ("26-11-23", "Write the year first: 2023-11-26 or 2026-11-23, whichever you mean."),
        ("N/A", "If there is no date, remove this line."),
        ("tbd", "If there is no date, remove this line."),
        ("99999", "Write year, month and day: 2026-11-03."),
        ("13/13/2026", "Write year, month and day: 2026-11-03."),
        ("Ma 3, 2026", "Write year, month and day: 2026-11-03."),
        ("next Monday", "Write year, month and day: 2026-11-03."),
        ("202611", "Write year, month and day: 2026-11-03."),
    ],
)
def test_the_hint_offers_the_day_that_was_meant(text: str, hint: str) -> None:
    assert _problem(text).hint == hint


WAYS_TO_WRITE_23_NOVEMBER = (
    "23.11.2026", "23. 11. 2026", "11/23/2026", "23/11/2026", "11-23-2026", "23-Nov-26", "23/Nov/2026",
    "23 Nov 2026", "Nov 23rd, 2026", "Nov 23 '26",
    "November 23 2026", "23rd of November, 2026", "2026 Nov 23",
    "Mon, 23 Nov 2026 10:00:00 -0600", "Mon Nov 23 10:00:00 2026", "Monday 2026-11-23", "2026-11-23 (Monday)",
    "23. November 2026", "23 de noviembre de 2026", "23 novembre 2026", "23 listopada 2026 (2026-11-23)",
    "2026年11月23日", "2026.11.23.", "2026 11 23", "2026\u201111\u201123", "23.11.2026 um 10:00 Uhr",
    "11/23/2026, 9:04 AM", "2026-11-23T", "2026-11-23T10:00 CST", "2026-11-23.", "1795428000",
    "Mon Nov 23 2026 10:00:00 GMT+0100 (CET)", "２０２６-１１-２３",
)  # fmt: skip


@pytest.mark.parametrize("text", WAYS_TO_WRITE_23_NOVEMBER)
def test_the_hint_shows_the_day_of_every_way_to_write_it(text: str) -> None:
    assert _problem(text).hint == "Write it with digits and hyphens: 2026-11-23."


# Days and times as ISO 8601, YAML 1.1 and YAML 1.2 write them → the day in Chicago.
FORMS = {
    "2026-11-03": "2026-11-03",
    "20261103": "2026-11-03",
    "2026-W45-2": "2026-11-03",
    "2026W452": "2026-11-03",
    "2026-307": "2026-11-03",
    "2026307": "2026-11-03",
    "2024-366": "2024-12-31",
    "2026-W01-1": "2025-12-29",
    "20261104T033000Z": "2026-11-03",
    "2026-11-04T03:30:00.25Z": "2026-11-03",
    "2026-11-04T03:30:00,25z": "2026-11-03",
    "2026-11-04t03:30z": "2026-11-03",
    "2026-11-04T03Z": "2026-11-03",
    "2026-11-04T05,5Z": "2026-11-03",
    "2026-11-04T05:59,9Z": "2026-11-03",
    "2026-11-04T06:00:00Z": "2026-11-04",
    "2026-11-03T24:00:00-06:00": "2026-11-04",
    "2026-11-03T23:59:60-06:00": "2026-11-03",
    "2026-11-03 21:59:43.10 -5": "2026-11-03",
    "2026-11-03\t9:05:00 -05:00": "2026-11-03",
    "2026-1-4 9:05:00Z": "2026-01-04",
    "2026-11-03T23:30:00\u221206:00": "2026-11-03",
    "2026-11-04T04:30:00+01": "2026-11-03",
    "2026-11-03T10:00:00-06:00[America/Chicago]": "2026-11-03",
    "2026-W45-2T23:30-06:00": "2026-11-03",
    "2026-307T2330-0600": "2026-11-03",
}


@pytest.mark.parametrize(("text", "day"), FORMS.items(), ids=FORMS)
def test_every_form_of_the_standards_is_read(text: str, day: str) -> None:
    assert read_day(text, CHICAGO) == dt.date.fromisoformat(day)
    pattern = file_schema("x", Post, is_list=False)["properties"]["date"]["pattern"]
    assert re.search(pattern, text.replace("\t", " "))


def test_a_whole_text_in_place_of_a_date_is_quoted_short() -> None:
    problem = _problem("We met again.\n" * 10_000)
    assert problem.text == "`We met again. We met again. We met again. We met again. We …` isn't a date."


@given(st.dates(dt.date(1970, 1, 1), dt.date(2100, 12, 31)))
@examples(200)
def test_every_way_of_writing_a_day_leads_back_to_it(day: dt.date) -> None:
    assert read_day(day.isoformat(), dt.UTC) == day
    serial = str((day - dt.date(1899, 12, 30)).days)
    ways = [
        f"{day:%Y/%m/%d}",
        f"{day:%d %B %Y}",
        f"{day:%b %d, %Y}",
        f"{day:%m/%d/%Y}",
        f"{day:%d.%m.%Y}",
        serial,
    ]
    for way in ways:
        assert day.isoformat() in date_hint(way).text, way


def test_a_time_is_the_day_that_the_graduate_had() -> None:
    assert read_day("2026-11-04T03:30Z", CHICAGO) == dt.date(2026, 11, 3)
    assert read_day("2026-11-03T23:30-06:00", CHICAGO) == dt.date(2026, 11, 3)
    assert read_day("2026-11-03 23:30 +1400", dt.UTC) == dt.date(2026, 11, 3)
    moment = read_moment("2026-11-04T03:30:15.25z", CHICAGO)
    assert isinstance(moment, DateOrDateTime)
    assert moment.at == dt.datetime(2026, 11, 4, 3, 30, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # Clocks in Chicago go forward on 8 March and back on 1 November 2026.
        ("2026-03-08T05:59Z", dt.date(2026, 3, 7)),
        ("2026-03-08T06:00Z", dt.date(2026, 3, 8)),
        ("2026-03-09T04:59Z", dt.date(2026, 3, 8)),
        ("2026-03-09T05:00Z", dt.date(2026, 3, 9)),
        ("2026-11-01T04:59Z", dt.date(2026, 10, 31)),
        ("2026-11-01T05:00Z", dt.date(2026, 11, 1)),
        ("2026-11-02T05:59Z", dt.date(2026, 11, 1)),
        ("2026-11-02T06:00Z", dt.date(2026, 11, 2)),
    ],
)
def test_days_begin_at_midnight_also_when_clocks_change(text: str, day: dt.date) -> None:
    assert read_day(text, CHICAGO) == day


def test_a_time_that_leads_out_of_the_calendar_is_told() -> None:
    assert _problem("1970-01-01T00:00Z").text == "The year 1969 isn't between 1970 and 2100."
    assert isinstance(read_moment("2100-12-31T23:59-12:00", ZoneInfo("Asia/Tokyo")), Message)


@given(st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2099, 1, 1)), st.sampled_from(ZONES))  # noqa: DTZ001
@examples(200)
def test_a_time_with_its_own_zones_offset_keeps_its_day(local: dt.datetime, name: str) -> None:
    at = local.replace(tzinfo=ZoneInfo(name), second=0, microsecond=0)
    offset = at.utcoffset()
    assert offset is not None
    if offset.seconds % 60 == 0:
        assert (
            read_day(at.isoformat(), ZoneInfo(name))
            == at.astimezone(dt.UTC).astimezone(ZoneInfo(name)).date()
        )


@pytest.mark.parametrize("text", ["2019", "2019-04", "2019-04-30", "1899-12"])
def test_a_resume_may_give_a_year_or_a_month_alone(text: str) -> None:
    assert read_partial_date(text, dt.UTC) == text


@pytest.mark.parametrize(
    "text", ["19", "2019-4", "2019-13", "2019-02-30", "0000", "2019-04-", "present", "２０１９"]
)
def test_what_is_no_part_of_a_date_is_told(text: str) -> None:
    assert isinstance(read_partial_date(text, dt.UTC), Message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("present", "Still there? Leave this line out."),
        ("May 2019", "Write the year first: 2019-05."),
        ("05/2019", "Write the year first: 2019-05."),
        ("soon", "Write 2019, 2019-04 or 2019-04-30."),
    ],
)
def test_the_hint_for_a_resume_offers_the_month_that_was_meant(text: str, hint: str) -> None:
    read = read_partial_date(text, dt.UTC)
    assert isinstance(read, Message)
    assert read.hint == hint


@given(st.one_of(st.text(max_size=60), st.text(alphabet="0123456789-/. :TZ+novNOV,", max_size=40)))
@examples(500)
def test_any_text_is_a_day_inside_the_calendar_or_a_problem(text: str) -> None:
    read = read_day(text, CHICAGO)
    assert isinstance(read, Message) or FIRST_DAY <= read <= LAST_DAY
    assert isinstance(read_partial_date(text, dt.UTC), str | Message)
