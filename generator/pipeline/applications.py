"""What the graduate sends with applications: the variants of the résumé that are not public.

All of it is private. It lies below the report's folder, which git ignores, and never in a public repository.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostic
from generator.core.report_files import APPLICATIONS
from generator.core.resources import shipped_themes
from generator.model.portfolio import Portfolio
from generator.pipeline.types import JudgeResult, Request, is_exposed
from generator.public.disclose_resume import private_variants
from generator.public.view import ResumeView


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
    variants = private_variants(verdict.journal)
    if not variants:
        return Papers({})
    return _typeset(variants, verdict.portfolio, request)


def _typeset(variants: tuple[ResumeView, ...], portfolio: Portfolio, request: Request) -> Papers:
    # Not loaded if there is nothing to typeset.
    from generator.pipeline.render import content_fonts, content_texts
    from generator.public.disclose import DEFAULT_THEME
    from generator.site.resume.files import name_in_files, resume_papers
    from generator.site.site import typesetting_for
    from generator.site.theme import ThemeFolders
    from generator.site.typst import Typesetter

    site = portfolio.site
    theme = ThemeFolders(shipped_themes(), request.root / "themes").find(site.theme or DEFAULT_THEME)
    # What is wrong with the fonts is a finding of the site.
    fonts, _ = content_fonts(request.root) if site.resume.font else ({}, ())
    typesetter = Typesetter(request.cache, fonts)
    typesetting = typesetting_for(theme, tuple(sorted(site.tokens.items())), site.language, typesetter)
    files: dict[str, bytes] = {}
    findings: list[Diagnostic] = []
    for resume in variants:
        papers = resume_papers(resume, typesetting, content_texts(request.root))
        stem = f"{APPLICATIONS}{name_in_files(resume.name)}-resume-{resume.variant}"
        files |= {f"{stem}.pdf": papers.pdf.data} if papers.pdf else {}
        files[f"{stem}.txt"] = papers.text
        findings += papers.diagnostics
    return Papers(files, tuple(dict.fromkeys(findings)))
