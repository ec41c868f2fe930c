"""The address of the site in the forms in which people paste it: put right, or refused with the right one."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.core.messages import Message
from generator.reading.site_url import read_site_url

PUT_RIGHT = {
    "https://robin.example": "https://robin.example",
    "https://robin.example/": "https://robin.example/",
    "robin.github.io": "https://robin.github.io",
    "www.robin.example": "https://www.robin.example",
    "robin.example/portfolio": "https://robin.example/portfolio",
    "\u00a0 https://robin.example\u200b ": "https://robin.example",
    "HTTPS://Robin.Example/Portfolio/": "https://robin.example/Portfolio/",
    "https://robin.example/index.html": "https://robin.example/",
    "https://robin.example/a/Index.htm": "https://robin.example/a/",
    "https://robin.example//a//./b/../c/": "https://robin.example/a/c/",
    "https://robin.example.": "https://robin.example",
    "https://robin.example:443/": "https://robin.example/",
    "http://robin.example:80": "http://robin.example",
    "robin.example:8080/a": "https://robin.example:8080/a",
    "http://robin.github.io/p": "https://robin.github.io/p",
    "http://robin.example": "http://robin.example",
    "https:/robin.example": "https://robin.example",
    "https//robin.example": "https://robin.example",
    "htttps://robin.example": "https://robin.example",
    "https://https://robin.example": "https://robin.example",
    "https:\\\\robin.example": "https://robin.example",
    "//robin.example/p": "https://robin.example/p",
    "<https://robin.example>": "https://robin.example",
    "“https://robin.example”": "https://robin.example",
    "https://robin.example,": "https://robin.example",
    "[my site](https://robin.example/)": "https://robin.example/",
    "https://robin.example/#": "https://robin.example/",
    "https://robin.example/?": "https://robin.example/",
    "https://müller.example/über": "https://xn--mller-kva.example/%C3%BCber",
    "https://xn--mller-kva.example/%C3%BCber": "https://xn--mller-kva.example/%C3%BCber",
    "https://例え.example": "https://xn--r8jz45g.example",
    "https://[2606:4700::1111]/": "https://[2606:4700::1111]/",
}


@pytest.mark.parametrize(("text", "meant"), PUT_RIGHT.items(), ids=PUT_RIGHT)
def test_what_is_clear_is_put_right_and_stays_so(text: str, meant: str) -> None:
    assert read_site_url(text, dt.UTC) == meant
    assert read_site_url(meant, dt.UTC) == meant


REFUSED = {
    "https://github.com/robin/site": "`url: https://robin.github.io/site`",
    "github.com/Robin/site/tree/main/docs": "`url: https://robin.github.io/site`",
    "https://www.github.com/robin/robin.github.io": "`url: https://robin.github.io`",
    "https://github.com/robin": "`url: https://robin.github.io`",
    "git@github.com:robin/site.git": "`url: https://robin.github.io/site`",
    "ssh://git@gitlab.com/robin/site.git": "`url: https://robin.gitlab.io/site`",
    "https://codeberg.org/robin/pages": "`url: https://robin.codeberg.page/pages`",
    "https://app.netlify.com/sites/robin/overview": "`url: https://robin.netlify.app`",
    "https://robin.example?utm_source=x": "`url: https://robin.example`",
    "https://robin.example/a/#/top": "`url: https://robin.example/a/`",
    "https://robin:secret@robin.example": "`url: https://robin.example`",
    "https://robin.example/about.html": "`url: https://robin.example`",
    "http://localhost:8000": "others see the site",
    "127.0.0.1:8000": "others see the site",
    "http://192.168.0.7/": "others see the site",
    "http://[::1]:8000/": "others see the site",
    "http://laptop.local": "others see the site",
    "https://straße.example": "xn--",
    "https://www.linkedin.com/in/robin": "is published",
    "file:///home/robin/site/index.html": "address bar",
    "ftp://robin.example": "address bar",
    "mailto:hi@robin.example": "address bar",
    "javascript:alert(1)": "address bar",
    "robin": "address bar",
    "my site": "address bar",
    "https://robin.example/a b": "address bar",
    "https://robin.example, https://other.example": "address bar",
    "https://robin.example:99999": "address bar",
    "https://-robin.example": "address bar",
    "https://robin..example": "address bar",
    "https://": "address bar",
    "https://[::1": "address bar",
}


@pytest.mark.parametrize(("text", "part"), REFUSED.items(), ids=REFUSED)
def test_what_is_no_address_of_a_site_is_refused_with_the_right_one(text: str, part: str) -> None:
    read = read_site_url(text, dt.UTC)
    assert isinstance(read, Message)
    assert part in (read.hint or "")
