"""Every attack string in a text of its own, in every theme, in Chromium: nothing runs or calls out."""

from __future__ import annotations

from collections.abc import Iterator

from tests.judge.portfolios import themes
from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium
from tests.support.attacks.attacks import EVERY_ATTACK, hostile_report, hostile_site, trouble, written
from tests.support.browser import chromium, served


def judge(stage: Stage) -> Iterator[Finding]:
    """What came alive, under the pages' policy and without it."""
    needs_chromium()
    looked = 0
    with chromium() as browser:
        for theme in themes():
            root = stage.folder / f"attacks-{theme}"
            folder = root / "served" / "portfolio"
            pages = written(hostile_site(root / "public", EVERY_ATTACK, theme=theme), folder)
            report = hostile_report(root / "private", EVERY_ATTACK)["index.html"]
            (folder / "report.html").write_bytes(report)
            pages.append("report.html")
            with served(root / "served") as address:
                for policy in (True, False):
                    found = trouble(browser, folder, f"{address}portfolio/", pages, policy=policy)
                    yield from ((f"{theme}, policy {policy}", said) for said in found)
                    looked += len(pages)
    stage.note(f"attacks: {len(EVERY_ATTACK)} strings, {looked} pages opened")
