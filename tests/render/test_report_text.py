from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.report.text import clipped, day_range, distance, isolate, listed, place, plain, web_link

DAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "//host.example/x",
        "/blog/x/",
        "https:///x",
        "https://",
        "https://a b.example",
        "https://[::1",
        'https://a.example/"onclick=',
        "https://a.example\\@b.example",
        "https://a.example@b.example",
        "https://a:b@c.example",
        "https://a.example/[x]",
        "https://a.example/%",
        "ftp://a.example",
        "mailto:a@b.example",
        "",
    ],
)
def test_what_is_no_link(address: str) -> None:
    assert web_link(address) is None


@pytest.mark.parametrize(
    "address", ["https://a.example/x?y=1&z=2#f", "http://a.example", "https://ä.example/ü"]
)
def test_what_is_a_link(address: str) -> None:
    assert web_link(address) == address


@given(st.text())
def test_a_link_is_always_of_the_web(text: str) -> None:
    for address in (text, "https:" + text, "https://" + text):
        if web_link(address) is not None:
            assert urlsplit(address).scheme in ("http", "https")
            assert not set(address) & set("\"'<> \t\r\n\0\\")


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
    assert distance(DAY + dt.timedelta(days=days), DAY) == words


def test_lists() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcdefghij"), 4) == "a, b, c and 7 more"


def test_names_of_rules_and_places_as_words() -> None:
    assert plain("contact-external-recruiter") == "external recruiter"
    assert plain("outside-window") == "outside window"
    assert plain("post-") == "post "
    assert place("content/private/contacts/2026-W47.yaml", 3) == "contacts/2026-W47.yaml:3"
    assert place("content/blog/x.md", None) == "blog/x.md"


def test_foreign_words_keep_their_direction_to_themselves() -> None:
    assert isolate("Amara") == "Amara"
    assert isolate("a\u202eb\u2069") == "\u2068ab\u2069"


@given(st.text(), st.integers(min_value=10, max_value=80))
def test_clipped_text_is_one_line_and_short(text: str, most: int) -> None:
    line = clipped(text, most)
    assert len(line) <= most + 2
    assert len(line.splitlines()) <= 1
