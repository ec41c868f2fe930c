"""PDFs that texts link to show their first page; one that cannot be drawn leaves the link as it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import typst
from PIL import Image

from generator.core.worker import worker
from generator.site import papers
from generator.site.files import RenderedSite
from generator.site.site import render_site
from tests.support import site_views
from tests.support.folders import shared_cache
from tests.support.html_reader import Page
from tests.support.site_views import THEMES, one_post, text_of

PDF = typst.compile(b"#set page(width: 100pt, height: 50pt)\nSlides", format="pdf", timestamp=0)
ENDLESS = typst.compile(b"#set page(width: 2pt, height: 14000pt, margin: 0pt)\n.", format="pdf", timestamp=0)
TEXT = """\
[The slides](../files/slides.pdf)

[Broken](../files/broken.pdf) and [in a line](../files/slides.pdf).

[Also broken](../files/broken.pdf)
"""


def rendered(files: dict[str, bytes], cache: Path | None = None) -> RenderedSite:
    downloads = {f"content/files/{name}": data for name, data in files.items()}
    site, found = render_site(
        one_post(TEXT),
        THEMES,
        site_views.images(),
        cache=cache or shared_cache(),
        downloads=downloads,
    )
    assert not found
    return site


def test_a_link_alone_in_its_paragraph_shows_the_first_page_above_type_and_size() -> None:
    site = rendered({"slides.pdf": PDF, "broken.pdf": b"%PDF-1.7\nbroken"})
    html = text_of(site, "blog/first/index.html")
    page = Page(html)
    assert not page.trouble
    box = html.partition('<div class="paper">')[2].partition("</div>")[0]
    assert 'alt="" width="960" height="480"' in box
    assert "The slides <small>(PDF, " in box
    assert box.count("<a ") == 1
    assert html.count('class="paper"') == 1
    assert "Also broken <small>(PDF, 1 KB)</small></a></p>" in html
    assert "images/papers-" in text_of(site, "blog/index.html")  # its cover, for want of another
    picture = next(
        data for path, data in site.files.items() if "images/papers-" in path and path.endswith(".png")
    )
    assert picture.sources == ("content/blog/2026-06-01-first.md",)


def test_pages_of_any_form_are_small_and_what_cannot_be_drawn_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pdf, size in ((PDF, (960, 480)), (ENDLESS, (1, 1280))):
        drawn = papers.first_page(pdf, tmp_path)
        assert drawn is not None
        assert Image.open(io.BytesIO(drawn)).size == size
    broken = PDF[: len(PDF) // 2]
    assert papers.first_page(broken, tmp_path) is None
    assert papers.first_page(b"", tmp_path) is None
    worker(papers.__name__, "answer_of").stop()
    monkeypatch.setattr(papers, "SECONDS", 0.01)  # a new process is not ready by then, and is killed
    assert papers.first_page(PDF + b"\n", tmp_path) is None
    # what was drawn, and what was broken, is known without another process
    assert papers.first_page(PDF, tmp_path) is not None
    assert papers.first_page(broken, tmp_path) is None
    monkeypatch.setattr(papers, "is_installed", lambda: False)
    assert papers.first_page(PDF, tmp_path) is None
