"""No page asks another host for anything, is refused anything, or has anything to say in the console."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium
from tests.support.browser import chromium


def judge(stage: Stage) -> Iterator[Finding]:
    """Requests to others, answers that are errors, and what stands in the console; CSP in force."""
    needs_chromium()
    looked = 0
    with chromium() as browser:
        for site in stage.sites:
            found: list[str] = []
            page = _watched(browser, site.address, found)
            for path in site.pages:
                page.goto(site.address + path)
                looked += 1
            page.context.close()
            yield from ((site.label, said) for said in dict.fromkeys(found))
        for report in stage.reports:
            found = []
            page = _watched(browser, report.address, found)
            page.goto(report.address)
            looked += 1
            page.context.close()
            yield from ((f"report {report.name}", said) for said in dict.fromkeys(found))
    stage.note(f"opened in Chromium under their policy: {looked} pages, no request to another host")


def _watched(browser: Any, address: str, found: list[str]) -> Any:
    page = browser.new_context().new_page()
    page.on("console", lambda said: found.append(f"console on {page.url}: {said.text[:200]}"))
    page.on("pageerror", lambda error: found.append(f"error on {page.url}: {error}"))
    page.on("request", lambda asked: _note_other(asked.url, address, found))
    page.on("response", lambda got: found.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    return page


def _note_other(url: str, address: str, found: list[str]) -> None:
    host = address.split("/", 3)[2]
    if not url.startswith((f"http://{host}/", "data:")):
        found.append(f"asks {url}")
