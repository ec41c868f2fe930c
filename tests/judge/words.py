"""Without JavaScript a page says what it says with it: at least 95 of 100 words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.judge.stage import Finding, Stage
from tests.judge.tools import needs_chromium
from tests.support.browser import chromium

LEAST = 0.95


def judge(stage: Stage) -> Iterator[Finding]:
    """Pages of the sample and of the directory of whose words too many are missing."""
    needs_chromium()
    worst, where = 1.0, ""
    with chromium() as browser:
        with_it = browser.new_context().new_page()
        without = browser.new_context(java_script_enabled=False).new_page()
        for site in (*stage.samples, *stage.directories):
            for path in site.pages:
                share = _share(_words(with_it, site.address + path), _words(without, site.address + path))
                if share < worst:
                    worst, where = share, f"{site.label}: {path or 'home'}"
                if share < LEAST:
                    yield (
                        f"{site.label}: {path or 'home'}: {share:.0%}",
                        "words are missing without JavaScript",
                    )
    stage.note(f"words without JavaScript: at least {worst:.1%} ({where or 'every page'})")


def _words(page: Any, url: str) -> Counter[str]:
    """The words that are shown. The protocol reads a page's text whether its own scripts may run or not."""
    page.goto(url)
    return Counter(page.inner_text("body").split())


def _share(all_words: Counter[str], left: Counter[str]) -> float:
    return (all_words & left).total() / max(all_words.total(), 1)
