"""Thousands of leaks are told one by one, and in bearable time."""

from __future__ import annotations

from typing import Literal

import pytest

from generator.core.diagnostics import Location
from generator.guard import findings
from generator.guard.guard import leaks
from generator.guard.index import Hit
from generator.guard.patterns import Guarded, Secret
from generator.site.files import RenderedFile, RenderedSite

COUNT = 40
NAMES = [Secret("name", (f"Rosalind{n:03}", f"Achterberg{n:03}"), f"r{n}") for n in range(COUNT)]
SOURCE = "\n".join(" ".join(name.parts) for name in NAMES)


def site(pages: int) -> RenderedSite:
    files = {f"{n}.html": RenderedFile(SOURCE.encode(), ("content/blog/a.md",)) for n in range(pages)}
    return RenderedSite(files)


def test_each_is_told_at_its_line_however_many_pages_show_it() -> None:
    found = leaks(site(3), Guarded(tuple(NAMES)), {"content/blog/a.md": SOURCE})
    assert [one.location.line for one in found] == list(range(1, COUNT + 1))


def test_a_source_is_looked_through_once_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    real = findings._place

    def noting(hit: Hit, text: findings._Text) -> Location | Literal["by chance"] | None:
        looked.append(hit.pattern)
        return real(hit, text)

    monkeypatch.setattr(findings, "_place", noting)
    leaks(site(5), Guarded(tuple(NAMES)), {"content/blog/a.md": SOURCE})
    assert len(looked) == COUNT


def test_beyond_what_can_be_looked_for_the_published_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "_MAX_SEARCHES", 10)
    found = leaks(site(2), Guarded(tuple(NAMES)), {"content/blog/a.md": SOURCE})
    assert len(found) == COUNT
    placed = [one for one in found if one.location.path == "content/blog/a.md"]
    assert len(placed) == 10
    assert {one.location.path for one in found if one not in placed} == {"site/0.html"}
