"""The home page over the wire, as Chromium counts it: 120 KB at most, pictures and type and all."""

from __future__ import annotations

from collections.abc import Iterator

from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium
from tests.support.browser import chromium

MOST = 120 * 1024


def judge(stage: Stage) -> Iterator[Finding]:
    """What is asked for until the page is still, scrolled to its end, headers and all."""
    needs_chromium()
    with chromium() as browser:
        for site in stage.samples:
            page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
            sizes: list[int] = []
            page.on("requestfinished", lambda asked, sizes=sizes: sizes.append(_size(asked)))
            page.goto(site.address, wait_until="networkidle")
            page.keyboard.press("End")
            page.wait_for_load_state("networkidle")
            page.context.close()
            stage.note(f"home, {site.label}: {sum(sizes) / 1024:.1f} KB in {len(sizes)} requests")
            if sum(sizes) > MOST:
                yield site.label, f"{sum(sizes)} bytes, more than {MOST}"


def _size(asked: object) -> int:
    sizes = asked.sizes()  # type: ignore[attr-defined]  # Playwright's request
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])
