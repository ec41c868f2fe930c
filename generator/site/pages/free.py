"""Pages that stand for themselves: the graduate's own, the colophon, and the one for lost visitors."""

from __future__ import annotations
from collections.abc import Iterator
from generator.core.addresses import COLOPHON, NOT_FOUND
from generator.site.pages.page import SiteContext, Page
from generator.site.week_strip import sentence
from generator.core.addresses import RESUME
from generator.core.addresses import SEARCH


def free(material: SiteContext) -> Iterator[Page]:
    """The graduate's pages, as they are."""
    for page in material.view.pages:
        values = {"page": page, "body": material.texts[page.path].html}
        yield Page(page.address, "page.html", page.title, page.summary, values, (page.path,), page.address)


def colophon(material: SiteContext) -> Page:
    """How the site is made, and what is checked before it is published."""
    progress_view = material.view.progress
    values = {
        "progress": progress_view,
        "sentence": sentence(progress_view, material.language.own) if progress_view and progress_view.weeks else "",
    }
    say = material.say
    description = say("How this site is built, and what is checked before it is published.")
    return Page(COLOPHON, "colophon.html", say("How this is checked"), description, values, (), COLOPHON)


def not_found(material: SiteContext) -> Page:
    """The page for an address that is not there."""
    say = material.say
    described = say("There is no page at this address.")
    return Page(NOT_FOUND, "404.html", say("Page not found"), described, listed=False)


def resume(material: SiteContext) -> Iterator[Page]:
    """The résumé's page, if there is a résumé."""
    resume_view = material.view.resume
    if resume_view is None:
        return
    say = material.say
    description = say("Résumé of {name}", name=resume_view.name) + (f", {resume_view.label}." if resume_view.label else ".")
    values = {"resume": resume_view, "downloads": material.downloads}
    yield Page(RESUME, "resume.html", say("Résumé"), description, values, (resume_view.path,), RESUME)


def search_page(material: SiteContext) -> Page:
    """The search. Search engines have no use for it."""
    say = material.say
    described = say("Search the portfolio of {name}.", name=material.view.name)
    return Page(SEARCH, "search.html", say("Search"), described, section=SEARCH, listed=False)
