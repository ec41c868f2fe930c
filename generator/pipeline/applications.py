"""What the graduate sends with applications: letters, and the variants of the résumé that are not public.

All of it is private. It lies below the report's folder, which git ignores, and never in a public repository.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.report_files import APPLICATIONS
from generator.core.resources import shipped_themes
from generator.model.kinds import Journal
from generator.model.letter import Letter
from generator.model.portfolio import Portfolio
from generator.pipeline.types import JudgeResult, Request, is_exposed
from generator.public.disclose_resume import private_resume, private_variants
from generator.public.view import ResumeView
from generator.rules.severities import apply_severities

if TYPE_CHECKING:  # loaded when something is typeset
    from generator.site.i18n.language import Language
    from generator.site.resume.letter import LetterText
    from generator.site.typst import TypesettingContext


@dataclass(frozen=True, slots=True)
class Papers:
    """Files by their paths in the report's folder, and findings about them."""

    files: Mapping[str, bytes]
    diagnostics: tuple[Diagnostic, ...] = ()


def application_papers(judged: JudgeResult, request: Request) -> Papers:
    """The papers; none without a verdict, or where strangers could read them."""
    verdict = judged.verdict
    if verdict is None or is_exposed(request):
        return Papers({})
    variants, letters = private_variants(verdict.journal), verdict.journal.letters
    if not (variants or letters):
        return Papers({})
    typesetting = _typesetting(verdict.portfolio, request)
    made = [*_resumes(variants, typesetting, request), *_letters(verdict.journal, typesetting, request)]
    files = {path: data for papers in made for path, data in papers.files.items()}
    findings = dict.fromkeys(one for papers in made for one in papers.diagnostics)
    return Papers(files, tuple(apply_severities(findings, verdict.commitment)))


def _typesetting(portfolio: Portfolio, request: Request) -> TypesettingContext:
    """Theme and fonts as those of the site's résumé. What is wrong with them is a finding of the site."""
    # Not loaded if there is nothing to typeset.
    from generator.pipeline.render import content_fonts
    from generator.public.disclose import DEFAULT_THEME
    from generator.site.site import typesetting_for
    from generator.site.theme import ThemeFolders
    from generator.site.typst import Typesetter

    site = portfolio.site
    theme = ThemeFolders(shipped_themes(), request.root / "themes").find(site.theme or DEFAULT_THEME)
    fonts = content_fonts(request.root)[0] if site.resume.font else {}
    tokens = tuple(sorted(site.tokens.items()))
    return typesetting_for(theme, tokens, site.language, Typesetter(request.cache, fonts))


def _resumes(
    variants: Iterable[ResumeView], typesetting: TypesettingContext, request: Request
) -> Iterator[Papers]:
    from generator.pipeline.render import content_texts
    from generator.site.resume.files import name_in_files, resume_papers

    for resume in variants:
        papers = resume_papers(resume, typesetting, content_texts(request.root))
        stem = f"{APPLICATIONS}{name_in_files(resume.name)}-resume-{resume.variant}"
        pdf = {f"{stem}.pdf": papers.pdf.data} if papers.pdf else {}
        yield Papers({**pdf, f"{stem}.txt": papers.text}, papers.diagnostics)


def _letters(journal: Journal, typesetting: TypesettingContext, request: Request) -> Iterator[Papers]:
    from generator.pipeline.render import content_texts
    from generator.site.i18n.language import ENGLISH
    from generator.site.resume.files import name_in_files, pdf_options
    from generator.site.resume.findings import ResumeLocations, letters_missing
    from generator.site.resume.letter import make_letter
    from generator.site.typst import MissingLettersError, is_installed

    if not (journal.letters and is_installed()):
        return
    head = private_resume(journal)
    options, _ = pdf_options(head, typesetting)
    for letter in journal.letters:
        path = f"{APPLICATIONS}{name_in_files(head.name)}-letter-{letter.name}.pdf"
        missing: tuple[str, ...] = ()
        for language in (typesetting.language, ENGLISH):
            text = _text_of(letter, head, language, request)
            if isinstance(text, Diagnostic):
                yield Papers({}, (text,))
                break
            try:
                yield Papers({path: make_letter(text, options, typesetting.typesetter)})
                break
            except MissingLettersError as error:
                missing = error.letters
        else:
            locations = ResumeLocations(letter.origin.path, content_texts(request.root))
            key = "resume-letters-missing.letter"
            yield Papers({}, tuple(letters_missing(missing, head.font, locations, key)))


def _text_of(
    letter: Letter, head: ResumeView, language: Language, request: Request
) -> LetterText | Diagnostic:
    """A letter as it is typeset, or why it cannot be."""
    from generator.markdown.convert import convert
    from generator.site.resume.letter import LetterText, blocks_of, head_of

    converted = convert(letter.body, request.cache, letter.dialect)
    if converted.html is None:
        place = Location(letter.origin.path, letter.body_line, 1)
        return diagnostic(f"{converted.problem}", place, Severity.WARNING)
    recipient = (letter.to, letter.employer, *letter.address)
    return LetterText(
        *head_of(head),
        language.day(letter.date),
        tuple(line for line in recipient if line),
        letter.subject,
        blocks_of(converted.html),
    )
