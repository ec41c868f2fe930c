"""The search index, built by pagefind from posts, projects, pages and the résumé."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from generator.core.addresses import RESUME, SEARCH
from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint, pack, unpack
from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic
from generator.core.fileops import scratch_folder
from generator.core.stamps import doubt
from generator.public.view import (
    CredentialView,
    JobView,
    PageView,
    PostView,
    ProjectView,
    ResumeView,
    SkillView,
)
from generator.site.files import RenderedFile
from generator.site.markdown.render_markdown import TextView
from generator.site.pages.page import SiteContext
from generator.site.urls import file_of


def searchable_pages(context: SiteContext) -> dict[str, str]:
    """The pages to index: file → HTML that is made for the index alone."""
    view = context.view
    texts: tuple[TextView, ...] = (*view.posts, *view.projects, *view.pages)
    pages = {
        file_of(text.address): _page(
            view.language, text.title, _kind(text, context), _cover(text) + _body(text, context)
        )
        for text in texts
    }
    if view.resume is not None:
        title = context.say("Résumé")
        pages[file_of(RESUME)] = _page(view.language, title, title, "".join(_resume(view.resume)))
    return pages


def _kind(text: TextView, context: SiteContext) -> str:
    """The kind of page that a result names beside its title; empty for free pages."""
    if isinstance(text, PostView):
        return context.say("Writing")
    return context.say("Projects") if isinstance(text, ProjectView) else ""


def _cover(text: TextView) -> str:
    """What a result shows beside its title: the address of a small file of the cover, or what is drawn."""
    if isinstance(text, PageView):
        return ""
    image = text.cover.image
    if image is None:
        shapes = "|".join(f"{shape.tone} {shape.path}" for shape in text.cover.plate)
        return f'<span data-pagefind-meta="plate:{escape(shapes)}"></span>'
    address = image.sources[-1].choices[0].address if image.sources else image.address
    return f'<span data-pagefind-meta="cover:{escape(address)}"></span>'


def _page(language: str, title: str, kind: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}'
        f'</title></head><body><main data-pagefind-body data-pagefind-meta="kind:{escape(kind)}">'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def _body(text: TextView, context: SiteContext) -> str:
    keywords: tuple[str, ...] = ()
    if isinstance(text, PostView):
        keywords = (*text.tags, text.series or "")
    elif isinstance(text, ProjectView):
        keywords = text.stack
    return (
        _paragraphs((text.summary,))
        + context.texts[text.path].html
        + _paragraphs((", ".join(filter(None, keywords)),))
    )


def _resume(resume: ResumeView) -> Iterator[str]:
    """The sections of the résumé, with their ids on its page."""
    yield _paragraphs((resume.label, resume.summary))
    parts: tuple[tuple[str, str, Iterable[JobView | SkillView | CredentialView]], ...] = (
        ("work", "Work Experience", resume.work),
        ("projects", "Projects", resume.projects),
        ("skills", "Skills", resume.skills),
        ("volunteering", "Volunteer Experience", resume.volunteer),
        ("education", "Education", resume.education),
        ("certificates", "Certificates", resume.certificates),
        ("awards", "Awards", resume.awards),
        ("publications", "Publications", resume.publications),
        ("languages", "Languages", resume.languages),
        ("interests", "Interests", resume.interests),
    )
    for name, title, entries in parts:
        lines = [line for entry in entries for line in _entry(entry)]
        if lines:
            yield f'<h2 id="{name}">{title}</h2>{_paragraphs(lines)}'


def _entry(entry: JobView | SkillView | CredentialView) -> tuple[str | None, ...]:
    if isinstance(entry, JobView):
        return ", ".join(filter(None, (entry.role, entry.name))), entry.summary, *entry.highlights
    if isinstance(entry, SkillView):
        return f"{entry.name} {entry.level}", ", ".join(entry.keywords)
    return ", ".join(filter(None, (entry.title, entry.issuer))), entry.summary


def _paragraphs(lines: Iterable[str | None]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in lines if text)


_KIND = "search"
_FRAGMENT_MARK = b"pagefind_dcd"


@dataclass(frozen=True, slots=True)
class Search:
    """The files of the index by their paths below `site/`; none where there is no search."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)


def search_index(context: SiteContext, cache: Path | None) -> Search:
    """The search index of a portfolio that wants one; a note if pagefind is missing or does not run."""
    pages = searchable_pages(context) if context.view.search else {}
    if not pages:
        return Search()
    if executable() is None:
        return Search(diagnostics=(_skipped("search-left-out.not-here"),))
    bundled = _cached_bundle(pages, cache)
    if bundled is None:
        doubt("pagefind failed")
        return Search(diagnostics=(_skipped("search-left-out.did-not-run"),))
    sources = _sources(context)
    files = {path: RenderedFile(data, _shown_sources(path, data, sources)) for path, data in bundled.items()}
    return Search({f"{SEARCH}{path}": file for path, file in files.items()})


def _cached_bundle(pages: Mapping[str, str], cache: Path | None) -> dict[str, bytes] | None:
    """The index files that a browser needs, from the cache if nothing has changed; None if pagefind fails."""
    documents = json.dumps(sorted(pages.items()), ensure_ascii=False).encode("utf-8", "replace")
    key = cache_key(version().encode(), code_fingerprint(__name__), documents)
    cached = cache_read(cache, _KIND, key, _read)
    if cached is not None:
        return cached
    bundled = bundle(pages)
    if bundled is None:
        return None
    needed = {path: bundled[path] for path in _needed(bundled)}
    cache_put(cache, _KIND, key, pack(list(needed), list(needed.values())))
    return needed


def _read(data: bytes) -> dict[str, bytes]:
    paths, files = unpack(data)
    if not isinstance(paths, list):
        raise TypeError("not what we wrote")
    return dict(zip(map(str, paths), files, strict=True))


def _needed(bundled: Mapping[str, bytes]) -> Iterator[str]:
    """The paths of the script, the index and its languages, without pagefind's own user interface."""
    languages = json.loads(bundled["pagefind-entry.json"])["languages"].values()
    wasm = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages}
    for path in sorted(bundled):
        is_index = path.startswith(("fragment/", "index/")) or path.endswith(".pf_meta")
        if is_index or path in ("pagefind.js", "pagefind-entry.json") or path in wasm:
            yield path


def _sources(context: SiteContext) -> dict[str, str]:
    """File of each searchable page → its content file."""
    view = context.view
    texts: tuple[TextView, ...] = (*view.posts, *view.projects, *view.pages)
    files = {file_of(text.address): text.path for text in texts}
    if view.resume is not None:
        files[file_of(RESUME)] = view.resume.path
    return files


def _shown_sources(path: str, data: bytes, sources: Mapping[str, str]) -> tuple[str, ...]:
    """The content files that an index file shows: a fragment has one page, an index the words of all."""
    all_sources = tuple(sorted(sources.values()))
    if not path.startswith("fragment/"):
        return all_sources if path.startswith("index/") else ()
    fragment = json.loads(zlib.decompress(data, zlib.MAX_WBITS | 16).removeprefix(_FRAGMENT_MARK))
    source = sources.get(file_of(str(fragment["url"]).lstrip("/")))
    return (source,) if source else all_sources


def _skipped(text: str) -> Diagnostic:
    return diagnostic(text, Location("portfolio.yaml"), Severity.NOTE)


_PACKAGE = "pagefind_bin"
_NAMES = ("pagefind.exe",) if sys.platform == "win32" else ("pagefind",)
_SECONDS = 120.0


@cache
def executable() -> Path | None:
    """The pagefind executable; None if its package is not installed: some systems have no wheel."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    candidates = (Path(spec.origin).with_name(name) for name in _NAMES)
    return next((path for path in candidates if path.is_file()), None)


@cache
def version() -> str:
    """The version of the package."""
    from importlib import metadata

    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def bundle(pages: Mapping[str, str]) -> dict[str, bytes] | None:
    """Run pagefind over `pages` (path → HTML): its files by path; None if it cannot run."""
    program = executable()
    if program is None:
        return None
    files = {f"pages/{path}": text.encode("utf-8", "replace") for path, text in pages.items()}
    with scratch_folder(files) as folder:
        source, target = folder / "pages", folder / "index"
        command = [str(program), "--site", str(source), "--output-path", str(target), "--silent"]
        try:
            # In its own folder and environment, because pagefind reads settings from both.
            subprocess.run(  # noqa: S603  # the program of an installed package, and our own words
                command, cwd=folder, env=_environment(), check=True, capture_output=True, timeout=_SECONDS
            )
        except (OSError, subprocess.SubprocessError):
            return None
        paths = sorted(path for path in target.rglob("*") if path.is_file())
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND")}
