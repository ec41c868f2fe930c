"""Every theme in a real browser: hostile texts stay in a small phone, the first screen says it all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.site.site import render_site
from generator.theme_check.samples import images, portfolios
from generator.theme_check.source_map import Marks
from tests.support.browser import CHROMIUM, chromium, served
from tests.support.effort import HARDENING
from tests.support.folders import shared_cache
from tests.support.site_views import THEMES

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium to run this"),
]
Sites = tuple[str, dict[tuple[str, str], list[str]]]
EVERY = pytest.mark.parametrize("theme", THEMES.names())
KINDS = ("full", "empty", "small", "hostile")


@pytest.fixture(scope="module", name="sites")
def _sites(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Sites]:
    """An address with a folder for each theme and portfolio, and in each one page of every template."""
    root = tmp_path_factory.mktemp("themes")
    pages = {(theme, kind): _written(root, theme, kind) for theme in THEMES.names() for kind in KINDS}
    with served(root) as address:
        yield address, pages


def _written(root: Path, theme: str, kind: str) -> list[str]:
    observer = Marks()
    view = portfolios(theme)[kind]
    render_site(view, THEMES, images(), observer=observer, cache=shared_cache())
    site, _ = render_site(view, THEMES, images(), cache=shared_cache())
    for name, made in site.files.items():
        path = Path(root, theme, kind, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
    first = {template: file for file, template in reversed(observer.templates.items())}
    return sorted(f"{theme}/{kind}/{file.removesuffix('index.html')}" for file in first.values())


@pytest.fixture(scope="module", name="browser")
def _browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.mark.parametrize(
    ("theme", "kind"),
    [(name, kind) for name in THEMES.names() for kind in KINDS if HARDENING or kind in ("full", "hostile")],
)
def test_no_page_sticks_out_of_a_small_phone_or_is_refused_anything(
    browser: Any, sites: Sites, theme: str, kind: str
) -> None:
    address, pages = sites
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    wide: dict[str, int] = {}
    for path in pages[theme, kind]:
        if path.endswith("404.html"):  # its links count from the root of a host of its own
            continue
        page.goto(address + path)
        width = page.evaluate("document.documentElement.scrollWidth")
        wide |= {path: width} if width > 320 else {}
    assert wide == {}
    assert told == []
    context.close()


@EVERY
def test_the_first_screen_says_who_what_next_and_shows_three_works(
    browser: Any, sites: Sites, theme: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sites[0]}{theme}/full/")
    resume, contact = 'main a[href="resume/"] >> nth=0', 'main a[href^="mailto:"] >> nth=0'
    for chosen in ("h1", ".next", resume, contact, ".works li:nth-child(3) p"):
        box = page.locator(chosen).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 740, chosen
    context.close()


@EVERY
def test_on_a_small_phone_five_ways_stand_on_one_line_below_the_name(
    browser: Any, sites: Sites, theme: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"{sites[0]}{theme}/full/blog/")
    room = page.evaluate(
        "[document.querySelector('.top nav').getBoundingClientRect().right,"
        " document.querySelector('main').getBoundingClientRect().right]"
    )
    below = page.evaluate(
        "document.querySelector('.top nav').getBoundingClientRect().top"
        " >= document.querySelector('.shade').getBoundingClientRect().bottom - 8"
    )
    assert room[0] <= room[1] + 1
    ways = page.locator(".top nav li").evaluate_all("all => all.map(e => e.getBoundingClientRect())")
    assert below
    assert len(ways) == 5
    assert len({way["y"] for way in ways}) == 1
    context.close()


@EVERY
def test_forced_colours_leave_the_weeks_to_be_seen(browser: Any, sites: Sites, theme: str) -> None:
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto(f"{sites[0]}{theme}/full/progress/")
    ground = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    marks = page.evaluate(
        "[...document.querySelectorAll('.strip i')].map(e => getComputedStyle(e).backgroundColor)"
    )
    assert len(marks) > 50
    assert ground not in marks
    context.close()


@EVERY
def test_on_paper_a_post_is_dark_on_white_and_leads_nowhere_else(
    browser: Any, sites: Sites, theme: str
) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{sites[0]}{theme}/full/blog/part-3/")
    page.emulate_media(media="print")
    assert page.locator("nav").first.is_hidden()
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert max(int(part) for part in ink.removeprefix("rgb(").removesuffix(")").split(",")) < 60
    context.close()
