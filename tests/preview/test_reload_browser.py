"""A real browser shows a change by itself: the page's own policy lets the reloading script work."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.preview.test_serve import PATIENCE, POST, TEXT, Served, eventually
from tests.preview.test_serve import served as served
from tests.support.browser import CHROMIUM, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium to run this"),
]


def open_page(page: Page, address: str) -> None:
    """Open the page, until the server has greeted it on the channel for reloading.

    The greeting often comes before the page has loaded, so it is listened for from the start.
    """
    greeted: list[str | bytes] = []
    page.on("websocket", lambda channel: channel.on("framereceived", lambda frame: greeted.append(frame)))
    page.goto(address)
    end = time.monotonic() + PATIENCE
    while not greeted:
        assert time.monotonic() < end, "the server did not greet the page"
        page.wait_for_timeout(20)


def test_an_open_page_loads_again_after_a_change(served: Served) -> None:
    refused: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("console", lambda message: refused.append(message.text))
        open_page(page, f"http://localhost:{served.port}/blog/maps/")
        (served.root / POST).write_text(TEXT.format(title="Maps, revised"))
        page.get_by_role("heading", name="Maps, revised").first.wait_for()
    assert refused == []


def test_a_mistake_stands_in_the_page_at_its_line_and_the_page_keeps_its_place(served: Served) -> None:
    long = TEXT.format(title="Maps") + "\n\nA line.\n" * 200
    (served.root / POST).write_text(long)
    eventually(lambda: served.shows("/blog/maps/", "A line."))
    refused: list[str] = []
    with chromium() as browser:
        page = browser.new_page()
        page.on("console", lambda message: refused.append(message.text))
        open_page(page, f"http://localhost:{served.port}/blog/maps/")
        page.evaluate("window.scrollTo(0, 1500)")
        (served.root / POST).write_text(long.replace("date: 2026-06-02", "date: 2026-06-02\nsumary: x"))
        shown = page.get_by_text("content/blog/2026-06-02-maps.md:4:1")
        shown.wait_for()
        # The overlay's own style sheet came through the page's policy: it stands at the window's foot.
        box = page.locator("aside details").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] == page.viewport_size["height"]
        assert page.evaluate("window.scrollY") == 1500
        (served.root / POST).write_text(long)
        shown.wait_for(state="detached")
    assert refused == []
