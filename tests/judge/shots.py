"""Pictures of every kind of page and of the report, for people to look at; and pages in forced colours."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium
from tests.support.browser import chromium

WIDTHS = (360, 1280)


def judge(stage: Stage) -> Iterator[Finding]:
    """Nothing is found, unless a page cannot be drawn: the pictures are what there is."""
    needs_chromium()
    shutil.rmtree(stage.shots, ignore_errors=True)
    stage.shots.mkdir(parents=True)
    every = [
        (f"{site.portfolio}-{site.theme}-{path or 'home'}", site.address + path)
        for site in stage.sites
        for path in site.pages
    ] + [(f"report-{report.name}", report.address) for report in stage.reports]
    with chromium() as browser:
        # Pages of their own: Chromium does not leave forced colours behind once it had them.
        page, forced = browser.new_context().new_page(), browser.new_context().new_page()
        forced.emulate_media(color_scheme="dark", forced_colors="active")
        for name, address in every:
            file = re.sub(r"[^a-z0-9-]+", "-", name.removesuffix(".html").lower()).strip("-")
            page.goto(address)
            _draw(page, stage, file)
            forced.goto(address)
            forced.screenshot(path=str(stage.shots / f"{file}-forced.png"))
            if not forced.evaluate("matchMedia('(forced-colors: active)').matches"):
                yield name, "could not be drawn in forced colours"
    stage.note(f"pictures: {sum(1 for _ in stage.shots.iterdir())} in {stage.shots.name}/")


def _draw(page: Any, stage: Stage, file: str) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        # A report of 2,000 contacts is higher than a picture can be.
        whole = page.evaluate("document.documentElement.scrollHeight") < 12_000
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=str(stage.shots / f"{file}-{width}-{scheme}.png"), full_page=whole)
