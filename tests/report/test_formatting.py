from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report.formatting import humanize, location, web_link
from tests.support.reports import at

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


def test_names_of_rules_and_places_as_words() -> None:
    assert humanize("contact-external-recruiter") == "external recruiter"
    assert humanize("outside-window") == "outside window"
    assert humanize("post-") == "post "
    assert location(at("content/private/contacts/2026-W47.yaml", 3)) == "contacts/2026-W47.yaml:3"
    assert location(at("content/blog/x.md"), line=False) == "blog/x.md"
