"""Pages and addresses have no character that HTML or the standard for addresses forbids."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.text import replace_unprintable
from generator.site.filters import outward
from generator.site.site import render_site
from generator.site.urls import escape_url
from tests.support import site_views
from tests.support.html_reader import body_of
from tests.support.site_views import one_post, rendered, text_of

FORBIDDEN = "\0\x01\x0b\x1f\x7f\x9f\ufdd0\ufdef\ufffe\uffff\U0001fffe\U0010ffff"


def test_what_html_forbids_becomes_the_sign_for_it() -> None:
    assert replace_unprintable(FORBIDDEN) == "\ufffd" * len(FORBIDDEN)
    assert replace_unprintable("a\tb\r\nc é 東京 \U0001f600 \ufeff") == "a\tb\r\nc é 東京 \U0001f600 \ufeff"


def test_pages_have_none_in_titles_nor_in_texts() -> None:
    site = rendered(one_post(f"text {FORBIDDEN[2:]} text", title=f"title {FORBIDDEN}"))
    page = text_of(site, "blog/first/index.html")
    assert not set(page) & set(FORBIDDEN)
    assert page.count("\ufffd") > len(FORBIDDEN)


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("https://a.example", "https://a.example"),
        ("https://a.example/x?y=1&z=%20#f", "https://a.example/x?y=1&z=%20#f"),
        ("https://a.example/[x]|{y}", "https://a.example/%5Bx%5D%7C%7By%7D"),
        ("https://[::1]:80/[x]", "https://[::1]:80/%5Bx%5D"),
        ('https://a.example?q="<x>"', "https://a.example?q=%22%3Cx%3E%22"),
        ("https://a.example/100%/%zz/%e4", "https://a.example/100%25/%25zz/%e4"),
        (" https://a.example/a b ", "https://a.example/a%20b"),
        ("https://ä.example/ü/東京", "https://ä.example/ü/東京"),
        ("mailto:a@b.example?subject=[x]", "mailto:a@b.example?subject=%5Bx%5D"),
        ("//a.example/\\x", "//a.example/%5Cx"),
        ("https://a.example/#x#y", "https://a.example/#x%23y"),
    ],
)
def test_an_address_is_as_the_standard_has_it(written: str, tidy: str) -> None:
    assert escape_url(written) == tidy


@given(st.text())
def test_a_tidy_address_stays_as_it_is_and_leads_to_the_same_host(text: str) -> None:
    tidy = escape_url(f"https://a.example/{text}")
    assert tidy.startswith("https://a.example/")
    assert escape_url(tidy) == tidy
    assert not re.search(r'[\s"<>\[\]\\]', tidy.removeprefix("https://a.example/"), re.ASCII)


def test_links_of_views_and_of_texts_are_tidied() -> None:
    assert outward("https://a.example/[x]") == "https://a.example/%5Bx%5D"
    assert outward("javascript:alert(1)") is None
    assert outward("https://good.example@evil.example/") is None
    site = rendered(one_post('<a href="https://a.example/[x]">x</a> [y](https://b.example/%)'))
    assert 'href="https://a.example/%5Bx%5D"' in body_of(site)
    assert 'href="https://b.example/%25"' in body_of(site)


def test_a_link_that_was_dropped_leaves_no_rel_behind() -> None:
    text = '<a href="javascript:alert(1)" title="a>b">x</a> <a>y</a> [z](https://c.example)'
    site, found = render_site(one_post(text), site_views.THEMES, site_views.images())
    assert [each.rule for each in found] == ["html-in-text"]
    body = body_of(site)
    assert '<a title="a&gt;b">x</a> <a>y</a>' in body
    assert '<a href="https://c.example" rel="noopener noreferrer">z</a>' in body
