"""Printed by Chromium: every page whole, nothing cut off at its edges."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium
from tests.support.browser import chromium

# Wider than the sheet is cut off. The width of the widest thing, and of what it should fit into.
_WIDE = """() => {
  const room = document.documentElement.clientWidth;
  const isAside = (element) => getComputedStyle(element).position === "absolute";
  const out = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    if (element.ownerSVGElement) return false; // a drawing shows nothing outside its own edges
    return box.width > 1 && box.height > 1 && box.right > room + 1 && !isAside(element);
  });
  return out.slice(0, 3).map((element) => `<${element.localName} class="${element.className}">`);
}"""
# Words for screen readers alone are read by nobody on paper.
_UNSEEN = "for (const one of document.querySelectorAll('.vh')) one.remove()"
MOST_OF_A_RESUME = 2
SHEET = 718  # px that A4 (210 mm) has between margins of 10 mm


def judge(stage: Stage) -> Iterator[Finding]:
    """Home, a post and the résumé of the sample in every theme, directories, and all reports."""
    needs_chromium()
    counts: dict[str, int] = {}
    with chromium() as browser:
        page = browser.new_context(viewport={"width": SHEET, "height": 1040}).new_page()
        for site in stage.samples:
            for path in ("", site.posts[0], "resume/"):
                page.goto(site.address + path)
                where = f"{site.label}: {path or 'home'}"
                yield from _print(page, where, stage.folder / "printed.pdf", counts)
                if path == "resume/" and counts[where] > MOST_OF_A_RESUME:
                    yield where, f"{counts[where]} sheets, {MOST_OF_A_RESUME} at most are meant"
        for site in stage.directories:
            for path in site.pages:
                page.goto(site.address + path)
                yield from _print(
                    page, f"{site.label}: {path or 'home'}", stage.folder / "printed.pdf", counts
                )
        for report in stage.reports:
            page.goto(report.address)
            yield from _print(page, f"report {report.name}", stage.folder / "printed.pdf", counts)
    stage.note(f"sheets of A4: {', '.join(f'{where} {count}' for where, count in counts.items())}")


def _print(page: Any, where: str, file: Path, counts: dict[str, int]) -> Iterator[Finding]:
    """Print what is open into `file`, count its sheets, and see that its words are on them."""
    from pypdf import PdfReader

    page.emulate_media(media="print")
    yield from ((where, f"{element} is cut off at the right") for element in page.evaluate(_WIDE))
    page.pdf(path=str(file), prefer_css_page_size=True, print_background=False)
    page.evaluate(_UNSEEN)
    shown = page.inner_text("body").split()
    read = PdfReader(file)
    # A long word is broken at the end of a line: what is joined again is looked for.
    # Fonts have signs of their own for ff and fi.
    text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in read.pages))
    printed = "".join(text.split())
    lost = [word for word in shown if word.isascii() and word not in printed]
    if len(lost) > len(shown) / 100:
        yield where, f"{len(lost)} of {len(shown)} words are not in the PDF: {' '.join(lost[:9])[:200]}"
    counts[where] = len(read.pages)
