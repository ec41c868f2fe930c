"""Variants of the résumé: the public ones have pages, the others are for the graduate alone."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest

from generator.guard.extract_text import pdf_text
from generator.pipeline import run
from generator.pipeline.types import Outcome
from tests.support.repositories import repository, request

RESUME = """\
basics: {name: Sam Example, label: Engineer, phone: +1 555 0100}
work: [{name: Harbour, position: Clerk, startDate: 2019}]
projects:
  - {name: Latebus, keywords: [Django, PostGIS], startDate: 2026}
  - {name: pgdrift, startDate: 2020}
skills: [{name: Languages, keywords: [Python]}, {name: Data, keywords: [Parquet]}]
sections: [skills, projects]
variants:
  backend: {label: Backend engineer, projects: [pgdrift, Latebus], without: [work], public: true}
  harbourmaster: {label: Engineer for ports, skills: [Data], show: [phone]}
"""
FILES = {
    "content/resume.yaml": RESUME,
    "content/private/letters/x.md": "---\nemployer: Harbour\ntitle: Clerk\ndate: 2026-06-02\n---\nHello.\n",
}
LETTER = "sam-example-letter-x.pdf"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    root = repository(tmp_path_factory.mktemp("variants"), FILES)
    return root, run.build(request(root))


def headings(page: str) -> list[str]:
    return re.findall(r"<h[23][^>]*>(?:<a [^>]*>)?([^<]+)", page[page.index('class="cv"') :])


def test_the_page_the_pdf_and_the_text_have_the_order_and_the_keywords(built: tuple[Path, Outcome]) -> None:
    site = built[0] / "site" / "resume"
    page = (site / "index.html").read_text("utf-8")
    assert headings(page) == ["Skills", "Projects", "Latebus", "pgdrift", "Work Experience", "Clerk"]
    texts = [
        (site / "resume.txt").read_text("utf-8"),
        pdf_text((site / "sam-example-resume.pdf").read_bytes()),
    ]
    for text in texts:
        order = [text.index(word) for word in ("Parquet", "Latebus", "Django, PostGIS", "pgdrift", "Clerk")]
        assert order == sorted(order)
    assert "Django, PostGIS" in page


def test_a_public_variant_has_a_page_to_which_no_other_leads(built: tuple[Path, Outcome]) -> None:
    site = built[0] / "site"
    page = (site / "resume" / "backend" / "index.html").read_text("utf-8")
    assert headings(page) == ["Skills", "Projects", "pgdrift", "Latebus"]
    assert re.search(r'href="[^"]*sam-example-resume\.pdf"', page)
    assert "noindex" in page
    assert "<title>Résumé: Backend engineer" in page
    files = {path.name for path in (site / "resume" / "backend").iterdir()}
    assert files == {"index.html", "resume.txt", "sam-example-resume.pdf"}
    leading = [path for path in site.rglob("*") if path.is_file() and b"resume/backend" in path.read_bytes()]
    assert [path.relative_to(site).as_posix() for path in leading] in ([], ["resume/backend/index.html"])


def test_a_variant_that_is_not_public_is_for_the_graduate_alone(built: tuple[Path, Outcome]) -> None:
    root, _ = built
    folder = root / "report" / "applications"
    assert {path.name for path in folder.iterdir()} == {
        "sam-example-resume-harbourmaster.pdf",
        "sam-example-resume-harbourmaster.txt",
        LETTER,
    }
    for text in (
        (folder / "sam-example-resume-harbourmaster.txt").read_text("utf-8"),
        pdf_text((folder / "sam-example-resume-harbourmaster.pdf").read_bytes()),
    ):
        assert "Engineer for ports" in text
        assert "Python" not in text
        assert "+1 555 0100" in text
    for path in (root / "site").rglob("*"):
        assert "harbourmaster" not in path.name
        if path.is_file():
            data = path.read_bytes()
            data = pdf_text(data).encode() if path.suffix == ".pdf" else data
            assert not any(word in data for word in (b"harbourmaster", b"for ports", b"555 0100")), path


def test_strangers_read_none_of_it_and_a_deleted_one_goes(
    built: tuple[Path, Outcome], tmp_path: Path
) -> None:
    root = Path(shutil.copytree(built[0], tmp_path / "copy"))
    lines = [line for line in RESUME.splitlines() if "harbourmaster" not in line]
    (root / "content" / "resume.yaml").write_text("\n".join(lines), "utf-8")
    run.build(request(root))
    assert [path.name for path in (root / "report" / "applications").iterdir()] == [LETTER]
    run.build(dataclasses.replace(request(root), public=True))
    assert not (root / "report" / "applications").exists()


def test_the_default_variant_is_the_public_resume_in_all_its_forms(tmp_path: Path) -> None:
    root = repository(tmp_path, {"content/resume.yaml": RESUME + "default_variant: backend\n"})
    asked = request(root)
    rendered = run.render(run.judge(asked), asked)
    assert rendered.site is not None, [one.message for one in rendered.diagnostics]
    page = rendered.site.files["resume/index.html"].data.decode()
    assert headings(page) == ["Skills", "Projects", "pgdrift", "Latebus"]
    assert not [name for name in rendered.site.files if name.startswith("resume/backend")]
    document = json.loads(rendered.site.files["resume/resume.json"].data)
    assert document["basics"]["label"] == "Backend engineer"
    assert "work" not in document


def test_the_preview_shows_the_page_of_a_variant_that_is_not_public(tmp_path: Path) -> None:
    asked = dataclasses.replace(request(repository(tmp_path, FILES)), drafts=True)
    rendered = run.render(run.judge(asked), asked)
    assert rendered.site is not None
    assert rendered.diagnostics == ()
    page = rendered.site.files["resume/harbourmaster/index.html"].data.decode()
    assert "Not public: Engineer for ports" in page
    assert "555 0100" not in page
    assert "Not public" not in rendered.site.files["resume/backend/index.html"].data.decode()
