"""Addresses in resume.json: RFC 3986 has it stricter than browsers do."""

from __future__ import annotations

import json

import pytest

from generator.model.resume import Basics, Resume
from generator.public.disclose_resume import json_resume


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("https://a.example/x?y=%20#z", "https://a.example/x?y=%20#z"),
        ("https://a.example/[x]?[y]#a#b", "https://a.example/%5Bx%5D?%5By%5D#a%23b"),
        ("https://a.example/100%/%zz", "https://a.example/100%25/%25zz"),
        ("https://ä.example/ü", "https://xn--4ca.example/%C3%BC"),
        ("https://[::1]/x", "https://[::1]/x"),
    ],
)
def test_an_address_is_one_by_the_standard(written: str, told: str) -> None:
    resume = Resume(basics=Basics(url=written))  # type: ignore[arg-type]  # the reader makes it a Url
    assert json.loads(json_resume(resume, "Sam", (), None))["basics"]["url"] == told
