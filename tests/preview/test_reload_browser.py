"""A real browser shows a change by itself: the page's own policy lets the reloading script work."""

from __future__ import annotations

import shutil

import pytest

from tests.preview.test_serve import POST, TEXT, Served
from tests.preview.test_serve import served as served

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

BROWSER = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium: install the package chromium to run this"),
]


def test_an_open_page_loads_again_after_a_change(served: Served) -> None:
    refused: list[str] = []
    with playwright.sync_playwright() as control:
        browser = control.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page()
        page.on("console", lambda message: refused.append(message.text))
        with page.expect_websocket() as channel:
            page.goto(f"http://localhost:{served.port}/blog/maps/")
        channel.value.wait_for_event("framereceived")
        (served.root / POST).write_text(TEXT.format(title="Maps, revised"))
        page.get_by_role("heading", name="Maps, revised").first.wait_for(timeout=20_000)
        browser.close()
    assert refused == []
