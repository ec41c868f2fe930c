"""pdftotext on the résumé's PDF: a program that screens applicants reads what the page says, in its order."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.judge.stage import Finding, Stage
from tests.judge.tools import program
from tests.support.html_reader import Page

MODES = ((), ("-raw",), ("-layout",))


def judge(stage: Stage) -> Iterator[Finding]:
    """Headings and jobs that are missing or stand in another order than on the page."""
    pdftotext = program("pdftotext", "on Debian or Ubuntu, sudo apt install poppler-utils")
    seen = 0
    for site in stage.samples:
        for file in sorted((site.folder / "resume").rglob("*.pdf")):
            seen += 1
            for mode in MODES:
                done = subprocess.run([pdftotext, *mode, str(file), "-"], capture_output=True, check=True)
                text = _folded(done.stdout.decode("utf-8"))
                label = " ".join((f"{site.label}: {file.name}", *mode))
                yield from ((label, said) for said in _misplaced(file.with_name("index.html"), text))
    stage.note(f"résumés as PDF: {seen}" if seen else "résumés as PDF: there is none yet")


def _misplaced(page: Path, text: str) -> Iterator[str]:
    at = 0
    for line in headings(page):
        found = text.find(_folded(line), at)
        if found < 0:
            yield f"“{line}” is {'out of order' if _folded(line) in text else 'missing'}"
        else:
            at = found


def headings(page: Path) -> list[str]:
    """The headings of the résumé's page, in their order."""
    reader = _Headings(page.read_text("utf-8"))
    return [" ".join("".join(parts).split()) for parts in reader.diagnostics]


class _Headings(Page):
    def __init__(self, text: str) -> None:
        self.diagnostics: list[list[str]] = []
        self.inside = False
        super().__init__(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag in ("h1", "h2"):
            self.inside = True
            self.diagnostics.append([])

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        self.inside = self.inside and tag not in ("h1", "h2")

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        if self.inside:
            self.diagnostics[-1].append(data)


def _folded(text: str) -> str:
    """Without spaces and case: programs break lines where they like, and headings may be capitals."""
    return "".join(text.split()).casefold()
