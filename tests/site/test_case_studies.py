"""The page of a project: its pictures beside one another, captions, facts, results, and what enlarges."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from generator.public.view import Link, Picture, Result, SiteView
from generator.site.site import render_site
from tests.support import photographs, site_views
from tests.support.html_reader import Page, body_of
from tests.support.pngs import png
from tests.support.site_views import full_view, one_post, rendered, text_of

FILES = {
    "wide.png": png(1400, 700),
    "phone.png": png(400, 800),
    "small.png": png(300, 200),
    "huge.png": png(1900, 950),
}
SHOT = re.compile(r'<figure class="(shot[^"]*)"')


def project_view(body: str) -> SiteView:
    project = replace(site_views.projects()[0], body=body, picture=None)
    return full_view(projects=(project,), posts=(), pages=(), progress=None, resume=None)


def project(body: str) -> str:
    site = rendered(project_view(body), FILES)
    return body_of(site, "projects/latebus/index.html")


def shot(name: str, title: str = "") -> str:
    return f'![Seen](../images/{name} "{title}")' if title else f"![Seen](../images/{name})"


@pytest.mark.parametrize(
    ("body", "rows", "kinds"),
    [
        (shot("wide.png"), [], ["shot across"]),
        (shot("phone.png"), [], ["shot tall"]),
        (shot("small.png"), [], ["shot"]),
        (f"{shot('phone.png')} {shot('phone.png')}", ["shots tall"], ["shot"] * 2),
        (f"{shot('wide.png')}\n{shot('phone.png')}", ["shots"], ["shot"] * 2),
        (" ".join([shot("phone.png")] * 3), ["shots tall"], ["shot"] * 3),
        (" ".join([shot("phone.png")] * 4), ["shots tall"] * 2, ["shot"] * 4),
        (" ".join([shot("phone.png")] * 5), ["shots tall"] * 2, ["shot"] * 5),
        (f"Text with {shot('small.png')} in it.", [], []),
        (f"[{shot('wide.png')}](https://a.example)", [], []),
    ],
)
def test_pictures_of_a_paragraph_stand_beside_one_another(
    body: str, rows: list[str], kinds: list[str]
) -> None:
    html = project(body)
    assert re.findall(r'<div class="(shots[^"]*)"', html) == rows
    assert SHOT.findall(html) == kinds


def test_the_wider_of_two_pictures_gets_more_room_and_says_so_to_the_browser() -> None:
    html = project(f"{shot('wide.png')} {shot('phone.png')}")
    assert re.findall(r'data-wide="(\d+)"', html) == ["20", "5"]


def test_a_title_becomes_the_caption_and_is_said_once() -> None:
    html = project(f"{shot('wide.png', 'After: one <thing> & more')}")
    assert "<figcaption>After: one &lt;thing&gt; &amp; more</figcaption>" in html
    assert "title=" not in html


def test_a_picture_leads_to_its_full_file() -> None:
    view = project_view(f"{shot('wide.png')}\n\n{shot('small.png')}\n\n{shot('huge.png')}")
    site = rendered(view, FILES)
    html = text_of(site, "projects/latebus/index.html")
    full = re.findall(r'<a class="enlarge" href="\.\./\.\./([^"]+)"', html)
    assert [re.sub(r"\..*", "", address) for address in full] == ["images/wide-1400", "images/huge-1900"]
    assert all(address in site.files for address in full)
    photo = rendered(project_view(shot("lake.jpg")), {"lake.jpg": photographs.photograph(1700, 600)})
    assert "images/lake-1600" in text_of(photo, "projects/latebus/index.html")
    assert not [file for file in photo.files if "lake-1700" in file]
    assert "assets/enlarge.js" in html


def test_a_page_without_pictures_loads_no_script_for_them() -> None:
    site = rendered(project_view("Only words."), FILES)
    assert "enlarge.js" not in text_of(site, "projects/latebus/index.html")


def test_a_picture_that_only_decorates_leads_nowhere_and_a_feed_has_plain_ones() -> None:
    assert "enlarge" not in project('<img src="../images/wide.png" alt="">')
    site = rendered(one_post(f"{shot('wide.png')} {shot('phone.png')}"), FILES)
    assert "shot" not in text_of(site, "atom.xml")
    assert "across" not in body_of(site)


def test_a_missing_picture_leaves_its_description_and_the_others() -> None:
    view = project_view(f"{shot('nope.png')} {shot('wide.png')}")
    site, _ = render_site(view, site_views.THEMES, FILES)
    html = body_of(site, "projects/latebus/index.html")
    assert "Seen" in Page(html).text
    assert len(Page(html).all("img")) == 1


def test_facts_and_results_stand_above_the_text_and_one_result_in_lists() -> None:
    detailed = replace(
        site_views.projects()[0],
        role="UX lead",
        team="Two of us",
        period="8 weeks",
        tools=("Figma", "pen"),
        links=(Link("Prototype", "https://p.example"), Link("Bad", "javascript:1")),
        results=(Result("6 of 6", "found it"), Result("140", "messages a week")),
        picture=Picture("wide.png", "Seen"),
        body="## One\n\n## Two\n\n## Three\n",
    )
    site = rendered(full_view(projects=(detailed,), posts=()), FILES)
    html = text_of(site, "projects/latebus/index.html")
    text = Page(html).text
    places = [text.index(words) for words in ("UX lead", "Two of us", "8 weeks", "6 of 6", "On this page")]
    assert places == sorted(places)
    assert "Python, PostgreSQL, Figma, pen" in text
    links = Page(html).links()
    assert "https://p.example" in links
    assert not [link for link in links if link.startswith("javascript")]
    for file in ("index.html", "projects/index.html"):
        listed = Page(text_of(site, file)).text
        assert "6 of 6 found it" in listed
        assert "messages a week" not in listed
