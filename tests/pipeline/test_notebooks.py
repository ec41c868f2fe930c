"""A notebook from the folder to the page: pictures, the guard, links, limits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.core.diagnostics import Diagnostic
from generator.pipeline import run
from generator.site.files import RenderedFile
from tests.support.notebooks import code, markdown, notebook, png, printed, raw, shown
from tests.support.repositories import repository, request

PATH = "content/blog/2026-06-02-late-buses.ipynb"
FRONT = "---\ntitle: Late buses\ndate: 2026-06-02\n---"
HOME = "/" + "home/amara"
PRIVATE = """- date: 2026-06-02
  first_name: Rosalind
  last_name: Achterberg
  title: Analyst
  employer: Lakeside Mercy
  kind: cold-outreach
  summary: Asked about her work.
  phone: 312-555-0141
"""
TEXT = notebook(
    raw(FRONT),
    markdown(
        "See [the other](late-trains.ipynb) and ![pasted](attachment:a.png).",
        attachments={"a.png": {"image/png": png("red")}},
    ),
    code("#| fig-alt: Bars\nplot()", shown(image_png=png())),
    code("print(x)", printed(f"Rosalind Achterberg, 312-555-0141, {HOME}/x.csv\n")),
    markdown("<!-- Ask the transit office about the missing Sunday feeds -->\n\nDone."),
    metadata={"kernelspec": {"display_name": "secret-kernel"}, "authors": [{"name": "secret-author"}]},
)
OTHER = notebook(
    raw(FRONT.replace("buses", "trains")), markdown("Back to [it](2026-06-02-late-buses.ipynb).")
)


Built = tuple[Mapping[str, RenderedFile], list[Diagnostic]]


def built(root: Path, files: Mapping[str, str | bytes], settings: str = "") -> Built:
    repository(root, files)
    with (root / "portfolio.yaml").open("a") as file:
        file.write(settings)
    rendered = run.render(run.judge(request(root)), request(root))
    assert rendered.site is not None
    return rendered.site.files, list(rendered.diagnostics)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        PATH: TEXT,
        "content/blog/late-trains.ipynb": OTHER,
        "content/private/contacts/2026-W23.yaml": PRIVATE,
        "content/projects/maps.ipynb": notebook(markdown("Text."), metadata=7),
        "content/projects/maps.yaml": "title: Maps\nsummary: Of buses.\n",
    }
    return built(tmp_path_factory.mktemp("notebooks"), files)


def test_its_pictures_are_published_as_other_pictures_are(site: Built) -> None:
    files, _ = site
    html = files["blog/late-buses/index.html"].data.decode()
    pictures = [path for path in files if path.startswith("images/")]
    assert len([path for path in pictures if path.endswith(".png")]) == 2
    assert 'alt="Bars"' in html
    assert 'alt="pasted"' in html
    assert "base64" not in html


def test_notebooks_link_to_one_another_by_their_files(site: Built) -> None:
    files, findings = site
    assert 'href="../../blog/late-trains/"' in files["blog/late-buses/index.html"].data.decode()
    assert not [
        item for item in findings if item.rule in ("broken-link", "image-without-alt", "file-ignored")
    ]


def test_metadata_is_nowhere(site: Built) -> None:
    files, _ = site
    assert not [path for path, file in files.items() if b"secret-" in file.data or HOME.encode() in file.data]


def test_the_guard_reads_outputs_and_comments_and_points_to_the_line(site: Built) -> None:
    _, findings = site
    rows = TEXT.split("\n")
    leaks = [item for item in findings if item.rule == "private-text-in-public-output"]
    assert leaks
    assert {item.location.path for item in leaks} == {PATH}
    assert all("Rosalind" in rows[(item.location.line or 0) - 1] for item in leaks)


def test_front_matter_may_be_in_a_file_beside_it(site: Built) -> None:
    assert b"Of buses." in site[0]["projects/maps/index.html"].data


def test_one_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = notebook(raw(FRONT), code("x", printed("x" * 5000)))
    _, findings = built(tmp_path, {PATH: huge}, "limits: {notebook_kb: 2}\n")
    assert [(item.rule, item.location.path) for item in findings if item.rule.startswith("file-")] == [
        ("file-too-large", PATH)
    ]


def test_pages_are_no_notebooks(tmp_path: Path) -> None:
    _, findings = built(tmp_path, {"content/pages/about.ipynb": notebook(raw(FRONT))})
    assert [item.rule for item in findings if item.location.path.endswith(".ipynb")] == ["file-ignored"]
