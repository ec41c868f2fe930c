"""All attacks in a real browser, with the pages’ policy and without it: nothing runs or calls out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.attacks.attacks import ATTACKS, hostile_report, hostile_site, trouble, written
from tests.support.browser import CHROMIUM, chromium, served
from tests.support.effort import HARDENING, some

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("attacks"),
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: install the package chromium to run this"),
]
TOGETHER = 20  # attacks to a text: each on its own takes minutes, and `make judge` takes them
Hosted = tuple[Path, str, list[str]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A folder with the hostile site and report, its address, and its pages."""
    root = tmp_path_factory.mktemp("hostile")
    folder = root / "served" / "portfolio"
    pages = written(hostile_site(root / "public", ATTACKS, together=TOGETHER), folder)
    report = hostile_report(root / "private", ATTACKS)["index.html"]
    (folder / "report.html").write_bytes(report)
    with served(root / "served") as address:
        yield folder, f"{address}portfolio/", [*pages, "report.html"]


@pytest.mark.parametrize("policy", [True, False] if HARDENING else [False])
def test_nothing_runs_and_nothing_is_asked_for(browser: Any, hosted: Hosted, policy: bool) -> None:
    folder, address, pages = hosted
    assert len(pages) > (60 if HARDENING else 30)
    assert trouble(browser, folder, address, pages, policy=policy) == []


@pytest.mark.parametrize(
    ("body", "told"),
    some(
        [
            ("<img src=data:x onerror=alert(1)>", "console: RAN alert in"),
            ("<img src=https://evil.example/pixel.png>", "asked https://evil.example/pixel.png"),
            ("<img src=x>", "404 http"),
            ("<b onclick=alert(1)>x</b>", "<b> onclick=alert(1)"),
            ("<a href=' jav&#x09;ascript:alert(1)'>x</a>", "<a> href= jav\tascript:alert(1)"),
            ("<svg><a xlink:href=javascript:alert(1)>x</a></svg>", "<a> xlink:href=javascript:alert(1)"),
            ("<p style=color:red>x</p>", "<p> style=color:red"),
            ("<iframe srcdoc=x></iframe>", "<iframe> stands here"),
            ("<form><input></form>", "<form> stands here"),
            (
                "<meta http-equiv=refresh content='9;url=https://evil.example'>",
                "<meta> 9;url=https://evil.example",
            ),
            ("<script src=assets/other.js></script>", "<script> http"),
            ("<script type=application/ld+json>{</script>", "<script> SyntaxError"),
            ("</main><main>x</main>", "not one head, body and main"),
            ("<script>location = 'https://evil.example/'</script>", "asked https://evil.example/"),
            ("<script>throw 1</script>", "error: "),
        ],
        6,
    ),
)
def test_what_is_alive_would_be_found(browser: Any, tmp_path: Path, body: str, told: str) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><title>x</title><main>{body}</main>", "utf-8")
    with served(tmp_path) as address:
        found = trouble(browser, tmp_path, address, ["page.html"], policy=True)
    assert any(told in one for one in found), found
