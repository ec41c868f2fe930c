"""Drafts and posts for later: on no surface, and counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli.build import summary
from generator.cli.findings import unpublished
from generator.cli.serve import _print
from generator.pipeline import run
from generator.preview.preview import Preview
from generator.reporters.registry import Output, Style
from tests.support.repositories import AS_OF, repository, request


def blog(number: int, date: str, more: str = "") -> dict[str, str]:
    name = f"content/blog/{date}-number-{number}.md"
    return {name: f"---\ntitle: Secretive {number}\ndate: {date}\n{more}---\nWords.\n"}


DRAFT = blog(1, "2026-06-02", "draft: true\n")
LATER_DRAFT = blog(2, "2026-06-20", "draft: true\n")
TODAY = blog(3, "2026-06-03")
TOMORROW = blog(4, "2026-06-04")
LATER = blog(5, "2026-12-01")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (TODAY, ""),
        (DRAFT, "1 draft"),
        (DRAFT | LATER_DRAFT, "2 drafts"),
        (TOMORROW | TODAY, "1 post dated later (next: 4 Jun 2026)"),
        (LATER | TOMORROW | DRAFT, "1 draft, 2 posts dated later (next: 4 Jun 2026)"),
    ],
)
def test_the_build_says_how_many_posts_it_unpublished(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    asked = request(repository(tmp_path, files))
    assert unpublished(run.judge(asked)) == told
    assert "draft" not in unpublished(run.judge(asked), drafts_shown=True)
    line = f"Skipped  {told}"
    assert (line in summary(run.build(asked), asked)) == bool(told)


def test_the_preview_says_it_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    preview = Preview(request(repository(tmp_path, DRAFT | TOMORROW)))
    preview.refresh()
    _print(preview, Output("text", Style(root=None), redact=False))
    assert "Skipped: 1 draft, 1 post dated later (next: 4 Jun 2026)" in capsys.readouterr().out


def test_they_stand_on_no_surface(tmp_path: Path) -> None:
    asked = request(repository(tmp_path, DRAFT | TOMORROW | LATER | blog(6, "2026-06-01")), AS_OF)
    site = run.render(run.judge(asked), asked).site
    assert site is not None
    everything = b"".join(file.data + name.encode() for name, file in site.files.items())
    assert b"Secretive 6" in everything
    for number in (1, 4, 5):
        assert b"Secretive %d" % number not in everything
        assert b"number-%d" % number not in everything


def test_a_broken_portfolio_leaves_nothing_to_say(tmp_path: Path) -> None:
    assert unpublished(run.judge(request(repository(tmp_path, {"portfolio.yaml": "x"})))) == ""
