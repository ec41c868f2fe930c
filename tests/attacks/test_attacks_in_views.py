"""Every attack in every field at once, one after the other: pages keep their shape, links their schemes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from generator.report.render import render_report
from generator.site.site import render_site
from tests.support import site_views
from tests.support.attacks import attacks
from tests.support.attacks.attacks import EVERY_ATTACK, EVIL, GROUPS
from tests.support.effort import some
from tests.support.html_reader import Page, live_in

REPORT = Path(__file__).parents[2] / "themes" / "_report"
# A text can be a word, more words, a link, or nothing once it is cleaned: pages have links only where one
# was written, and no paragraph for a summary that has no words.
LINKS = ("https://plain.example/", "mailto:a@plain.example")
HARMLESS = ("word", "two words", *LINKS, "<!-- nothing -->")
Pages = Mapping[str, Page]
Shapes = Mapping[str, list[tuple[str, list[str]]]]
Rendering = Callable[[str, Path], Pages]


def site_of(attack: str, compiled: Path) -> Pages:
    """The site's pages, the one page of a tag under a name that does not hang on what it is called."""
    view = attacks.site_view(attack, bodies=False)
    site, _ = render_site(view, site_views.THEMES, _pictures(), cache=compiled)
    for name, made in site.files.items():
        if name.endswith((".xml", ".svg")):
            ElementTree.fromstring(made.data)  # noqa: S314  # made here, and must parse
    return {
        re.sub("tags/.+/", "tags/its-name/", name): Page(made.data.decode("utf-8"))
        for name, made in site.files.items()
        if name.endswith(".html")
    }


def report_of(attack: str, _: Path) -> Pages:
    files = render_report(attacks.report_view(attack), REPORT)
    return {"index.html": Page(files["index.html"].decode("utf-8"))}


@cache
def _pictures() -> Mapping[str, bytes]:
    return site_views.images()


@pytest.fixture(autouse=True)
def _without_papers_and_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take most of the time: see `test_attacks_on_paper.py`, and `test_attacks_in_files.py` for all."""
    monkeypatch.setitem(sys.modules, "typst", None)


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where compiled templates are kept, as for a user."""
    return tmp_path_factory.mktemp("templates")


def shapes(pages: Pages) -> Shapes:
    """The tags of every page in their order, each with its attributes' names; long words get a class."""
    return {
        name: [(tag, sorted({*attributes} - {"class"})) for tag, attributes in page.tags]
        for name, page in pages.items()
    }


@cache
def harmless(render: Rendering, compiled: Path) -> list[Shapes]:
    return [shapes(render(text, compiled)) for text in HARMLESS]


@pytest.mark.parametrize(
    ("render", "group"), some([(render, group) for render in (site_of, report_of) for group in GROUPS], 16)
)
def test_an_attack_in_every_field_at_once_changes_no_page(
    render: Rendering, group: str, compiled: Path
) -> None:
    plain = harmless(render, compiled)
    for attack in GROUPS[group]:
        pages = render(attack, compiled)
        for name, shape in shapes(pages).items():
            assert shape in [known.get(name) for known in plain], (attack, name)
            assert live(pages[name]) == [], (attack, name)
            assert pages[name].trouble == [], (attack, name)


def live(page: Page) -> list[str]:
    """But for the report's own style sheet and drawings: `shapes` knows how many there are."""
    return [found for found in live_in(page) if found not in ("<style>", "<svg>")]


def test_there_are_enough_of_them_and_each_is_there_once() -> None:
    assert len(EVERY_ATTACK) >= 150
    assert len(set(EVERY_ATTACK)) == len(EVERY_ATTACK)
    assert {"javascript:alert(1)", "<script>alert(1)</script>"} <= set(EVERY_ATTACK)
    assert sum("alert(" in attack or EVIL in attack for attack in EVERY_ATTACK) > 200
