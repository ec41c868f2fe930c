from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.diagnostics import Severity
from generator.publish.paths import unsafe_names
from tests.support.guard import rules, site_of


def told(*paths: str) -> list[str]:
    found = unsafe_names(site_of(dict.fromkeys(paths, "")))
    assert all(one.severity is Severity.ERROR for one in found)
    return rules(found)


@pytest.mark.parametrize(
    "path",
    [
        "con/index.html", "blog/AUX/index.html", "blog/nul.tar.gz", "com1.html", "blog/lpt¹/x", "CONIN$",
        "blog/a./index.html", "blog/a /index.html", " a/index.html", "blog/a:b/index.html", 'a"b.html',
        "a<b.html", "a|b", "a?b", "a*b", "a\\b", "a\x07b", "a\nb", "a\u202eb", "a\u200bb", "../x", "a/./b",
        "a//b", "/a", "a/", f"{'x' * 101}/index.html", "ü" * 51, "/".join(["abcdefghi"] * 21),
    ],
)  # fmt: skip
def test_addresses_that_some_system_cannot_hold(path: str) -> None:
    assert set(told(path)) == {"unsafe-address"}


@pytest.mark.parametrize(
    "path",
    ["index.html", "blog/2026/über-uns/index.html", "console/x", "blog/com10/index.html", ".well-known/x",
     "日本語/index.html", "a.b-c_d~e/f.html", f"{'x' * 100}/a"],
)  # fmt: skip
def test_good_addresses(path: str) -> None:
    assert told(path) == []


@pytest.mark.parametrize(
    "paths",
    [
        ("blog/a/index.html", "blog/A/index.html"),
        ("Blog/a/index.html", "blog/b/index.html"),
        ("r\u00e9sum\u00e9/x", "re\u0301sume\u0301/x"),
        ("straße/x", "strasse/x"),
        ("feed", "feed/index.html"),
        ("Feed", "feed/index.html"),
    ],
)
def test_addresses_that_meet(paths: tuple[str, str]) -> None:
    assert told(*paths) == ["address-collision"]
    assert told(*reversed(paths)) == ["address-collision"]


def test_addresses_that_do_not_meet() -> None:
    assert told("blog/a/index.html", "blog/a/cat.png", "blog/ab/index.html", "blog.html", "a") == []


def test_the_finding_points_to_the_post() -> None:
    site = site_of({"blog/con/index.html": ""}, {"blog/con/index.html": ("content/blog/2026-01-01-con.md",)})
    (found,) = unsafe_names(site)
    assert found.location.path == "content/blog/2026-01-01-con.md"


@given(
    st.lists(st.sampled_from("aAäÄ/ßs"), max_size=6).map("".join),
    st.lists(st.sampled_from("aAäÄ/ßs")).map("".join),
)
def test_two_paths_meet_or_not_whichever_comes_first(one: str, other: str) -> None:
    found = {rule for rule in told(one, other) if rule == "address-collision"}
    assert found == {rule for rule in told(other, one) if rule == "address-collision"}
    if one.casefold() == other.casefold() and one != other:
        assert found
