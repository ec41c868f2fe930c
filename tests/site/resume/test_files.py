"""The résumé to take along: a PDF that a program reads in order, a plain text, a JSON Resume."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pypdf import PdfReader

from generator.public.view import ResumeView
from generator.site.colours import Palette
from generator.site.i18n.language import ENGLISH
from generator.site.resume.files import ResumeFiles, pdf_address, resume_files
from generator.site.typst import Typesetter, TypesettingContext
from tests.support.site_views import full_site, full_view, resume, text_of
from tests.support.tiny_font import tiny_font

PDF = "resume/sam-example-resume.pdf"
HOSTILE = '#read("/etc/passwd") #panic("x") $x^2$ *b* _i_ = head - item <l> @l // c `raw` #link("https://evil.example")'


def made(shown: ResumeView, source: str = "", typesetter: Typesetter | None = None) -> ResumeFiles:
    view = full_view(resume=shown)
    kit = TypesettingContext(ENGLISH, Palette(), typesetter or Typesetter(None))
    return resume_files(view, kit, {shown.path: source})


def reader(files: ResumeFiles) -> PdfReader:
    return PdfReader(io.BytesIO(files.files[PDF].data))


def links(pdf: PdfReader) -> list[str]:
    annotations = [one.get_object() for page in pdf.pages for one in page.get("/Annots", [])]
    return [str(one["/A"]["/URI"]) for one in annotations]


def test_the_files_are_called_so_that_a_recruiter_finds_them_again() -> None:
    assert pdf_address(replace(resume(), name="Ọlá Núñez-Łódź")) == "resume/ola-nunez-odz-resume.pdf"
    assert re.fullmatch(r"resume/t-[0-9a-f]{8}-resume\.pdf", pdf_address(replace(resume(), name="東京")))
    assert len(pdf_address(replace(resume(), name="Sam " * 200))) < 90


def test_the_page_links_what_was_made_and_the_site_has_it() -> None:
    page = text_of(full_site(), "resume/index.html")
    for file in ("sam-example-resume.pdf", "resume.txt", "resume.json"):
        assert f'href="../resume/{file}"' in page
        assert full_site().files[f"resume/{file}"].sources == ("content/resume.yaml",)
    assert "(1 page)" in page


def test_the_pdf_is_tagged_and_says_what_it_is() -> None:
    pdf = reader(made(resume()))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert pdf.metadata is not None
    assert (pdf.metadata.title, pdf.metadata.author) == ("Sam Example – Résumé", "Sam Example")
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_its_links_are_live() -> None:
    assert links(reader(made(resume())))[:3] == [
        "mailto:hi@sam.example", "https://sam.example", "https://github.com/sam-example",
    ]  # fmt: skip


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_that_of_the_country(paper: str, size: tuple[int, int]) -> None:
    box = reader(made(replace(resume(), paper=paper))).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size


def test_the_same_resume_is_the_same_bytes(tmp_path: Path) -> None:
    first = made(resume()).files
    assert made(resume()).files == first
    assert made(resume(), typesetter=Typesetter(tmp_path)).files == first
    assert made(resume(), typesetter=Typesetter(tmp_path)).files == first


def test_a_kept_pdf_is_neither_set_nor_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made(resume(), typesetter=Typesetter(tmp_path))
    monkeypatch.setattr(Typesetter, "_compile", None)
    monkeypatch.setattr("generator.site.resume.pdf.text_of", None)
    monkeypatch.setattr("generator.site.resume.pdf.pages_of", None)
    assert made(resume(), typesetter=Typesetter(tmp_path)) == first


def test_nothing_that_somebody_wrote_is_run() -> None:
    job = replace(resume().work[0], name=HOSTILE, summary=HOSTILE, highlights=(HOSTILE,), place=HOSTILE)
    files = made(replace(resume(), label=HOSTILE, summary=HOSTILE, work=(job,)))
    text = "".join("\n".join(page.extract_text() for page in reader(files).pages).split())
    assert text.count("".join(HOSTILE.split())) == 6
    assert "evil" not in " ".join(links(reader(files)))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"])
def test_links_lead_to_the_web_and_to_mail_alone(url: str) -> None:
    job = replace(resume().work[0], url=url)
    shown = replace(resume(), url=url, work=(job,), projects=(job,), education=(job,))
    assert url not in links(reader(made(shown)))


def test_letters_that_no_font_has_are_told_at_their_lines() -> None:
    shown = replace(resume(), label="東京 office", summary="Fast 🚀 and 京")
    files = made(shown, "basics:\n  label: 東京 office\n  summary: Fast 🚀 and 京\n")
    assert set(files.files) == {"resume/resume.txt", "resume/resume.json"}
    assert [download.label for download in files.downloads["resume/"]] == ["Plain text", "JSON Resume"]
    told = [(one.rule, one.location.line, one.location.column) for one in files.diagnostics]
    assert told == [("resume-letters-missing", 2, 10), ("resume-letters-missing", 3, 17)]
    assert "東 (U+6771), 京 (U+4EAC)" in files.diagnostics[0].message
    assert "site.resume.font: fonts/" in str(files.diagnostics[0].hint)


def test_a_font_that_has_them_makes_the_pdf() -> None:
    shown = replace(resume(), label="東京 office", font="fonts/Tiny.ttf")
    files = made(shown, typesetter=Typesetter(None, {"Tiny.ttf": tiny_font("東京")}))
    assert files.diagnostics == ()
    assert "東京 office" in reader(files).pages[0].extract_text()


def test_a_font_that_lacks_them_is_named() -> None:
    shown = replace(resume(), label="東京都", font="content/fonts/Tiny.ttf")
    (found,) = made(shown, typesetter=Typesetter(None, {"Tiny.ttf": tiny_font("東京")})).diagnostics
    assert "都 (U+90FD)" in found.message
    assert str(found.hint).startswith("content/fonts/Tiny.ttf doesn't have them.")


def test_a_file_that_is_no_font_is_an_error() -> None:
    files = made(
        replace(resume(), font="fonts/Tiny.ttf"), typesetter=Typesetter(None, {"Tiny.ttf": b"words"})
    )
    assert [(one.rule, one.severity.value) for one in files.diagnostics] == [
        ("resume-font-unusable", "error")
    ]
    assert PDF in files.files


def test_a_word_that_no_line_can_hold_is_broken_and_told() -> None:
    files = made(replace(resume(), summary="w" * 300, url="https://example.com/" + "x" * 160))
    assert [one.rule for one in files.diagnostics] == ["resume-facts-lost", "resume-facts-lost"]
    assert "broken into pieces" in files.diagnostics[0].message
    lines = reader(files).pages[0].extract_text().splitlines()
    assert max(len(line) for line in lines) < 160


def test_it_is_set_smaller_where_that_saves_a_page() -> None:
    job = resume().work[0]

    def pages_and_size(points: int) -> tuple[int, float]:
        highlights = ("Did one thing after the other, all of them well. " * 4,) * points
        pdf = reader(made(replace(resume(), work=(replace(job, highlights=highlights),))))
        sizes = re.findall(rb"/f\d+ ([\d.]+) Tf", cast(Any, pdf.pages[0].get_contents()).get_data())
        return len(pdf.pages), float(max(set(sizes), key=sizes.count))

    assert [pages_and_size(points) for points in (1, 4, 6)] == [(1, 10.5), (1, 9.5), (2, 10.5)]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
@pytest.mark.parametrize("order", ["-raw", "-layout"])
def test_another_program_reads_it_in_order(tmp_path: Path, order: str) -> None:
    (tmp_path / "cv.pdf").write_bytes(made(resume()).files[PDF].data)
    read = subprocess.run(
        ["pdftotext", order, "cv.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    wanted = """\
        Sam Example; Backend engineer; hi@sam.example; Six years of counting.; Work Experience;
        Pharmacy technician, Lakeside Mercy Hospital; Oct 2019 – Dec 2025; Chicago, IL;
        Counted everything twice.; Projects; Latebus; Skills; Languages: Python, SQL;
        Volunteer Experience; Oct 2019 – Present; Education; Prairie Code School; Certificates; CPhT"""
    at = 0
    for fact in (part.strip() for part in wanted.split(";")):
        at = read.index(fact, at)


@pytest.mark.parametrize("nothing", ["\ufffe", "\ufeff \u202e", "   "])
def test_a_name_without_a_letter_stops_nothing(nothing: str) -> None:
    work = replace(resume().work[0], name=nothing, role=nothing)
    files = made(replace(resume(), name=nothing, work=(work,))).files
    assert any(path.endswith(".pdf") for path in files)
