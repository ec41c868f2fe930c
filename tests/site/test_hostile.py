"""Whatever stands in whatever field, no page gets a script, a handler, a frame or a live scheme."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.public.view import SiteView
from generator.site.files import RenderedSite
from generator.site.site import render_site
from tests.support import site_views
from tests.support.attacks.attacks import ATTACKS, GROUPS
from tests.support.folders import shared_cache
from tests.support.html_reader import Page, live, live_in
from tests.support.hypothesis_profile import examples
from tests.support.site_views import THEMES, one_post, text_of


def rendered(view: SiteView) -> RenderedSite:
    return render_site(view, THEMES, site_views.images(), cache=shared_cache())[0]


def assert_dead(site: RenderedSite, attack: str) -> None:
    for file, made in site.files.items():
        if file.endswith(".html"):
            page = Page(text_of(site, file))
            assert live_in(page) == [], (attack, file)
            assert not page.trouble, (attack, file)
            assert len(page.ids) == len(set(page.ids)), (attack, file)
        if file.endswith((".xml", ".svg")):
            ElementTree.fromstring(made.data)  # noqa: S314  # made here, and must parse


@pytest.mark.parametrize("group", GROUPS)
def test_an_attack_in_a_text_is_dead_on_its_page_and_in_the_feed(group: str) -> None:
    for attack in GROUPS[group]:
        site = rendered(one_post(f"Before\n\n{attack}\n\nAfter {attack} after"))
        assert_dead(site, attack)
        feed = ElementTree.fromstring(site.files["atom.xml"].data)  # noqa: S314  # made here
        content = feed.findtext("{*}entry/{*}content") or ""
        assert live(content) == [], attack


@pytest.mark.parametrize("attack", ["{{ 7*7 }}", "{% raw %}", "{{ site.__class__ }}", "{{ site.posts }}"])
def test_templates_in_texts_are_text(attack: str) -> None:
    site = rendered(one_post(attack, title=attack))
    assert attack in Page(text_of(site, "blog/first/index.html")).text


def test_ids_of_a_text_cannot_stand_in_for_the_pages_own() -> None:
    site = rendered(one_post("<h2 id=main>x</h2>\n\n## Sources\n"))
    ids = Page(text_of(site, "blog/first/index.html")).ids
    assert ids.count("main") == 1
    assert "text-sources" in ids


@examples(40)
@given(st.lists(st.sampled_from([*ATTACKS, "\n", "    ", "> ", "- ", "`", "*", "x"]), max_size=8))
def test_no_mixture_of_attacks_comes_alive(parts: list[str]) -> None:
    text = "".join(parts)
    assert_dead(rendered(one_post(text)), text)
