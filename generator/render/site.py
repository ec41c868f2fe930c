"""The public site: one view in, all files in memory out.

This file tells the story; each step has a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.diagnostics import Diagnostic, Place, Severity, in_order
from generator.render.files import RenderedFile, RenderedSite
from generator.render.pages import page as addresses
from generator.render.pages.blog import blog, tags_of
from generator.render.pages.free import colophon, free, not_found
from generator.render.pages.home import home
from generator.render.pages.page import Material, Page, picture_file
from generator.render.pages.progress import progress
from generator.render.pages.projects import projects
from generator.render.pages.resume import resume
from generator.render.palette import palette
from generator.render.printing import Printer, sections
from generator.render.products import table
from generator.render.products.product import Making
from generator.render.targets import Known
from generator.render.templates import Templates, Watcher
from generator.render.texts import Written, read_texts
from generator.render.theme import SHEET, Theme, ThemeFolders
from generator.render.tokens import own_sheet
from generator.views.public import PostView, ProjectView, SiteView

_SHEETS = ("assets/base.css", "assets/tokens.css", "assets/theme.css", "assets/changes.css")
_OWN_SHEET = "assets/own.css"
_OURS = frozenset(
    {addresses.HOME, addresses.BLOG, addresses.TAGS, addresses.ARCHIVE, addresses.PROJECTS}
    | {addresses.RESUME, addresses.PROGRESS, addresses.COLOPHON, "assets/", "images/"}
)


def render_site(
    view: SiteView,
    themes: ThemeFolders,
    images: Mapping[str, bytes],
    *,
    cache: Path | None = None,
    watcher: Watcher | None = None,
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    """All public files of `view`, and what was found wrong while making them.

    `images` maps paths below `content/images/` to bytes that have been cleaned. `cache` is a folder
    for what can be made again, which nobody else can write to; without it all is made anew. A `watcher`
    looks on. Raises `Fault` when the theme is missing or broken.
    """
    theme = themes.find(view.theme)
    templates = Templates(theme, cache, watcher)
    known = _known(view, images)
    texts, found = read_texts(view, known, cache)
    material = Material(view, texts, tags_of(view.posts), images)
    assets, troubles = _assets(theme, view)
    pages = list(_pages(material))

    sheets = tuple(sheet for sheet in (*_SHEETS, _OWN_SHEET) if sheet in assets)
    colours = palette(*(assets[sheet].data.decode("utf-8", "replace") for sheet in sheets))
    printer = Printer(templates, material, sheets, colours)
    files = dict(printer.prints(page) for page in pages)
    files |= assets
    files |= _pictures(material)
    for product in table.PRODUCTS:
        made = product.make(Making(material, tuple(pages), known, templates, files, cache, colours))
        files |= made.files
        found += made.found
    found += [*troubles, *_missing_pictures(view, images), *_on_our_ground(view)]
    return RenderedSite(dict(sorted(files.items()))), in_order(found)


def _pages(material: Material) -> Iterator[Page]:
    yield home(material)
    yield from projects(material)
    yield from blog(material)
    yield from resume(material)
    yield from progress(material)
    yield from free(material)
    yield colophon(material)
    yield not_found()


def _on_our_ground(view: SiteView) -> Iterator[Diagnostic]:
    """A post called `archive` would stand where the archive does. Pages were told when they were read."""
    texts: tuple[PostView | ProjectView, ...] = (*view.posts, *view.projects)
    for each in texts:
        if each.address in _OURS:
            message = f"“{each.address}” is an address of the site itself."
            place = Place(each.path)
            yield Diagnostic("reserved-address", Severity.ERROR, message, place, hint="Set another `slug`.")


def _written(view: SiteView) -> tuple[Written, ...]:
    return (*view.posts, *view.projects, *view.pages)


def _known(view: SiteView, images: Mapping[str, bytes]) -> Known:
    """What texts can point at. `resume.yaml` stands for the résumé's page."""
    files = {each.path: each.address for each in _written(view)}
    if view.resume is not None:
        files[view.resume.path] = addresses.RESUME
    fixed = {addresses.HOME, addresses.COLOPHON, *(address for _, address in sections(view).values())}
    tags = {tag.address for tag in tags_of(view.posts).values()}
    blog_parts = {addresses.ARCHIVE, *tags, *({addresses.TAGS} if tags else set())}
    known = fixed | (blog_parts if view.posts else set()) | table.addresses(view) | set(files.values())
    return Known(files, frozenset(known), images)


def _assets(theme: Theme, view: SiteView) -> tuple[dict[str, RenderedFile], list[Diagnostic]]:
    """The theme's files, and the style sheet that the portfolio's tokens make."""
    files = theme.assets()
    own, found = own_sheet(view.tokens, files.get(SHEET, b"").decode("utf-8", "replace"))
    assets = {f"assets/{name}": RenderedFile(data) for name, data in files.items()}
    if own:
        assets[_OWN_SHEET] = RenderedFile(own.encode())
    return assets, found


def _pictures(material: Material) -> dict[str, RenderedFile]:
    """Those pictures that a page shows, each with the files that show it."""
    shown: dict[str, list[str]] = {}
    for path, text in material.texts.items():
        for file in text.made.images:
            shown.setdefault(file, []).append(path)
    for each in _pictured(material.view):
        lead = picture_file(each.picture, material.images)
        if lead is not None:
            shown.setdefault(lead, []).append(each.path)
    return {
        f"images/{file}": RenderedFile(material.images[file], tuple(sorted(set(paths))))
        for file, paths in sorted(shown.items())
    }


def _missing_pictures(view: SiteView, images: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    for each in _pictured(view):
        if each.picture is not None and picture_file(each.picture, images) is None:
            message = f"There is no picture “{each.picture.file}” in content/images/."
            hint = "`image` is a path below content/images/."
            yield Diagnostic("image-missing", Severity.ERROR, message, Place(each.path), hint=hint)


def _pictured(view: SiteView) -> tuple[PostView | ProjectView, ...]:
    return (*view.posts, *view.projects)
