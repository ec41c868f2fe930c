"""The public site: one view in, all files in memory out.

This file tells the story; each step has a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.core import addresses
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, in_order
from generator.core.progress import Progress, no_progress, with_progress
from generator.public.view import PostView, ProjectView, SiteView
from generator.site.extras import registry
from generator.site.extras.product import BuildContext
from generator.site.files import RenderedFile, RenderedSite
from generator.site.i18n.language import ENGLISH
from generator.site.i18n.lookup import language_of
from generator.site.images.album import Album
from generator.site.lead_images import lead_files, lead_findings
from generator.site.markdown.link_targets import LinkTargets
from generator.site.markdown.render_markdown import TextView, render_markdown
from generator.site.page_writer import PageWriter, sections
from generator.site.pages.blog import blog, tags_of
from generator.site.pages.free import colophon, free, not_found, resume, search_page
from generator.site.pages.home import home
from generator.site.pages.page import Page, SiteContext
from generator.site.pages.progress import progress
from generator.site.pages.projects import projects
from generator.site.palette import palette
from generator.site.resume.files import addresses as resume_addresses
from generator.site.resume.files import resume_files
from generator.site.search.index import search_index
from generator.site.search.pagefind import program
from generator.site.social_cards import draw_cards
from generator.site.templates import Templates, Watcher
from generator.site.theme import SHEET, Theme, ThemeFolders
from generator.site.tokens import measure_of, own_sheet
from generator.site.typst import Kit, Typesetter, is_installed

_NO_FONTS: Mapping[str, bytes] = {}
_NO_TEXTS: Mapping[str, str] = {}
_SHEETS = ("assets/base.css", "assets/tokens.css", "assets/theme.css", "assets/changes.css")
_OWN_SHEET = "assets/own.css"


def render_site(
    view: SiteView,
    themes: ThemeFolders,
    images: Mapping[str, bytes],
    *,
    cache: Path | None = None,
    watcher: Watcher | None = None,
    progress: Progress = no_progress,
    fonts: Mapping[str, bytes] = _NO_FONTS,
    sources: Mapping[str, str] = _NO_TEXTS,
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    """All public files of `view`, and what was found wrong while making them.

    `images` maps paths below `content/images/` to bytes as they lie there, and is asked for those alone
    that a page shows; `fonts` has what the résumé may be set in, `sources` the texts of content files,
    asked for by what a finding has to tell. `cache` is a folder for what can be made again, compiled
    templates among it, which nobody else can write to; without it all is made anew. A `watcher` looks
    on, `progress` is told how far it has come. Raises `UserError` when the theme is missing or broken.
    """
    theme = themes.find(view.theme)
    language = language_of(view.language)
    templates = Templates(theme, cache, watcher, language)
    assets, troubles = _assets(theme, view)
    sheets = tuple(sheet for sheet in (*_SHEETS, _OWN_SHEET) if sheet in assets)
    styles = tuple(assets[sheet].data.decode("utf-8", "replace") for sheet in sheets)
    album = Album(images, cache, measure_of("".join(styles)), progress)
    known = _known(view, album)
    texts, diagnostics = render_markdown(view, known, album, cache, sources)
    kit = Kit(language, palette(*styles), Typesetter(cache, fonts))
    papers = resume_files(view, kit, sources)
    material = SiteContext(view, texts, tags_of(view.posts), album, language, papers.downloads)
    search = search_index(material, cache)
    pages = [*_pages(material), *([search_page(material)] if search else [])]
    cards = draw_cards(pages, view, kit)

    printer = PageWriter(templates, material, sheets, kit.palette, bool(search), cards)
    files = dict(printer.prints(page) for page in with_progress(pages, "Pages", progress))
    files |= {**assets, **_pictures(material), **search.files, **papers.files, **cards.files}
    for product in with_progress(registry.PRODUCTS, "Feeds, papers and cards", progress):
        build_result = product.make(
            BuildContext(material, tuple(pages), known, templates, files, cache, kit.palette)
        )
        files |= build_result.files
        diagnostics += build_result.diagnostics
    diagnostics += [*troubles, *papers.diagnostics, *_not_drawn(view), *lead_findings(view, album)]
    diagnostics += [*_without_avif(album), *search.diagnostics, *_on_our_ground(view)]
    return RenderedSite(dict(sorted(files.items()))), in_order(diagnostics)


def _pages(material: SiteContext) -> Iterator[Page]:
    yield home(material)
    yield from projects(material)
    yield from blog(material)
    yield from resume(material)
    yield from progress(material)
    yield from free(material)
    yield colophon(material)
    yield not_found(material)


def _not_drawn(view: SiteView) -> Iterator[Diagnostic]:
    """What this machine could not make. It is no fault of anybody's content."""
    if is_installed() or not (view.resume or view.url):
        return
    yield diagnostic("typesetter-missing.here", Location("portfolio.yaml"), Severity.NOTE)


def _on_our_ground(view: SiteView) -> Iterator[Diagnostic]:
    """A post called `archive` would stand where the archive does. Pages were told when they were read."""
    texts: tuple[PostView | ProjectView, ...] = (*view.posts, *view.projects)
    for each in texts:
        if each.address in addresses.SITE_ADDRESSES:
            yield diagnostic("reserved-address.text", Location(each.path), address=each.address)


def _written(view: SiteView) -> tuple[TextView, ...]:
    return (*view.posts, *view.projects, *view.pages)


def _known(view: SiteView, images: Album) -> LinkTargets:
    """What texts can point at. `resume.yaml` stands for the résumé's page."""
    files = {each.path: each.address for each in _written(view)}
    if view.resume is not None:
        files[view.resume.path] = addresses.RESUME
    fixed = {
        addresses.HOME,
        addresses.COLOPHON,
        *(address for _, address in sections(view, ENGLISH).values()),
    }
    tags = {tag.address for tag in tags_of(view.posts).values()}
    blog_parts = {addresses.ARCHIVE, *tags, *({addresses.TAGS} if tags else set())}
    fixed |= {addresses.SEARCH} if program() and _written(view) else set()
    known = fixed | (blog_parts if view.posts else set()) | registry.addresses(view) | set(files.values())
    known |= set(resume_addresses(view))
    return LinkTargets(files, frozenset(known), images)


def _assets(theme: Theme, view: SiteView) -> tuple[dict[str, RenderedFile], list[Diagnostic]]:
    """The theme's files, and the style sheet that the portfolio's tokens make."""
    files = theme.assets()
    own, diagnostics = own_sheet(view.tokens, files.get(SHEET, b"").decode("utf-8", "replace"))
    assets = {f"{addresses.ASSETS}{name}": RenderedFile(data) for name, data in files.items()}
    if own:
        assets[_OWN_SHEET] = RenderedFile(own.encode())
    return assets, diagnostics


def _pictures(material: SiteContext) -> dict[str, RenderedFile]:
    """Those pictures that a page shows, each with the content files that show it."""
    shown: dict[str, set[str]] = {}
    for path, text in material.texts.items():
        for name in text.result.images:
            shown.setdefault(name, set()).add(path)
    for name, path in lead_files(material.view, material.images):
        shown.setdefault(name, set()).add(path)
    return {
        address: RenderedFile(data, tuple(sorted(shown.get(name, ()))))
        for address, (name, data) in sorted(material.images.files.items())
    }


def _without_avif(album: Album) -> Iterator[Diagnostic]:
    if album.lacks_avif:
        yield diagnostic("image-without-avif.here", Location("content/images"), Severity.NOTE)
