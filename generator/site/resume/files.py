"""The résumé's downloads: a PDF, a plain text and a JSON Resume."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.addresses import RESUME
from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.public.view import ResumeView, SiteView
from generator.site.files import RenderedFile
from generator.site.pages.page import Download
from generator.site.resume.findings import ResumeLocations, facts_lost, letters_missing, too_long
from generator.site.resume.outline import outline
from generator.site.resume.pdf import PdfOptions, ResumePdf, make_pdf
from generator.site.resume.plain_text import plain_text
from generator.site.typst import MissingLettersError, Typesetter, TypesettingContext, is_installed
from generator.site.urls import absolute, slug

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ResumeFiles:
    """The files by their paths below `site/`, the downloads that each page lists, and findings.

    `downloads` are by the address of the page.
    """

    files: Mapping[str, RenderedFile]
    downloads: Mapping[str, tuple[Download, ...]]
    diagnostics: tuple[Diagnostic, ...] = ()


def addresses(view: SiteView) -> tuple[str, ...]:
    """The addresses of the files and of the variants' pages, for links from texts."""
    if view.resume is None:
        return ()
    pages = (view.resume, *view.variants)
    texts = (f"{page_address(resume)}resume.txt" for resume in pages)
    variants = map(page_address, view.variants)
    return (*map(pdf_address, pages), *texts, *variants, f"{RESUME}resume.json")


def page_address(resume: ResumeView) -> str:
    """The address of a résumé's page: `resume/`, or `resume/backend/` of a variant."""
    return f"{RESUME}{resume.variant}/" if resume.variant else RESUME


def pdf_address(resume: ResumeView) -> str:
    """`resume/amara-okafor-resume.pdf`: the name under which a recruiter saves it."""
    return f"{page_address(resume)}{name_in_files(resume.name)}-resume.pdf"


def name_in_files(name: str) -> str:
    """Somebody's name as files begin with it: `amara-okafor`."""
    return slug(name)[:_LONGEST_NAME].strip("-")


def resume_files(view: SiteView, typesetting: TypesettingContext, sources: Mapping[str, str]) -> ResumeFiles:
    """All files of the résumé and its public variants.

    `sources` has the text of content/resume.yaml, for the lines of findings. Where a PDF cannot
    be made the others still are, and a finding says why.
    """
    files: dict[str, RenderedFile] = {}
    downloads: dict[str, tuple[Download, ...]] = {}
    diagnostics: list[Diagnostic] = []
    for resume in (view.resume, *view.variants):
        if resume is None:
            continue
        papers = resume_papers(resume, typesetting, sources)
        diagnostics += papers.diagnostics
        made: dict[str, tuple[str, bytes, str]] = {}
        if papers.pdf:
            note = typesetting.language.ui.counted(papers.pdf.pages, "page")
            made[pdf_address(resume)] = ("PDF", papers.pdf.data, note)
        text = typesetting.language.ui.say("Plain text")
        made[f"{page_address(resume)}resume.txt"] = (text, papers.text, "")
        if not resume.variant:
            made[f"{RESUME}resume.json"] = ("JSON Resume", _with_portrait(resume.as_json, view).encode(), "")
        files |= {address: RenderedFile(data, (resume.path,)) for address, (_, data, _) in made.items()}
        downloads[page_address(resume)] = tuple(
            Download(label, address, note) for address, (label, _, note) in made.items()
        )
    # What is wrong with a text is wrong in every variant that has it.
    return ResumeFiles(files, downloads, tuple(dict.fromkeys(diagnostics)))


@dataclass(frozen=True, slots=True)
class Papers:
    """A résumé as PDF, unless that cannot be made, and as plain text; and findings."""

    pdf: ResumePdf | None
    text: bytes
    diagnostics: tuple[Diagnostic, ...]


def resume_papers(resume: ResumeView, typesetting: TypesettingContext, sources: Mapping[str, str]) -> Papers:
    """One résumé as PDF and as plain text."""
    pdf, diagnostics = _pdf(resume, typesetting, ResumeLocations(resume.path, sources))
    return Papers(pdf, plain_text(outline(resume, typesetting.language)).encode(), diagnostics)


def _with_portrait(as_json: str, view: SiteView) -> str:
    """The JSON Resume with the address of the graduate's picture, which only a site with a URL has."""
    if view.portrait is None or view.url is None:
        return as_json
    document = json.loads(as_json)
    document["basics"]["image"] = absolute(view.portrait.address, view.url)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _pdf(
    resume: ResumeView, typesetting: TypesettingContext, locations: ResumeLocations
) -> tuple[ResumePdf | None, tuple[Diagnostic, ...]]:
    """The PDF and the findings about it.

    If no font has the letters of dates in the site's language, or programs cannot read them back, the PDF
    has English dates: then findings are about the graduate's own words only.
    """
    if not is_installed():
        return None, ()
    options, diagnostics = pdf_options(resume, typesetting)
    first_pdf: ResumePdf | None = None
    missing: tuple[str, ...] = ()
    for content in (outline(resume, typesetting.language), outline(resume)):
        try:
            pdf = make_pdf(content, options, typesetting.typesetter)
        except MissingLettersError as error:
            missing = error.letters
            continue
        first_pdf = first_pdf or pdf
        if not pdf.lost:
            return pdf, (*diagnostics, *too_long(pdf.pages, content, locations))
    if first_pdf is None:
        return None, (*diagnostics, *letters_missing(missing, resume.font, locations))
    return first_pdf, (
        *diagnostics,
        *too_long(first_pdf.pages, outline(resume), locations),
        *facts_lost(first_pdf.lost, locations),
    )


def pdf_options(
    resume: ResumeView, typesetting: TypesettingContext
) -> tuple[PdfOptions, tuple[Diagnostic, ...]]:
    """The layout of a résumé's PDF, and of letters beside it, and findings about its font."""
    family, diagnostics = _family(resume.font, typesetting.typesetter)
    language = typesetting.language
    is_rtl = language.direction == "rtl"
    faces = typesetting.typefaces
    return PdfOptions(resume.paper, language.tag, typesetting.palette, family, faces, is_rtl), diagnostics


def _family(font: str | None, typesetter: Typesetter) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The family name of the chosen font. A missing file already has a finding."""
    if font is None or (file := font_file(font)) not in typesetter.fonts:
        return None, ()
    family = typesetter.family(file)
    if family is not None:
        return family, ()
    return None, (diagnostic("resume-font-unusable.no-font", Location("portfolio.yaml"), font=font),)


def font_file(font: str) -> str:
    """A font's path below content/fonts/. People also write it with the folders."""
    return font.removeprefix("./").removeprefix("content/").removeprefix("fonts/")
