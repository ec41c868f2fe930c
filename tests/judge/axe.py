"""axe in Chromium: every kind of page in every theme, light and dark, on phones and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import module, needs_chromium
from tests.support.browser import chromium

SCHEMES = ("light", "dark")
WIDTHS = (320, 360, 1280)
HEIGHT = 780
_QUICK = ("", "resume/", "progress/")
_RUN = "axe.run(document, {resultTypes: ['violations']}).then(said => said.violations)"
_OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"


def judge(stage: Stage) -> Iterator[Finding]:
    """Violations, and pages that stick out sideways."""
    script = str(module("axe-core/axe.min.js"))
    needs_chromium()
    with chromium() as browser:
        # Only the checker's own script needs to pass the page's policy.
        page = browser.new_context(bypass_csp=True).new_page()
        for site in (*stage.samples, *stage.directories) if stage.quick else stage.sites:
            for path in (*_QUICK, site.posts[0]) if stage.quick and site.posts else site.pages:
                page.goto(site.address + path)
                page.add_script_tag(path=script)
                widths = (360,) if stage.quick else WIDTHS if site.portfolio == "sample" else (320, 1280)
                yield from _look(page, f"{site.label}: {path or 'home'}", widths)
        for name, address in stage.desk:
            page.goto(address)
            page.add_script_tag(path=script)
            yield from _look(page, f"desk: {name}", (360,) if stage.quick else WIDTHS)
        for report in stage.reports:
            page.goto(report.address)
            page.add_script_tag(path=script)
            yield from _look(page, f"report {report.name}", (360,) if stage.quick else (360, 1280))
            page.evaluate(_OPEN)
            yield from _look(page, f"report {report.name}, all open", (360,) if stage.quick else (360, 1280))


def _look(page: Any, where: str, widths: tuple[int, ...]) -> Iterator[Finding]:
    for width in widths:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            yield f"{where} at {width} px", "sticks out sideways"
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            for violation in page.evaluate(_RUN):
                first = violation["nodes"][0]
                near = " ".join(first["html"].split())[:160]
                said = f"{violation['id']}: {violation['help']}"
                yield f"{where} at {width} px, {scheme}, {len(violation['nodes'])} places: {near}", said
