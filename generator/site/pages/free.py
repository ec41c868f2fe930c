"""Single pages: the graduate's own, the colophon, 404, the résumé, and the search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.core.addresses import COLOPHON, NOT_FOUND, RESUME, SEARCH
from generator.site.pages.page import Page, SiteContext
from generator.site.resume.files import page_address
from generator.site.week_strip import sentence, shown_progress


def free(context: SiteContext) -> Iterator[Page]:
    """The graduate's own pages."""
    for page in context.view.pages:
        text = context.texts[page.path]
        values = {"page": replace(page), "body": text.html}
        description = page.summary or text.beginning
        yield Page(page.address, "page.html", page.title, description, values, (page.path,), page.address)


def colophon(context: SiteContext) -> Page:
    """How the site is made, and what is checked before it is published."""
    shown = shown_progress(context.view)
    values = {
        "progress": context.view.progress,
        "sentence": sentence(shown, context.language.ui) if shown else "",
    }
    say = context.say
    description = say("How this site is built, and what is checked before it is published.")
    return Page(COLOPHON, "colophon.html", say("How this is checked"), description, values, (), COLOPHON)


def not_found(context: SiteContext) -> Page:
    """The 404 page."""
    say = context.say
    description = say("There is no page at this address.")
    return Page(NOT_FOUND, "404.html", say("Page not found"), description, listed=False)


def resume(context: SiteContext) -> Iterator[Page]:
    """The page of the résumé, if there is one, and those of its public variants.

    No other page leads to a variant: the graduate sends its address to whom it is for.
    """
    say = context.say
    for shown in (context.view.resume, *context.view.variants):
        if shown is None:
            continue
        address = page_address(shown)
        title = say("Résumé")
        if shown.variant:
            title = f"{title}: {shown.label or shown.variant}"
        description = say("Résumé of {name}", name=shown.name) + (f", {shown.label}." if shown.label else ".")
        values = {"resume": shown, "downloads": context.downloads.get(address, ())}
        listed = not shown.variant
        yield Page(address, "resume.html", title, description, values, (shown.path,), RESUME, listed=listed)


def search_page(context: SiteContext) -> Page:
    """The search page, which is not listed for search engines."""
    say = context.say
    description = say("Search the portfolio of {name}.", name=context.view.name)
    return Page(SEARCH, "search.html", say("Search"), description, section=SEARCH, listed=False)
