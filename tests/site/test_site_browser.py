"""The site in a real browser: nothing is refused, nothing sticks out, the first screen says it all."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import site_views
from tests.support.browser import CHROMIUM, chromium
from tests.support.site_views import full_view, post, rendered

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAGES = ("", "projects/", "projects/latebus/", "blog/", "blog/first/", "blog/long/", "resume/", "progress/")
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium to run this"),
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The full portfolio under a sub-path, with a post of words and code too long for a phone."""
    root = tmp_path_factory.mktemp("served")
    code = "```python\n" + "x = 1; " * 40 + "\n```"
    body = f"{LONG} `{LONG}`\n\n{code}\n\n| {LONG} | {LONG} |\n| --- | --- |\n| a | b |\n"
    extra = post(4, "long", title=LONG, summary=LONG, body=body, tags=(LONG,))
    view = full_view(posts=(extra, *site_views.posts()), progress=site_views.progress("full"))
    for name, made in rendered(view).files.items():
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


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_refused_anything_or_sticks_out(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740}, color_scheme=scheme)
    page = context.new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        assert page.goto(address + path).status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert told == []
    assert [url for url in asked if not url.startswith(address)] == []
    context.close()


def test_the_first_screen_of_a_phone_says_who_what_next_and_shows_three_works(
    browser: Any, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    resume, contact = 'a[href="resume/"] >> nth=1', 'a[href^="mailto:"] >> nth=0'
    for chosen in ("h1", ".next", resume, contact, ".works li:nth-child(3) p"):
        box = page.locator(chosen).first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 740, chosen
    context.close()


def test_a_chosen_theme_stays_and_the_button_says_which(browser: Any, address: str) -> None:
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.goto(address)
    button = page.get_by_role("button", name="Dark mode")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    page.goto(address + "resume/")
    assert page.get_by_role("button", name="Dark mode").get_attribute("aria-pressed") == "true"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
    context.close()


def test_without_javascript_there_is_no_dead_button_and_nothing_is_missing(
    browser: Any, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "blog/first/")
    assert page.get_by_role("button").count() == 0
    assert page.get_by_role("heading", level=1).inner_text() == "Post first"
    context.close()


def test_code_is_copied_as_it_was_written(browser: Any, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address + "blog/first/")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "SELECT 1 WHERE 'a' < 'b';\n"
    context.close()


def test_wide_code_and_wide_tables_scroll_inside_and_can_be_reached_by_keyboard(
    browser: Any, address: str
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 740})
    page = context.new_page()
    page.goto(address + "blog/long/")
    for chosen in ("pre", ".wide"):
        box = page.locator(chosen)
        assert box.evaluate("e => e.scrollWidth > e.clientWidth"), chosen
        box.focus()
        assert box.evaluate("e => document.activeElement === e"), chosen
    context.close()


def test_the_first_tab_leads_past_the_navigation(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    box = page.locator(".skip").bounding_box()
    assert box is not None
    assert box["y"] >= 0
    page.close()


def test_the_resume_prints_on_one_or_two_pages(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "resume/")
    printed = page.pdf(prefer_css_page_size=True)
    assert 1 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 2
    page.close()
