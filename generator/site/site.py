"""Render the public site: one view in, all files in memory out. Each step has a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

from generator.core import addresses
from generator.core.cache import cache_key, program_fingerprint
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, sort_diagnostics
from generator.core.fileops import Spool
from generator.core.progress import Progress, no_progress, with_progress
from generator.markdown.convert import without_marks
from generator.public.view import PostView, ProjectView, SiteView
from generator.site.colours import palette
from generator.site.extras import feeds, registry
from generator.site.extras.extra import BuildContext
from generator.site.files import RenderedFile, RenderedSite, Why, asked_path
from generator.site.i18n.language import ENGLISH, Language
from generator.site.i18n.lookup import language_of
from generator.site.images.album import Album
from generator.site.lead_images import cover_of, lead_files, lead_findings, portrait_of
from generator.site.markdown.link_targets import LinkTargets
from generator.site.markdown.render_markdown import RenderedText, TextView, render_markdown
from generator.site.page_cache import PageCache, Watch
from generator.site.page_writer import PageWriter, sections
from generator.site.pages.blog import blog, post_page, tags_of
from generator.site.pages.free import colophon, free, not_found, resume, search_page
from generator.site.pages.home import home
from generator.site.pages.page import Page, SiteContext
from generator.site.pages.progress import progress
from generator.site.pages.projects import project_page, projects
from generator.site.resume.files import addresses as resume_addresses
from generator.site.resume.files import resume_files
from generator.site.search import executable, start_search
from generator.site.social_cards import social_cards
from generator.site.templates import TemplateObserver, Templates
from generator.site.theme import SHEET, Theme, ThemeFolders
from generator.site.tokens import measure_of, token_sheet
from generator.site.typefaces import typefaces
from generator.site.typst import Typesetter, TypesettingContext, is_installed
from generator.site.urls import base_path, file_of

_NO_FONTS: Mapping[str, bytes] = {}
_NO_TEXTS: Mapping[str, str] = {}
_SHEETS = (
    "assets/base.css",
    "assets/type.css",
    "assets/tokens.css",
    "assets/theme.css",
    "assets/changes.css",
)
_OWN_SHEET = "assets/own.css"
_MATH = ("assets/math.css", "assets/fonts/formulas.woff2")


def render_site(
    view: SiteView,
    themes: ThemeFolders,
    images: Mapping[str, bytes],
    *,
    cache: Path | None = None,
    observer: TemplateObserver | None = None,
    progress: Progress = no_progress,
    fonts: Mapping[str, bytes] = _NO_FONTS,
    sources: Mapping[str, str] = _NO_TEXTS,
    downloads: Mapping[str, bytes] = _NO_FONTS,
    owner: str = "",
    why: str | None = None,
    left: Callable[[Tools], None] | None = None,
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    """All public files of `view`, and findings.

    `images` maps paths below `content/images/`, and whole paths of pictures beside texts, to bytes, and is
    asked only for images that a page shows. `downloads` are files that are published as they are, by path.
    `fonts` are fonts for the résumé, `sources` the texts of content files, read only for findings. `cache`
    is the build cache, a folder that only the user can write to, because it has compiled templates. `owner`
    tells one portfolio from another there. `why` is the page that somebody asks about.
    `left` is handed what `text_page` needs to make a page again.
    Raises `UserError` if the theme is missing or broken.
    """
    theme = themes.find(view.theme)
    language = language_of(view.language)
    templates = Templates(theme, cache, observer, language)
    assets, token_findings = _assets(theme, view.tokens)
    sheets = tuple(sheet for sheet in (*_SHEETS, _OWN_SHEET) if sheet in assets)
    styles = _styles(assets)
    spool = Spool()
    album = Album(images, cache, measure_of("".join(styles)), progress, _papers(downloads))
    targets = _link_targets(view, album, downloads)
    texts, diagnostics = render_markdown(view, targets, album, cache, sources)
    view = _with_summaries(view, texts, album)
    newest = {post.path for post in view.posts[: feeds.MOST]}
    # What was not cleaned yet is needed for feeds alone.
    texts = {path: text if path in newest else replace(text, raw="") for path, text in texts.items()}
    plain, tags = view, tags_of(view.posts)
    watch = Watch() if cache and observer is None else None
    if watch:
        view = watch.view(view)
        tags = {name: watch.copy(tag) for name, tag in tags_of(view.posts).items()}
    typesetting = _typesetting(theme, language, styles, assets, Typesetter(cache, fonts))
    faces = typesetting.typefaces
    resume_downloads = resume_files(view, typesetting, sources)
    context = SiteContext(view, texts, tags, album, language, resume_downloads.downloads)
    pages = list(_pages(context))
    cards = social_cards(pages, view, typesetting, spool, images=album.files)
    kept = None
    if cache and watch:
        base = cache_key(program_fingerprint(), theme.name.encode(), view.language.encode()).encode()
        kept = PageCache(cache, base, watch, spool, templates.fingerprint, owner)
    with ExitStack() as running:
        # Not with views that note what is read of them: the index is made beside the pages.
        coming = start_search(replace(context, view=plain), cache, running)
        pages += [search_page(context)] if coming.is_expected else []
        is_found = coming.is_expected
        writer = PageWriter(
            templates,
            context,
            sheets,
            typesetting.palette,
            faces.ahead,
            is_found,
            cards,
            kept,
            _MATH if assets.keys() >= set(_MATH) else None,
        )
        answer = _why(why, pages, writer)
        files = _page_files(writer, pages, spool, progress)
        search = coming.finish()
    if is_found and not search:  # it failed: no page may lead there
        pages.pop()
        files = _page_files(replace(writer, search=False), pages, spool, progress)
    if kept:
        kept.finish()
    others = {**assets, **_image_files(context), **search.files, **resume_downloads.files, **cards.files}
    files |= {path: file.set_aside(spool) for path, file in others.items()}
    files |= {targets.find(path) or path: RenderedFile(data, (path,)) for path, data in downloads.items()}
    for extra in with_progress(registry.EXTRAS, "Feeds, icons and social cards", progress):
        result = extra.make(
            BuildContext(context, tuple(pages), targets, templates, files, cache, typesetting.palette)
        )
        files |= {path: file.set_aside(spool) for path, file in result.files.items()}
        diagnostics += result.diagnostics
    diagnostics += [
        *token_findings,
        *resume_downloads.diagnostics,
        *_typst_missing(view),
        *lead_findings(view, album),
    ]
    diagnostics += [*_avif_missing(album), *search.diagnostics, *_reserved_addresses(view)]
    if left is not None:
        left(Tools(replace(writer, search=is_found and bool(search), kept=None), targets, cache, sources))
    return RenderedSite(dict(sorted(files.items())), answer), sort_diagnostics(diagnostics)


def _typesetting(
    theme: Theme,
    language: Language,
    styles: Sequence[str],
    assets: Mapping[str, RenderedFile],
    typesetter: Typesetter,
) -> TypesettingContext:
    printed = theme.fonts()
    with_printed = replace(typesetter, fonts={**printed, **typesetter.fonts})
    return TypesettingContext(language, palette(*styles), with_printed, typefaces(styles, assets, printed))


def typesetting_for(
    theme: Theme, tokens: tuple[tuple[str, str], ...], language: str, typesetter: Typesetter
) -> TypesettingContext:
    """What PDFs beside the site are typeset with, so that they look like the résumé's."""
    assets, _ = _assets(theme, tokens)
    styles = _styles(assets)
    return _typesetting(theme, language_of(language), styles, assets, typesetter)


def _styles(assets: Mapping[str, RenderedFile]) -> tuple[str, ...]:
    sheets = (assets[sheet] for sheet in (*_SHEETS, _OWN_SHEET) if sheet in assets)
    return tuple(sheet.data.decode("utf-8", "replace") for sheet in sheets)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a site was made with."""

    writer: PageWriter
    targets: LinkTargets
    cache: Path | None
    sources: Mapping[str, str]


def text_page(tools: Tools, text: TextView) -> tuple[str, RenderedFile] | None:
    """The page of one text that has been changed, and its path, made with what the whole site was made with.

    None where more than its own page may be needed: it is new, or shows other pictures.
    """
    context = tools.writer.context
    kind = "posts" if isinstance(text, PostView) else "projects" if isinstance(text, ProjectView) else "pages"
    all_texts: tuple[TextView, ...] = getattr(context.view, kind)
    position = next((at for at, each in enumerate(all_texts) if each.path == text.path), None)
    if position is None:
        return None
    only: dict[str, Any] = {"posts": (), "projects": (), "pages": (), kind: (text,)}
    alone = replace(context.view, **only)
    texts, _ = render_markdown(alone, tools.targets, context.images, tools.cache, tools.sources)
    if not set(texts[text.path].result.images) <= set(context.texts[text.path].result.images):
        return None
    (shown,) = getattr(_with_summaries(alone, texts, context.images), kind)
    new: dict[str, Any] = {kind: (*all_texts[:position], shown, *all_texts[position + 1 :])}
    view = replace(context.view, **new)
    changed = replace(context, view=view, texts={**context.texts, **texts}, tags=tags_of(view.posts))
    if kind == "posts":
        page = post_page(position, changed)
    else:
        page = project_page(position, changed) if kind == "projects" else [*free(changed)][position]
    return replace(tools.writer, context=changed).render(page)


def _why(asked: str | None, pages: Iterable[Page], writer: PageWriter) -> tuple[str, Why] | None:
    """The page that somebody asks about, and why it is going to be made."""
    by_path = {file_of(page.address): page for page in pages}
    sources = {path: page.sources for path, page in by_path.items()}
    path = asked_path(asked, sources, writer.context.view.url) if asked else None
    answer = writer.why(by_path[path]) if path else None
    return (path, answer) if path and answer else None


def _page_files(
    writer: PageWriter, pages: Sequence[Page], spool: Spool, progress: Progress
) -> dict[str, RenderedFile]:
    files: dict[str, RenderedFile] = {}
    for page in with_progress(pages, "Pages", progress):
        path, file = writer.render(page)
        files[path] = file.set_aside(spool)
    return files


def _with_summaries(view: SiteView, texts: Mapping[str, RenderedText], album: Album) -> SiteView:
    """The view with what lists show: covers, and summaries as plain text.

    The summary of a post without one is the first paragraph of its page.
    """
    posts = (
        replace(
            post,
            summary=without_marks(post.summary) or texts[post.path].beginning,
            cover=cover_of(post, texts[post.path].result.shown, album),
        )
        for post in view.posts
    )
    projects = (
        replace(
            project,
            summary=without_marks(project.summary),
            cover=cover_of(project, texts[project.path].result.shown, album),
        )
        for project in view.projects
    )
    pages = (replace(page, summary=without_marks(page.summary)) for page in view.pages)
    return replace(
        view,
        posts=tuple(posts),
        projects=tuple(projects),
        pages=tuple(pages),
        portrait=portrait_of(view, album),
    )


def _pages(context: SiteContext) -> Iterator[Page]:
    yield home(context)
    yield from projects(context)
    yield from blog(context)
    yield from resume(context)
    yield from progress(context)
    yield from free(context)
    yield colophon(context)
    yield not_found(context)


def _typst_missing(view: SiteView) -> Iterator[Diagnostic]:
    """A note if typst is missing, so that PDFs and pictures are not made."""
    if is_installed() or not (view.resume or view.url):
        return
    yield diagnostic("typesetter-missing.here", Location("portfolio.yaml"), Severity.NOTE)


def _reserved_addresses(view: SiteView) -> Iterator[Diagnostic]:
    """Findings on posts and projects at addresses of the site's own pages, such as a post called `archive`.

    Free pages have that finding already, from reading.
    """
    text_views: tuple[PostView | ProjectView, ...] = (*view.posts, *view.projects)
    for text in text_views:
        if text.address in addresses.SITE_ADDRESSES:
            yield diagnostic("reserved-address.text", Location(text.path), address=text.address)


def _text_views(view: SiteView) -> tuple[TextView, ...]:
    return (*view.posts, *view.projects, *view.pages)


def _papers(downloads: Mapping[str, bytes]) -> dict[str, bytes]:
    """The PDFs among files that are published as they are, by their addresses."""
    return {
        normalize("NFC", path.removeprefix("content/")): data
        for path, data in downloads.items()
        if path.lower().endswith(".pdf")
    }


def _link_targets(view: SiteView, images: Album, downloads: Mapping[str, bytes]) -> LinkTargets:
    """What texts can link to. A link to `resume.yaml` leads to the résumé's page."""
    files = {text.path: text.address for text in _text_views(view)}
    if view.resume is not None:
        files[view.resume.path] = addresses.RESUME
    fixed = {
        addresses.HOME,
        addresses.COLOPHON,
        *(address for _, address in sections(view, ENGLISH).values()),
    }
    tags = {tag.address for tag in tags_of(view.posts).values()}
    blog_parts = {addresses.ARCHIVE, *tags, *({addresses.TAGS} if tags else set())}
    fixed |= {addresses.SEARCH} if view.search and executable() and _text_views(view) else set()
    linkable = fixed | (blog_parts if view.posts else set()) | registry.addresses(view) | set(files.values())
    linkable |= set(resume_addresses(view))
    sizes = {path: len(data) for path, data in downloads.items()}
    return LinkTargets(files, frozenset(linkable), images, sizes, base_path(view.url))


def _assets(
    theme: Theme, tokens: tuple[tuple[str, str], ...]
) -> tuple[dict[str, RenderedFile], list[Diagnostic]]:
    """The theme's assets and the style sheet of the portfolio's tokens, with findings."""
    files = theme.assets()
    sheet, diagnostics = token_sheet(tokens, files.get(SHEET, b"").decode("utf-8", "replace"))
    assets = {f"{addresses.ASSETS}{name}": RenderedFile(data) for name, data in files.items()}
    if sheet:
        assets[_OWN_SHEET] = RenderedFile(sheet.encode())
    return assets, diagnostics


def _image_files(context: SiteContext) -> dict[str, RenderedFile]:
    """The pictures that a page shows, each with the content files that show it."""
    sources_by_name: dict[str, set[str]] = {}
    for path, text in context.texts.items():
        for name in text.result.images:
            sources_by_name.setdefault(name, set()).add(path)
    for name, path in lead_files(context.view, context.images):
        sources_by_name.setdefault(name, set()).add(path)
    return {
        address: RenderedFile(data, tuple(sorted(sources_by_name.get(name, ()))))
        for address, (name, data) in sorted(context.images.files.items())
    }


def _avif_missing(album: Album) -> Iterator[Diagnostic]:
    if album.lacks_avif:
        yield diagnostic("image-without-avif.here", Location("content/images"), Severity.NOTE)
