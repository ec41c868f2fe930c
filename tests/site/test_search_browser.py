"""The search in a real browser, below a sub-path: what is loaded when, by whom, and what one sees."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import CHROMIUM, chromium
from tests.support.site_views import full_view, post, posts, rendered

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium to run this"),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("searched")
    many = tuple(
        post(n, f"zebra-{n}", body=f"The zebra number {n} <i>and</i> `<b>bold</b>`.") for n in range(4, 14)
    )
    for name, made in rendered(full_view(posts=(*many[::-1], *posts()))).files.items():
        path = Path(root, "job-search", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/job-search/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(name="page")
def _page(browser: Any, address: str) -> Iterator[Any]:
    """A page that fails its test when anything is refused, breaks, or asks another host."""
    context = browser.new_context(viewport={"width": 320, "height": 740})
    page = context.new_page()
    told: list[str] = []
    page.asked = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    assert told == []
    assert [url for url in page.asked if not url.startswith(address)] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_a_post_is_found_by_its_words_and_reached(page: Any, address: str) -> None:
    page.goto(address + "blog/second/")
    page.get_by_role("link", name="Search").click()
    page.wait_for_url(address + "search/")
    assert not [url for url in page.asked if "pagefind" in url], "nothing is loaded before it is wanted"
    page.get_by_role("searchbox").type("counting things")
    page.get_by_text("1 result.").wait_for()
    assert page.locator(".hits mark").all_inner_texts() == ["counted", "things"]
    assert page.url == address + "search/?q=counting+things"
    page.get_by_role("link", name="Post first").click()
    page.wait_for_url(address + "blog/first/")
    page.go_back()
    page.get_by_text("1 result.").wait_for()
    assert page.get_by_role("searchbox").input_value() == "counting things"


def test_many_results_come_in_parts_and_the_keyboard_goes_on_where_they_do(page: Any, address: str) -> None:
    page.goto(address + "search/?q=zebra")
    page.get_by_text("10 results.").wait_for()
    assert page.locator(".hits > li").count() == 8
    page.get_by_role("button", name="Show more").press("Enter")
    page.locator(".hits > li").nth(9).wait_for()
    assert page.locator(".hits > li").nth(8).locator("a:focus").count() == 1
    assert page.get_by_role("button", name="Show more").count() == 0


def test_text_stays_text(page: Any, address: str) -> None:
    page.goto(address + "search/?q=bold")
    page.get_by_text("10 results.").wait_for()
    assert "<b>" in page.locator(".hits li p").first.inner_text()
    assert page.locator(".hits b, .hits i").count() == 0


def test_a_word_that_is_nearly_right_finds_what_was_meant(page: Any, address: str) -> None:
    page.goto(f"{address}search/?q=ezbra")
    page.locator(".hits li").first.wait_for(timeout=60_000)
    assert "zebra" in page.locator(".told").inner_text()
    assert "ezbra" in page.locator(".told").inner_text()


def test_what_is_not_there_is_said_and_an_empty_field_says_nothing(page: Any, address: str) -> None:
    page.goto(address + "search/")
    field = page.get_by_role("searchbox")
    field.type("<img src=x>xylophone")
    page.get_by_text("No results for “<img src=x>xylophone”.").wait_for()
    field.fill("")
    page.wait_for_url(address + "search/")
    assert page.locator(".told").inner_text() == ""
    assert page.locator(".told").get_attribute("role") == "status"


def test_a_search_that_cannot_be_loaded_says_so(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(address + "search/?q=zebra")
    page.get_by_text("Search could not be loaded.").wait_for()
    assert page.get_by_role("link", name="All writing by week").is_visible()
    page.close()


def test_without_javascript_the_page_says_what_to_do_instead(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "search/")
    assert "Search needs JavaScript" in page.locator("main").inner_text()
    assert page.get_by_role("searchbox").count() == 0
    assert page.get_by_role("button").count() == 0
    page.get_by_role("link", name="All writing by topic").click()
    page.wait_for_url(address + "blog/tags/")
    context.close()
