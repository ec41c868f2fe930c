"""The desk in a real browser: by keyboard, judged as one types, on a phone, in two tabs, from a bookmark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from generator.core.text import count
from tests.desk.test_desk import ANN, CONTACTS, POST, TEXT
from tests.support.browser import CHROMIUM, PATIENCE, chromium, served
from tests.support.desks import OpenDesk, open_desk
from tests.support.effort import HARDENING
from tests.support.repositories import repository, write

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium to run this"),
]


in_harden = pytest.mark.skipif(not HARDENING, reason="make harden tries all; make test some")


@pytest.fixture(name="browser", scope="module")
def _browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(name="desk")
def _desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with open_desk(repository(tmp_path, {CONTACTS: ANN, POST: TEXT})) as opened:
        yield opened


@pytest.fixture(name="page")
def _page(browser: Any) -> Iterator[Any]:
    """A page in which nothing may be refused or go wrong."""
    context, wrong = browser.new_context(), list[str]()
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if "409" not in message.text else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield page
    context.close()
    assert wrong == []


def has_value(page: Any, selector: str, text: str) -> None:
    from playwright.sync_api import expect

    expect(page.locator(selector)).to_have_value(text, timeout=PATIENCE)


def verdict(page: Any, text: str) -> None:
    page.locator("#verdict").get_by_text(text).first.wait_for()


class Hands:
    """Somebody who uses a page, and how often they have to: what is to be said, other keys, and clicks."""

    def __init__(self, page: Any) -> None:
        self.page, self.said, self.keys, self.clicks = page, 0, 0, 0

    def say(self, text: str) -> None:
        self.said += len(text)
        self.page.keyboard.type(text)

    def say_last(self, text: str) -> None:
        """Say it, and wait until it has been judged as a whole."""
        with self.page.expect_response(lambda one: text in (one.request.post_data or "")):
            self.say(text)

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        for key in keys:
            self.page.keyboard.press(key)

    def click(self, role: str, name: str) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()

    @property
    def measured(self) -> str:
        return f"{count(self.clicks, 'click')} and {count(self.keys, 'key')}"


MANUAL = Path(__file__).parents[2] / "docs/graduate/desk.md"


def test_a_contact_and_its_follow_up_judged_as_it_is_typed_in_so_many_keys(desk: OpenDesk, page: Any) -> None:
    page.goto(desk.home)
    hands = Hands(page)
    hands.click("link", "Add a contact")
    page.locator("#who:focus").wait_for()
    hands.say("Dee Fox")
    hands.press("Tab", "Tab", "Tab")
    has_value(page, "#f-last_name", "Fox")
    hands.say("Lead")
    hands.press("Tab")
    hands.say("Northline")
    hands.press("Tab", "n", "Tab")
    verdict(page, "Does not count:")
    hands.say_last("Talked about tides.")
    verdict(page, "needs a follow-up message")
    hands.press("Control+Enter")
    page.get_by_role("heading", name="Added a contact").wait_for()
    assert "+   first_name: Dee" in page.locator(".diff").inner_text()
    new = hands.measured
    page.goto(desk.home)
    hands = Hands(page)
    hands.click("button", "Followed up today")
    page.get_by_text("Counts: 2 of 8 this week").wait_for()
    follow_up = hands.measured
    page.goto(desk.home)
    hands = Hands(page)
    hands.click("link", "Add a contact")
    page.locator("#who:focus").wait_for()
    hands.say("dee fox")
    hands.press("Tab", "Tab", "Tab", "Tab", "Tab", "c", "Tab")
    has_value(page, "#f-employer", "Northline")
    hands.say_last("Wrote about maps.")
    verdict(page, "Counts: 3 of 8")
    hands.press("Control+Enter")
    known = hands.measured
    for measured in (f"new person | {new} |", f"you know | {known}, ", f"A follow-up | {follow_up} |"):
        assert measured in MANUAL.read_text("utf-8"), measured


@in_harden
def test_forms_need_no_mouse(desk: OpenDesk, page: Any) -> None:
    page.goto(f"{desk.home}new/goal")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # to the content
    page.keyboard.press("Tab")
    page.keyboard.type("More maps")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Added a goal").wait_for()
    page.get_by_role("button", name="Undo").press("Enter")
    page.get_by_role("heading", name="undone").wait_for()
    assert not (desk.root / "content/private/goals.yaml").exists()


@in_harden
def test_a_known_person_is_completed(desk: OpenDesk, page: Any) -> None:
    page.goto(f"{desk.home}new/contact")
    page.fill("#who", "ann lee")
    page.keyboard.press("Tab")
    has_value(page, "#f-employer", "Quill")
    assert page.input_value("#f-title") == "Developer"


@in_harden
def test_a_mistake_is_told_at_its_field_once_that_is_left(desk: OpenDesk, page: Any) -> None:
    page.goto(f"{desk.home}new/application")
    page.fill("#f-employer", "Quill")
    page.fill("#f-link", "see my inbox")
    page.keyboard.press("Tab")
    page.locator("#f-link[aria-invalid=true]").wait_for()
    assert page.locator("#f-link-p").inner_text()
    assert page.locator("#f-title-p").inner_text() == ""  # nobody has been there yet


@in_harden
def test_two_tabs_at_once_lose_nothing(desk: OpenDesk, page: Any) -> None:
    other = page.context.new_page()
    for tab, line in ((page, 2), (other, 2)):
        tab.goto(f"{desk.home}edit?path={CONTACTS}&line={line}")
    page.fill("#f-title", "Surveyor")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Changed a contact").wait_for()
    other.fill("#f-title", "Cartographer")
    verdict(other, "changed in the file meanwhile")
    other.get_by_role("button", name="Save").click()
    other.get_by_role("heading", name="changed in the file meanwhile").wait_for()
    assert "title: Surveyor" in (desk.root / CONTACTS).read_text()
    assert other.input_value("#f-title") == "Cartographer"
    other.get_by_role("button", name="Save").click()
    other.get_by_role("heading", name="Changed a contact").wait_for()
    assert (desk.root / CONTACTS).read_text() == ANN.replace("title: Developer", "title: Cartographer")
    # Other records of the same file do not get in each other's way.
    page.goto(f"{desk.home}edit?path={CONTACTS}&line=11")
    other.goto(f"{desk.home}new/contact")
    page.fill("#f-title", "Checker")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Changed a contact").wait_for()
    assert other.locator("#form").count() == 1


@in_harden
def test_a_post_has_its_preview_and_takes_pictures(desk: OpenDesk, page: Any) -> None:
    page.goto(f"{desk.home}edit?path={POST}&line=1")
    page.fill("#f-body", "## Tides\n\nHere: ")
    page.locator("#preview h2").get_by_text("Tides").wait_for()
    page.locator("#f-body").evaluate("(one) => one.setSelectionRange(one.value.length, one.value.length)")
    pixel = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,"
    pixel += b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    given = page.evaluate_handle(
        """(bytes) => { const all = new DataTransfer();
        all.items.add(new File([new Uint8Array(bytes)], "tide chart.gif")); return all; }""",
        list(pixel),
    )
    page.locator("[data-drop='content/images']").first.dispatch_event("drop", {"dataTransfer": given})
    page.locator("#preview img").wait_for()
    assert page.input_value("#f-body").endswith("![](content/images/tide-chart.gif)")
    assert (desk.root / "content/images/tide-chart.gif").read_bytes() == pixel
    assert page.locator("#preview img").evaluate("(one) => one.decode().then(() => one.naturalWidth)") == 1


@in_harden
def test_a_bookmark_fills_in_who_one_is_looking_at(desk: OpenDesk, page: Any, tmp_path: Path) -> None:
    code = re.findall(r'href="(javascript:[^"]*)"', desk.get("bookmarklet").text)[0]
    profile = """<!doctype html><title>x</title><main><h1>Ingrid Solberg</h1>
    <p>Platform Engineer at Northline Transit</p></main>"""
    folder = write(tmp_path / "other", {"people/ingrid/index.html": profile})
    page.goto(desk.home)
    other = page.context.new_page()
    with served(folder) as address:
        other.goto(f"{address}people/ingrid/?trk=1")
        with other.expect_popup() as opened:
            other.evaluate(unquote(unescape(code)).removeprefix("javascript:"))
        form = opened.value
        has_value(form, "#f-last_name", "Solberg")
        assert form.input_value("#f-title") == "Platform Engineer"
        assert form.input_value("#f-employer") == "Northline Transit"
        assert form.input_value("#f-profile") == f"{address}people/ingrid/"
        assert "person=" not in form.url
        # The page that was read neither sees the desk nor reads it.
        assert other.evaluate(f"fetch('{desk.home}').then(() => 'read', () => 'refused')") == "refused"
        sent = "{method: 'POST', mode: 'no-cors', body: new URLSearchParams('title=x')}"
        other.evaluate(f"fetch('{desk.home}new/goal', {sent}).catch(() => 0)")
    assert not (desk.root / "content/private/goals.yaml").exists()


@in_harden
def test_pages_fit_a_phone_and_the_menu_closes(desk: OpenDesk, page: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    for path in (
        "",
        "new/contact",
        f"edit?path={POST}",
        "edit?path=portfolio.yaml",
        "records",
        "commit",
        "bookmarklet",
    ):
        page.goto(desk.home + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
    page.get_by_text("Add", exact=True).click()
    page.get_by_role("link", name="Offer", exact=True).wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Offer", exact=True).wait_for(state="hidden")


@in_harden
def test_everything_works_without_script(desk: OpenDesk, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.home}new/contact")
    page.fill("#who", "Dee Fox")
    page.select_option("#f-kind", "cold-outreach")
    page.fill("#f-employer", "Quill")
    page.set_input_files("#f-evidence-file", {"name": "a.eml", "mimeType": "message/rfc822", "buffer": b"x"})
    page.get_by_role("button", name="Save").click()
    assert "Does not count" in page.locator("#verdict").inner_text()
    assert page.input_value("#f-evidence") == "content/private/evidence/a.eml"
    page.fill("#f-title", "Lead")
    page.fill("#f-summary", "Asked")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="Added a contact").wait_for()
    assert "sha256: " in (desk.root / CONTACTS).read_text()
    context.close()
