"""View → render → guard: the public site in memory, and what must not leave it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.core.diagnostics import Diagnostic, diagnostic
from generator.core.resources import shipped_themes
from generator.core.version import GENERATOR
from generator.guard.guard import leaks
from generator.guard.secrets import collect
from generator.model.portfolio import Portfolio
from generator.pipeline.types import JudgeResult, Request
from generator.public.disclose import disclose
from generator.public.view import SiteView
from generator.publish.links import broken_links
from generator.publish.paths import unsafe_names
from generator.rules.severities import apply_severities
from generator.site.files import RenderedSite
from generator.site.resume.files import font_file
from generator.site.site import render_site
from generator.site.theme import ThemeFolders
from generator.source.files import list_files, read_bytes, read_text

FOLDER = "content/fonts"
ENDINGS = (".ttf", ".otf", ".ttc")
MAX_KB = 32 * 1024


def asked_fonts(
    view: SiteView, portfolio: Portfolio, request: Request
) -> tuple[Mapping[str, bytes], tuple[Diagnostic, ...]]:
    """All fonts below `content/fonts/` by their path below it; none where the résumé asks for none.

    The neighbours of the one that is named are its other weights, or have letters that it lacks.
    """
    asked = view.resume.font if view.resume else None
    if asked is None:
        return {}, ()
    paths, diagnostics = list_files(request.root, FOLDER)
    fonts: dict[str, bytes] = {}
    told = list(diagnostics)
    for path in (path for path in paths if path.lower().endswith(ENDINGS)):
        data, unread = read_bytes(request.root, path, MAX_KB)
        told.extend(unread)
        if data is not None:
            fonts[path.removeprefix(f"{FOLDER}/")] = data
    if font_file(asked) not in fonts:
        location = portfolio.origin.location_of("site.resume.font")
        told.append(diagnostic("resume-font-unusable.missing", location, font=asked))
    return fonts, tuple(told)


IMAGES = "content/images"
MAX_IMAGE_KB = 25 * 1024


def render_public(
    judged: JudgeResult, request: Request
) -> tuple[RenderedSite | None, tuple[Diagnostic, ...]]:
    """The public site of a run and what is wrong with it; None where there was no verdict."""
    verdict = judged.verdict
    if verdict is None:
        return None, ()
    evaluation, commitment = verdict.evaluation, verdict.commitment
    view = disclose(evaluation, commitment, verdict.programme, GENERATOR, drafts=request.drafts)
    pictures = _Pictures(request.root)
    themes = ThemeFolders(shipped_themes(), request.root / "themes")
    fonts, font_found = asked_fonts(view, verdict.portfolio, request)
    texts = _Texts(request.root)
    site, diagnostics = render_site(
        view,
        themes,
        pictures,
        cache=request.cache,
        progress=request.progress,
        fonts=fonts,
        sources=texts,
    )
    # All records are guarded, those dated later than the day of judging too.
    guarded = collect(verdict.journal, judged.private_paths)
    secret = leaks(site, guarded, texts, request.cache, request.progress)
    broken = _not_told(broken_links(site, _base_path(view.url)), diagnostics)
    told = (*pictures.diagnostics, *font_found, *diagnostics, *secret, *broken, *unsafe_names(site))
    return site, tuple(apply_severities(told, commitment))


def _not_told(broken: Iterable[Diagnostic], diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Broken links of files of which none was told yet: what stands in a text was told at its line."""
    told = {one.location.path for one in diagnostics if one.rule == "broken-link"}
    return (one for one in broken if one.location.path not in told)


def _base_path(url: str | None) -> str:
    from urllib.parse import urlsplit

    return urlsplit(url).path if url else ""


class _Texts(Mapping[str, str]):
    """The texts of content files by path, read when the guard asks where a finding stands."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __getitem__(self, path: str) -> str:
        file, _ = read_text(self.root, path, MAX_IMAGE_KB)
        if file is None:
            raise KeyError(path)
        return file.text

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Pictures(Mapping[str, bytes]):
    """The pictures below `content/images/` by their path below it, read when a page shows them."""

    def __init__(self, root: Path) -> None:
        paths, diagnostics = list_files(root, IMAGES)
        self.root = root
        self.diagnostics = list(diagnostics)
        self.names = {path.removeprefix(f"{IMAGES}/"): True for path in paths}

    def __getitem__(self, name: str) -> bytes:
        if not self.names[name]:
            raise KeyError(name)
        data, unread = read_bytes(self.root, f"{IMAGES}/{name}", MAX_IMAGE_KB)
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
