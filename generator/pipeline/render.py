"""View → render → guard: the public site, not published yet, with all findings about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.messages import Message
from generator.core.resources import shipped_themes
from generator.core.version import GENERATOR
from generator.core.worker import dismiss_crew
from generator.guard.patterns import Guarded
from generator.guard.secrets import collect
from generator.markdown.convert import html_comments, shown_text
from generator.model.kinds import Journal, kinds_stored_as
from generator.model.page import Page
from generator.model.portfolio import Portfolio, zone_of
from generator.model.post import Post
from generator.model.project import Project
from generator.pipeline.types import JudgeResult, Request, Verdict
from generator.pipeline.unchanged import keep_site, kept_site, site_key, site_made_from
from generator.public.disclose import disclose, disclose_text
from generator.public.view import SiteView
from generator.reading.documents import NOTEBOOK, is_picture, read_document
from generator.rules.registry import SHORT_OR_LATE
from generator.rules.severities import apply_severities
from generator.site.files import RenderedFile, RenderedSite, Why, asked_path
from generator.site.markdown.link_targets import picture_path
from generator.site.theme import ThemeFolders
from generator.source.files import list_files, read_bytes, read_text
from generator.source.notebook import picture_bytes, read_notebook, without_pictures

if TYPE_CHECKING:  # loaded when something is rendered
    from generator.site.site import Tools

FONTS = "content/fonts"
FONT_EXTENSIONS = (".ttf", ".otf", ".ttc")
MAX_UNREAD_KB = 1024
"""Of a private file without readable records."""
MAX_FONT_KB = 32 * 1024
IMAGES = "content/images"
FILES = "content/files"
_TEXT_FOLDERS = ("content/blog", "content/projects", "content/pages")
MAX_IMAGE_KB = 25 * 1024
MAX_NOTEBOOK_KB = 256 * 1024
"""Larger ones were not read as texts, whatever the limit is."""


def resume_fonts(
    view: SiteView, portfolio: Portfolio, request: Request
) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """All fonts below `content/fonts/` by their path below it; none if the résumé names none.

    The other files are further weights of the named font, or have letters that it lacks.
    """
    font = view.resume.font if view.resume else None
    if font is None:
        return {}, ()
    from generator.site.resume.files import font_file

    fonts, findings = content_fonts(request.root)
    if font_file(font) not in fonts:
        location = portfolio.origin.location_of("site.resume.font")
        findings = (*findings, diagnostic("resume-font-unusable.missing", location, font=font))
    return fonts, findings


def content_fonts(root: Path) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """All fonts below `content/fonts/` by their path below it."""
    paths, diagnostics = list_files(root, FONTS)
    fonts: dict[str, bytes] = {}
    findings = list(diagnostics)
    for path in (path for path in paths if path.lower().endswith(FONT_EXTENSIONS)):
        data, unread = read_bytes(root, path, MAX_FONT_KB)
        findings.extend(unread)
        if data is not None:
            fonts[path.removeprefix(f"{FONTS}/")] = data
    return fonts, tuple(findings)


def content_texts(root: Path) -> Mapping[str, str]:
    """The texts of content files by path, read when they are asked for."""
    return _Texts(root)


def render_public(
    judged: JudgeResult, request: Request, *, again: bool = True
) -> tuple[RenderedSite | None, tuple[Diagnostic, ...]]:
    """The public site of a run and its findings; None if there is no verdict.

    Unless it is to be made `again` in any case, it is the published one if nothing has changed since.
    """
    verdict = judged.verdict
    if verdict is None:
        return None, ()
    view = disclose(
        verdict.evaluation, verdict.commitment, verdict.programme, GENERATOR, drafts=request.drafts
    )
    guarded = _guarded(judged, verdict, request, view)
    if again:  # for the preview: nothing is published
        return _render(verdict, request, view, guarded)
    if request.cache is None:
        site, findings = _render(verdict, request, view, guarded)
        return site, (*findings, *_beside(site, verdict, request, guarded))
    made_from = site_made_from(judged, view, guarded)
    key = site_key(made_from, request.root)
    kept = kept_site(request.cache, key, request.site_folder)
    if kept is not None:
        dismiss_crew()
        site = _with_why(kept[0], request, view)
        return site, (*kept[1], *_beside(site, verdict, request, guarded))
    site, findings = _render(verdict, request, view, guarded)
    if key is not None and key == site_key(made_from, request.root):
        keep_site(request.cache, key, site, findings)
    return site, (*findings, *_beside(site, verdict, request, guarded))


def guarded_texts(judged: JudgeResult, request: Request) -> Guarded:
    """All that nobody may publish of what a run has read, whether or not it could be judged."""
    verdict = judged.verdict
    if verdict is not None:
        view = disclose(verdict.evaluation, verdict.commitment, verdict.programme, GENERATOR)
        return _guarded(judged, verdict, request, view)
    return collect(judged.journal, judged.private_paths) if judged.journal else Guarded()


def render_listed(
    judged: JudgeResult, request: Request
) -> tuple[SiteView, RenderedSite, Guarded, tuple[Diagnostic, ...]] | None:
    """What a directory of people may use: the view with its covers, and the site without cards and search.

    Also what guards it, and the errors for which the graduate's site is not published. Short weeks are not
    among them: who is not in the directory would be known to be behind. None if there is no verdict.
    """
    verdict = judged.verdict
    if verdict is None:
        return None
    view = disclose(verdict.evaluation, verdict.commitment, verdict.programme, GENERATOR)
    guarded = _guarded(judged, verdict, request, view)
    tools: list[Tools] = []
    request = replace(request, left=tools.append)
    site, findings = _render(verdict, request, replace(view, cards=False, search=False), guarded)
    errors = tuple(
        finding
        for finding in (*judged.diagnostics, *findings)
        if finding.severity is Severity.ERROR and finding.rule not in SHORT_OR_LATE
    )
    return tools[0].writer.context.view, site, guarded, errors


def _beside(
    site: RenderedSite, verdict: Verdict, request: Request, guarded: Guarded
) -> tuple[Diagnostic, ...]:
    """What there is to say of files in the site's folder that are not ours: they are published with ours."""
    from generator.publish.others import as_site, others_files, unexpected

    adopt = request.may_adopt(request.site)
    others = others_files(site, request.site_folder, adopt=adopt)
    if not others:
        return ()
    from generator.guard.guard import leaks

    leaked = leaks(as_site(others, request.site_folder), guarded, {})
    return tuple(apply_severities((*unexpected(others), *leaked), verdict.commitment))


def render_text(
    judged: JudgeResult, request: Request, path: str, tools: Tools
) -> tuple[str, RenderedFile] | None:
    """The page of the text at `path` as it is now, and its path in the site; all else as in the last build.

    None where it has to be made with the whole site: it cannot be read, or its address, its day or whether
    it is shown has changed. It is not guarded: it is for the preview.
    """
    from generator.site.site import text_page

    verdict = judged.verdict
    kinds = (kind for kind in kinds_stored_as("documents") if path.startswith(f"{kind.path}/"))
    kind = next(kinds, None)
    if verdict is None or kind is None or kind.is_private or not path.endswith(".md"):
        return None
    portfolio = verdict.portfolio
    texts: tuple[Post | Project | Page, ...] = getattr(verdict.journal, kind.name)
    before = next((text for text in texts if text.origin.path == path), None)
    file, _ = read_text(request.root, path, portfolio.limits.post_kb)
    if before is None or file is None:
        return None
    record: Any = kind.record
    zone, dialect = zone_of(portfolio.search), portfolio.site.markdown
    text, _, lost = read_document(file.text, path, kind.name, record, zone, dialect)
    if text is None or lost or any(getattr(text, key, None) != getattr(before, key, None) for key in _PLACE):
        return None
    return text_page(tools, disclose_text(text, portfolio, verdict.commitment.weeks.first_weekday))


_PLACE = ("name", "date", "draft", "featured", "nav", "redirect_from")
"""The keys of a text that say where else it is shown."""


def _with_why(site: RenderedSite, request: Request, view: SiteView) -> RenderedSite:
    """The site of an earlier build, with the answer that a page was not made again."""
    sources = {path: file.sources for path, file in site.files.items() if path.endswith(".html")}
    path = asked_path(request.why, sources, view.url) if request.why else None
    return replace(site, why=(path, Why("kept"))) if path else site


def _guarded(judged: JudgeResult, verdict: Verdict, request: Request, view: SiteView) -> Guarded:
    """All that must not be published. Of all records, also those with a date after the day of judging."""
    unread = (read_bytes(request.root, path, MAX_UNREAD_KB)[0] for path in judged.unread_paths)
    comments = _comments(verdict.journal, view, request.cache)
    return collect(verdict.journal, judged.private_paths, filter(None, unread), *comments)


def _render(
    verdict: Verdict, request: Request, view: SiteView, guarded: Guarded
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    try:
        return _render_and_guard(verdict, request, view, guarded)
    finally:
        dismiss_crew()


def _render_and_guard(
    verdict: Verdict, request: Request, view: SiteView, guarded: Guarded
) -> tuple[RenderedSite, tuple[Diagnostic, ...]]:
    # Not loaded if nothing has changed.
    from generator.guard.guard import leaks
    from generator.guard.hints import hints
    from generator.publish.links import broken_links
    from generator.publish.paths import unsafe_names
    from generator.site.site import render_site

    pictures = _Pictures(request.root)
    themes = ThemeFolders(shipped_themes(), request.root / "themes")
    fonts, font_findings = resume_fonts(view, verdict.portfolio, request)
    sources = _Texts(request.root)
    downloads, download_findings = _downloads(request.root, verdict.portfolio.limits.file_kb)
    site, diagnostics = render_site(
        view,
        themes,
        pictures,
        cache=request.cache,
        progress=request.progress,
        fonts=fonts,
        sources=sources,
        downloads=downloads,
        owner=str(request.root),
        why=request.why,
        left=request.left,
    )
    leaked = leaks(site, guarded, sources, request.cache, request.progress)
    broken_link_findings = _new_broken_links(
        broken_links(site, _base_path(view.url), request.cache), diagnostics
    )
    findings = (
        *pictures.diagnostics,
        *font_findings,
        *download_findings,
        *diagnostics,
        *leaked,
        *hints(site, guarded, sources),
        *broken_link_findings,
        *unsafe_names(site),
    )
    return site, tuple(apply_severities(findings, verdict.commitment))


def _downloads(root: Path, max_kb: int) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """The files below `content/files/`, which are published as they are, by their paths; drawings cleaned."""
    paths, diagnostics = list_files(root, FILES)
    found: dict[str, bytes] = {}
    findings = list(diagnostics)
    for path in paths:
        data, unread = read_bytes(root, path, max_kb)
        findings.extend(unread)
        if data is None:
            continue
        if _ACTIVE.search(path) or (
            path.lower().endswith(".xml") and _IN_XML.search(data.replace(b"\0", b""))
        ):
            findings.append(diagnostic("active-file.page", Location(path)))
            continue
        if path.lower().endswith(".svg"):
            from generator.site.images.svg import clean_svg

            cleaned = clean_svg(data)
            if isinstance(cleaned, Message):
                findings.append(diagnostic("active-file.drawing", Location(path)))
                continue
            data = cleaned[0]
        found[path] = data
    return found, tuple(findings)


# What browsers run when it is opened: it would be a page of the site without the policy of its pages.
_ACTIVE = re.compile(
    r"\.(?:x?html?|xht|shtml?|mht(?:ml)?|[mc]?js|xslt?|wasm|swf|php|htc|webmanifest|appcache)\Z",
    re.IGNORECASE,
)
_IN_XML = re.compile(rb"www\.w3\.org/(?:1999/xhtml|1999/XSL|2000/svg)|<\?xml-stylesheet")


def _comments(journal: Journal, view: SiteView, cache: Path | None) -> tuple[tuple[str, ...], str]:
    """All comments in public texts, and what the graduate says in public: pages, résumé, settings."""
    documents: tuple[Post | Project | Page, ...] = (*journal.posts, *journal.projects, *journal.pages)
    comments = [
        text for document in documents for text in html_comments(document.body, cache, document.dialect)
    ]
    if not comments:
        return (), ""
    shown = (shown_text(document.body, cache, document.dialect) for document in documents)
    titles = (f"{document.title}\n{document.summary or ''}" for document in documents)
    resume = view.resume.as_json if view.resume else ""
    settings = (view.title, view.description, view.availability or "", view.label or "")
    return tuple(comments), "\n".join((*titles, *shown, *settings, resume))


def _new_broken_links(
    broken: Iterable[Diagnostic], diagnostics: Iterable[Diagnostic]
) -> Iterator[Diagnostic]:
    """Broken links in files without such a finding: those in texts already have one, at their line."""
    reported = {item.location.path for item in diagnostics if item.rule == "broken-link"}
    return (item for item in broken if item.location.path not in reported)


def _base_path(url: str | None) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).path if url else ""


class _Texts(Mapping[str, str]):
    """The texts of content files by path, read when the guard locates a finding."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __getitem__(self, path: str) -> str:
        file, _ = read_text(self.root, path, MAX_IMAGE_KB)
        if file is None:
            raise KeyError(path)
        return without_pictures(file.text) if path.endswith(NOTEBOOK) else file.text

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _pictures_in_notebooks(root: Path) -> dict[str, str]:
    """The pictures in notebooks, by the path of the notebook and their name in it."""
    found: dict[str, str] = {}
    paths = (path for folder in _TEXT_FOLDERS for path in list_files(root, folder)[0])
    for path in (path for path in paths if path.endswith(NOTEBOOK)):
        file, _ = read_text(root, path, MAX_NOTEBOOK_KB)
        notebook = read_notebook(file.text, path)[0] if file else None
        folder = path.rpartition("/")[0]
        found |= {f"{folder}/{name}": data for name, data in notebook.pictures.items()} if notebook else {}
    return found


class _Pictures(Mapping[str, bytes]):
    """The pictures below `content/images/` by their path below it, read when a page shows them.

    Pictures beside texts and in notebooks have their whole path.
    """

    def __init__(self, root: Path) -> None:
        paths, diagnostics = list_files(root, IMAGES)
        self.root = root
        self.diagnostics = list(diagnostics)
        self.names = {path.removeprefix(f"{IMAGES}/"): True for path in paths}
        # What else is wrong in these folders was told when the texts were read.
        beside = (path for folder in _TEXT_FOLDERS for path in list_files(root, folder)[0])
        self.names |= {path: True for path in beside if is_picture(path)}
        self.in_notebooks = _pictures_in_notebooks(root)
        self.names |= dict.fromkeys(self.in_notebooks, True)

    def __getitem__(self, name: str) -> bytes:
        if not self.names[name]:
            raise KeyError(name)
        if name in self.in_notebooks:
            return picture_bytes(self.in_notebooks[name]) or b""
        data, unread = read_bytes(self.root, picture_path(name), MAX_IMAGE_KB)
        if data is None:
            self.names[name] = False
            self.diagnostics += unread
            raise KeyError(name)
        return data

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
