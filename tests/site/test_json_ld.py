"""What pages say to search engines: true, public, and no way out of its block."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.public.view import Profile, SiteView
from generator.site.json_ld import linked_data
from generator.site.pages.page import Page as Sheet
from tests.support import site_views
from tests.support.html_reader import Page, live
from tests.support.site_views import full_site, full_view, picture_in, rendered, text_of

HOME = "https://sam.example/"
SUB_PATH = "https://pages.example/~sam/job-search"


def graph(file: str, view: SiteView | None = None) -> dict[str, dict[str, Any]]:
    """The nodes of a page's block by their types."""
    site = rendered(view) if view else full_site()
    (block,) = Page(text_of(site, file)).blocks
    made = json.loads(block)
    assert made["@context"] == "https://schema.org"
    return {node["@type"]: node for node in made["@graph"]}


def test_the_home_page_says_whose_it_is() -> None:
    nodes = graph("index.html")
    assert nodes.keys() == {"WebSite", "Person"}
    assert nodes["WebSite"]["author"]["@id"] == nodes["Person"]["@id"] == f"{HOME}#me"
    person = nodes["Person"]
    assert (person["name"], person["jobTitle"], person["url"]) == ("Sam Example", "Backend engineer", HOME)
    assert person["sameAs"] == ["https://github.com/sam-example"]


def test_the_profiles_are_those_that_the_pages_link_to() -> None:
    profiles = (
        Profile("Code", "https://code.example/sam", "link"),
        Profile("Mail", "mailto:a@b.example", "link"),
        Profile("x", "javascript:1", "link"),
    )
    view = full_view(profiles=profiles)
    assert graph("index.html", view)["Person"]["sameAs"] == ["https://code.example/sam"]


def test_a_post_says_what_it_is() -> None:
    posting = graph("blog/first/index.html")["BlogPosting"]
    assert posting["headline"] == "Post first"
    assert posting["datePublished"] == "2026-06-01T09:00:00+00:00"
    assert "dateModified" not in posting
    assert posting["author"] == {"@type": "Person", "@id": f"{HOME}#me", "name": "Sam Example", "url": HOME}
    assert posting["keywords"] == ["SQL", "C++", "日本語"]
    assert (posting["wordCount"], posting["image"]) == (300, HOME + picture_in(full_site(), "map"))
    assert posting["citation"] == ["https://docs.example/constraints"]
    assert graph("blog/second/index.html")["BlogPosting"]["dateModified"] == "2026-07-01"
    elsewhere = graph("blog/elsewhere/index.html")["BlogPosting"]
    assert elsewhere["sameAs"] == "https://writing.example/@sam/elsewhere"


def test_a_project_is_code_where_there_is_a_repository() -> None:
    code = graph("projects/latebus/index.html")["SoftwareSourceCode"]
    assert code["codeRepository"] == "https://github.com/sam-example/latebus"
    assert graph("projects/other/index.html").keys() == {"CreativeWork", "BreadcrumbList"}


@pytest.mark.parametrize(
    ("file", "way"),
    [
        ("blog/index.html", [("Sam Example", ""), ("Writing", "blog/")]),
        ("blog/first/index.html", [("Sam Example", ""), ("Writing", "blog/"), ("Post first", "blog/first/")]),
        ("about/index.html", [("Sam Example", ""), ("About", "about/")]),
    ],
)
def test_crumbs_lead_from_home_to_here(file: str, way: list[tuple[str, str]]) -> None:
    view = full_view(url=SUB_PATH)
    items = graph(file, view)["BreadcrumbList"]["itemListElement"]
    assert [(item["name"], item["item"]) for item in items] == [
        (name, f"{SUB_PATH}/{address}") for name, address in way
    ]
    assert [item["position"] for item in items] == list(range(1, len(way) + 1))


def test_pages_for_nobody_and_sites_without_an_address_say_nothing() -> None:
    assert Page(text_of(full_site(), "404.html")).blocks == []
    for file in rendered(full_view(url=None)).files:
        if file.endswith("index.html"):
            assert "ld+json" not in text_of(rendered(full_view(url=None)), file), file


@given(st.text(st.one_of(st.sampled_from("<>/&!-script\u2028\u2029\"'\\"), st.characters()), max_size=40))
def test_no_text_leaves_its_block_and_every_text_comes_back(text: str) -> None:
    view = full_view(name=text)
    block = linked_data(Sheet("", "home.html", "", ""), view, {})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block)["@graph"][1]["name"] == text


def test_an_attack_in_a_title_stays_in_its_block() -> None:
    attack = "</script><script>alert(1)</script><!--<script>"
    view = full_view(posts=(site_views.post(0, "first", title=attack),), projects=())
    text = text_of(rendered(view), "blog/first/index.html")
    assert live(text) == []
    assert graph("blog/first/index.html", view)["BlogPosting"]["headline"] == attack
