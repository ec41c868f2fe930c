"""The résumé to take along: a PDF, a plain text and a JSON Resume beside its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.addresses import RESUME
from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.public.view import ResumeView, SiteView
from generator.site.files import RenderedFile
from generator.site.pages.page import Download
from generator.site.resume.findings import Spots, facts_lost, letters_missing, too_long
from generator.site.resume.outline import outline
from generator.site.resume.pdf import Form, Paper, set_paper
from generator.site.resume.plain_text import plain_text
from generator.site.typst import Kit, MissingLettersError, Typesetter, is_installed
from generator.site.urls import slug

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class ResumeFiles:
    """The files by their paths below `site/`, how the page offers them, and what was found."""

    files: Mapping[str, RenderedFile]
    downloads: tuple[Download, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def addresses(view: SiteView) -> tuple[str, ...]:
    """Where the files stand, for texts that link to them."""
    if view.resume is None:
        return ()
    return (pdf_address(view.resume), f"{RESUME}resume.txt", f"{RESUME}resume.json")


def pdf_address(resume: ResumeView) -> str:
    """`resume/amara-okafor-resume.pdf`: the name under which a recruiter saves it."""
    return f"{RESUME}{slug(resume.name)[:_LONGEST_NAME].strip('-')}-resume.pdf"


def resume_files(view: SiteView, kit: Kit, sources: Mapping[str, str]) -> ResumeFiles:
    """All files of the résumé. `sources` has the text of content/resume.yaml, for the lines of findings.

    Where the PDF cannot be made the others still are, and a finding says why.
    """
    resume = view.resume
    if resume is None:
        return ResumeFiles({})
    language = kit.language.own
    shown = outline(resume, kit.language)
    paper, diagnostics = _paper(resume, kit, Spots(resume.path, sources))
    plain, as_json = plain_text(shown).encode(), resume.as_json.encode()
    made = {
        **({pdf_address(resume): ("PDF", paper.pdf, language.counted(paper.pages, "page"))} if paper else {}),
        f"{RESUME}resume.txt": (language.say("Plain text"), plain, ""),
        f"{RESUME}resume.json": ("JSON Resume", as_json, ""),
    }
    return ResumeFiles(
        {address: RenderedFile(data, (resume.path,)) for address, (_, data, _) in made.items()},
        tuple(Download(label, address, note) for address, (label, _, note) in made.items()),
        diagnostics,
    )


def _paper(resume: ResumeView, kit: Kit, spots: Spots) -> tuple[Paper | None, tuple[Diagnostic, ...]]:
    """The PDF and what is told of it.

    Where the days of the site's language have letters that no font has, or that would not arrive, the
    PDF has English ones: then what is told is about the graduate's own words alone.
    """
    if not is_installed():
        return None, ()
    family, diagnostics = _family(resume.font, kit.typesetter)
    leftward = kit.language.direction == "rtl"
    form = Form(resume.paper, kit.language.tag, kit.palette, family, leftward)
    first: Paper | None = None
    letters: tuple[str, ...] = ()
    for shown in (outline(resume, kit.language), outline(resume)):
        try:
            paper = set_paper(shown, form, kit.typesetter)
        except MissingLettersError as error:
            letters = error.letters
            continue
        first = first or paper
        if not paper.lost:
            return paper, (*diagnostics, *too_long(paper.pages, shown, spots))
    if first is None:
        return None, (*diagnostics, *letters_missing(letters, resume.font, spots))
    return first, (
        *diagnostics,
        *too_long(first.pages, outline(resume), spots),
        *facts_lost(first.lost, spots),
    )


def _family(font: str | None, typesetter: Typesetter) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """What the font that was asked for is called; a file that is missing was told when it was looked for."""
    if font is None or (file := font_file(font)) not in typesetter.fonts:
        return None, ()
    family = typesetter.family(file)
    if family is not None:
        return family, ()
    return None, (diagnostic("resume-font-unusable.no-font", Location("portfolio.yaml"), font=font),)


def font_file(font: str) -> str:
    """A font's path below content/fonts/. People also write it with the folders."""
    return font.removeprefix("./").removeprefix("content/").removeprefix("fonts/")
