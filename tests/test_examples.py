"""The example portfolios: like real people's work, green, and small."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path

import pytest

from generator.pipeline import run
from generator.pipeline.types import JudgeResult
from tests.judge.portfolios import EXAMPLES
from tests.support.effort import HARDENING
from tests.support.repositories import request
from tests.test_sample import AS_OF

ROOT = Path(__file__).parents[1] / "examples"


@cache
def judged(name: str) -> JudgeResult:
    return run.judge(request(ROOT / name, AS_OF))


def test_there_are_these_and_make_builds_them() -> None:
    assert {path.name for path in ROOT.iterdir() if path.is_dir()} == set(EXAMPLES)
    assert f"for name in {' '.join(EXAMPLES)};" in (ROOT.parent / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_green(name: str) -> None:
    found = judged(name)
    assert [item for item in found.diagnostics if item.severity.value != "note"] == []
    assert found.evaluation is not None
    weeks = [week for week in found.evaluation.weeks if week.enforced]
    assert [week.verdict for week in weeks] == ["met"] * 3


@pytest.mark.skipif(not HARDENING, reason="the pages are made by make judge, make examples and make harden")
@pytest.mark.parametrize("name", EXAMPLES)
def test_its_pages_are_green(name: str) -> None:
    rendered = run.render(judged(name), request(ROOT / name, AS_OF))
    assert [item for item in rendered.diagnostics if item.severity.value != "note"] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_has_what_an_employer_looks_for(name: str) -> None:
    journal = judged(name).evaluation.journal  # type: ignore[union-attr]
    assert len(journal.projects) == 3
    assert all(project.image and project.results and project.role for project in journal.projects)
    assert len(journal.posts) == 3
    assert len({post.day.isocalendar().week for post in journal.posts}) == 3
    assert journal.resume is not None
    notebooks = [text for text in (*journal.projects, *journal.posts) if text.dialect == "notebook"]
    assert len(notebooks) == (2 if name == "data-scientist" else 0)


@pytest.mark.parametrize("name", EXAMPLES)
def test_nobody_in_it_is_real(name: str) -> None:
    reserved = re.compile(r"@(?!\w+\.example\b|[\w.-]+\.example\b)[\w-]+\.\w+")
    for path in (ROOT / name / "content" / "private").rglob("*.yaml"):
        text = path.read_text("utf-8")
        assert not reserved.search(text), path
        assert not re.search(r"https?://(?![\w.-]+\.example\b|designchallenge\.xyz)", text), path


def test_pictures_and_notebooks_are_small() -> None:
    sizes = {path: path.stat().st_size for path in ROOT.rglob("*") if path.suffix in (".png", ".ipynb")}
    kept = {path: size for path, size in sizes.items() if "site" not in path.parts}
    assert len(kept) > 15
    assert max(kept.values()) < 100_000
    assert sum(kept.values()) < 1_500_000


def test_every_picture_comes_from_the_script_beside_it() -> None:
    for name in EXAMPLES:
        script = (ROOT / name / "make_pictures.py").read_text("utf-8")
        for picture in (ROOT / name / "content" / "images").iterdir():
            stem = picture.stem.rpartition("-")[2]
            assert f'"{picture.name}"' in script or f'("{stem}", ' in script, picture.name


def test_what_a_notebook_shows_is_what_its_code_said() -> None:
    path = ROOT / "data-scientist/content/projects/leftover.ipynb"
    cells = json.loads(path.read_text("utf-8"))["cells"]
    assert sum(bool(cell.get("outputs")) for cell in cells) >= 5
    assert all(cell["outputs"] for cell in cells if cell["cell_type"] == "code")
    assert dt.date(2026, 11, 14) < AS_OF
