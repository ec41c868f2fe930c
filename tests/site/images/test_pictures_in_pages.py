"""Pictures as pages show them: which files, which of them at once, and what is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.diagnostics import Diagnostic, Severity
from generator.public.view import Picture
from generator.site.files import RenderedSite
from generator.site.site import render_site
from tests.support import photographs, site_views
from tests.support.html_reader import Page, body_of
from tests.support.site_views import findings, one_post, picture_in, rendered, text_of

PHOTO = photographs.photograph(900, 600)
FIRST = "content/blog/2026-06-01-first.md"


def page_of(body: str) -> Page:
    return Page(body_of(rendered(one_post(body))))


def found_in(body: str) -> tuple[Diagnostic, ...]:
    return findings(one_post(body))


@pytest.mark.parametrize(
    "source", ["images/map.png", "../images/map.png", "/images/map.png", "./../images/map.png"]
)
def test_a_picture_is_found_however_its_path_is_written(source: str) -> None:
    site = rendered(one_post(f"![A map]({source})"))
    (picture,) = Page(body_of(site)).all("img")
    assert (picture["src"], picture["alt"]) == (f"../../{picture_in(site, 'map')}", "A map")
    assert (picture["width"], picture["height"]) == ("640", "480")
    assert site.files[picture_in(site, "map")].sources == (FIRST,)


def test_a_missing_picture_is_an_error_and_leaves_its_description() -> None:
    view = one_post('One\ntwo ![A "map" & more](images/nope.png)')
    (found,) = findings(view)
    assert (found.rule, found.location.line, found.location.column) == ("image-missing", 6, 23)
    site, _ = render_site(view, site_views.THEMES, {})
    page = Page(body_of(site))
    assert not page.all("img")
    assert 'two A "map" & more' in page.text


def test_a_picture_of_another_host_is_not_loaded_and_told() -> None:
    (found,) = found_in("[![build](https://badge.example/x.svg)](https://ci.example)")
    assert (found.rule, found.severity) == ("image-remote", Severity.WARNING)


def test_a_link_to_a_picture_leads_to_the_picture() -> None:
    site = rendered(one_post("[A map](../images/map.png)"))
    assert f"../../{picture_in(site, 'map')}" in Page(body_of(site)).links()


@pytest.mark.parametrize(
    ("source", "column"), [("![](../images/map.png)", 5), ('<img src="/images/map.png">', 11)]
)
def test_a_picture_without_a_description_has_an_empty_one_and_is_told(source: str, column: int) -> None:
    (found,) = found_in(source)
    assert (found.rule, found.severity) == ("image-without-alt", Severity.WARNING)
    assert (found.location.line, found.location.column) == (5, column)
    site, _ = render_site(one_post(source), site_views.THEMES, site_views.images())
    (picture,) = Page(body_of(site)).all("img")
    assert picture["alt"] == ""


def test_a_picture_that_only_decorates_says_so() -> None:
    (picture,) = page_of('<img src="/images/map.png" alt="">').all("img")
    assert picture["alt"] == ""


# --- several files ------------------------------------------------------------------------------------


def photo_site(body: str, **changes: object) -> RenderedSite:
    """A site of one post over a photograph, `trip/lake.jpg`."""
    return rendered(one_post(body, **changes), {"trip/lake.jpg": PHOTO})


def test_a_photograph_comes_in_files_that_all_exist_and_say_where_they_are_shown() -> None:
    site = photo_site('![A lake & "reeds"](/images/trip/lake.jpg "By the lake")')
    page = Page(text_of(site, "blog/first/index.html"))
    assert not page.trouble
    (image,) = page.all("img")
    assert image["alt"] == 'A lake & "reeds"'
    assert "By the lake" in page.text
    assert (image["width"], image["height"]) == ("900", "600")
    sources = page.all("source")
    assert [source["type"] for source in sources] == ["image/avif", "image/webp"]
    assert {source["sizes"] for source in sources} == {"min(34rem, 100vw - 2.5rem)"}
    offered = [part.split() for source in sources for part in source["srcset"].split(", ")]
    assert {width for _, width in offered} == {"480w", "900w"}
    addresses = {link.removeprefix("../../") for link in (image["src"], *(link for link, _ in offered))}
    assert addresses == {file for file in site.files if file.startswith("images/")}
    assert all(site.files[address].sources == (FIRST,) for address in addresses)


def test_the_sizes_follow_the_measure_that_the_portfolio_sets() -> None:
    view = replace(one_post("![A lake](/images/trip/lake.jpg)"), tokens=(("measure", "40rem"),))
    page = Page(body_of(rendered(view, {"trip/lake.jpg": PHOTO})))
    assert {source["sizes"] for source in page.all("source")} == {"min(40rem, 100vw - 2.5rem)"}


def test_what_is_seen_first_is_loaded_first_and_all_else_later() -> None:
    two = "![A lake](/images/trip/lake.jpg)\n\n![Again](/images/trip/lake.jpg)"
    first, second = Page(body_of(photo_site(two))).all("img")
    assert first["fetchpriority"] == "high"
    assert "loading" not in first
    assert (second["loading"], second["decoding"]) == ("lazy", "async")

    (far,) = Page(body_of(photo_site("word " * 300 + "\n\n![A lake](/images/trip/lake.jpg)"))).all("img")
    assert (far["loading"], far["decoding"]) == ("lazy", "async")

    led = photo_site(two, picture=Picture("trip/lake.jpg", "Before"))
    lead, first, second = Page(body_of(led)).all("img")
    assert (lead["alt"], lead["fetchpriority"]) == ("Before", "high")
    assert [image["loading"] for image in (first, second)] == ["lazy", "lazy"]


def test_a_lead_picture_nobody_described_is_told_at_its_line_and_one_that_decorates_is_not() -> None:
    for alt, expected in ((None, [("image-without-alt", 7, 8)]), ("", []), ("A map", [])):
        found = findings(one_post("Hello.", picture=Picture("map.png", alt, 7, 8)))
        assert [(one.rule, one.location.line, one.location.column) for one in found] == expected


def test_a_picture_that_cannot_be_shown_is_told_wherever_it_is_and_leaves_its_description() -> None:
    view = one_post("One ![A lake](/images/a.jpg)\ntwo [large](/images/a.jpg)")
    site, found = render_site(view, site_views.THEMES, {"a.jpg": picture_in_png()})
    assert [(one.rule, one.location.line, one.location.column) for one in found] == [
        ("unusable-picture", 5, 15),
        ("unusable-picture", 6, 13),
    ]
    assert found[0].message == "content/images/a.jpg isn't a JPEG image, despite its name."
    assert "One A lake" in Page(body_of(site)).text
    assert not [file for file in site.files if file.startswith("images/")]


def picture_in_png() -> bytes:
    return site_views.images()["map.png"]
