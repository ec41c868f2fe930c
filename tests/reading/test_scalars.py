"""Every other scalar: typed by its field from its text, whatever YAML would have made of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.messages import Message
from generator.model.calendar import week_from_name
from generator.model.fields import PublicAddress, Slug, Url, WeekName
from generator.reading.scalars import READERS, is_link
from tests.support.hypothesis_profile import examples


def _read(kind: Any, text: str) -> Any:
    return READERS[kind](text, dt.UTC)


@pytest.mark.parametrize("text", ["NO", "0123", "12:30", "null", "~", "1_000", "", " x ", "true", "1e3"])
def test_text_stays_what_it_says(text: str) -> None:
    assert _read(str, text) == text


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("Yes", True), ("ON", True), ("no", False), ("OFF", False)]
)
def test_yes_and_no(text: str, value: bool) -> None:
    assert _read(bool, text) is value


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("0123", 123), ("999999999", 999_999_999)])
def test_whole_numbers(text: str, value: int) -> None:
    assert _read(int, text) == value


@pytest.mark.parametrize(("text", "value"), [("-3.25", -3.25), ("8", 8.0), ("0.5", 0.5)])
def test_numbers(text: str, value: float) -> None:
    assert _read(float, text) == value


SOUND: list[tuple[Any, str]] = [
    (Url, "https://example.com"),
    (Url, "HTTP://example.com/a?b=c#d"),
    (Url, "https://müller.example/größe"),
    (Url, "http://localhost:8000/"),
    (PublicAddress, "mailto:hi@sam.example"),
    (PublicAddress, "https://sam.example/contact"),
    (WeekName, "2026-W53"),
    (WeekName, "2026-W01"),
    (Slug, "late-buses-2"),
    (Slug, "a" * 80),
]
UNSOUND: list[tuple[Any, str, str, str]] = [
    (bool, "maybe", "unreadable-boolean", "`maybe` isn't true or false."),
    (bool, "y", "unreadable-boolean", "`y` isn't true or false."),
    (int, "five", "unreadable-number", "`five` isn't a whole number."),
    (int, "-1", "unreadable-number", "`-1` isn't a whole number."),
    (int, "1_000", "unreadable-number", "`1_000` isn't a whole number."),
    (int, "1e3", "unreadable-number", "`1e3` isn't a whole number."),
    (int, "12:30", "unreadable-number", "`12:30` isn't a whole number."),
    (int, "٣", "unreadable-number", "`٣` isn't a whole number."),
    (int, "9" * 6000, "unreadable-number", f"`{'9' * 59}…` isn't a whole number."),
    (float, "1,5", "unreadable-number", "`1,5` isn't a number."),
    (float, "nan", "unreadable-number", "`nan` isn't a number."),
    (float, "inf", "unreadable-number", "`inf` isn't a number."),
    (Url, "example.com", "unreadable-address", "`example.com` isn't a web address: https:// is missing."),
    (Url, "https://", "unreadable-address", "`https://` isn't a web address."),
    (Url, "javascript:alert(1)", "unreadable-address", "`javascript:alert(1)` isn't a web address."),
    (Url, "https://a b.example", "unreadable-address", "`https://a b.example` isn't a web address."),
    (Url, "https://[::1", "unreadable-address", "`https://[::1` isn't a web address."),
    (
        Url,
        "https://example.com:port/",
        "unreadable-address",
        "`https://example.com:port/` isn't a web address.",
    ),
    (
        PublicAddress,
        "hi@sam.example",
        "unreadable-address",
        "`hi@sam.example` isn't a contact address.",
    ),
    (PublicAddress, "mailto:hi", "unreadable-address", "`mailto:hi` isn't a contact address."),
    (WeekName, "W40", "unreadable-week", "`W40` isn't a week."),
    (WeekName, "2025-W53", "unreadable-week", "The weeks of 2025 go from W01 to W52."),
    (WeekName, "2026-W54", "unreadable-week", "The weeks of 2026 go from W01 to W53."),
    (WeekName, "2026-W00", "unreadable-week", "The weeks of 2026 go from W01 to W53."),
    (Slug, "Late Buses", "unreadable-slug", "`Late Buses` can't be used in an address."),
    (Slug, "a--b", "unreadable-slug", "`a--b` can't be used in an address."),
    (Slug, "../x", "unreadable-slug", "`../x` can't be used in an address."),
    (Slug, "a" * 81, "unreadable-slug", f"`{'a' * 59}…` can't be used in an address."),
]


@pytest.mark.parametrize(("kind", "text"), SOUND)
def test_sound_values_are_taken_as_they_stand(kind: Any, text: str) -> None:
    assert _read(kind, text) == text


@pytest.mark.parametrize(("kind", "text", "rule", "message"), UNSOUND)
def test_unsound_values_are_told(kind: Any, text: str, rule: str, message: str) -> None:
    read = _read(kind, text)
    assert isinstance(read, Message)
    assert (read.rule, read.text) == (rule, message)
    assert read.hint is not None
    assert read.hint.endswith((".", "?"))


@pytest.mark.parametrize(
    ("text", "meant"), [("2026-W5", "2026-W05"), ("2026w40", "2026-W40"), ("2026-40", "2026-W40")]
)
def test_a_week_written_otherwise_is_offered_back(text: str, meant: str) -> None:
    assert _read(WeekName, text).hint == f"Did you mean `{meant}`?"


@given(st.sampled_from(sorted(READERS, key=str)), st.text(max_size=80))
@examples(800)
def test_no_text_makes_a_reader_raise(kind: Any, text: str) -> None:
    read = _read(kind, text)
    if isinstance(read, Message):
        assert "\n" not in read.text


@given(st.text(max_size=40))
@examples(300)
def test_a_link_has_nothing_that_could_leave_an_attribute_or_a_line(rest: str) -> None:
    link = "https://example.com/" + rest
    if is_link(link):
        assert not set(link) & set('<>"\\^`{|}\n\r\t ')


@given(st.integers(1970, 2100), st.integers(0, 99))
@examples(300)
def test_a_week_is_read_exactly_when_it_exists(year: int, number: int) -> None:
    name = f"{year}-W{number:02d}"
    assert isinstance(_read(WeekName, name), Message) is (week_from_name(name) is None)
