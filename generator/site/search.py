"""The search index, built by pagefind from posts, projects, pages and the résumé."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct, field

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


class SearchablePages(Mapping[str, str]):
    """The pages to index: file → HTML that is made for the index alone, when it is asked for."""

    def __init__(self, context: SiteContext) -> None:
        view = context.view
        texts: tuple[TextView, ...] = (*view.posts, *view.projects, *view.pages)
        self._context = context
        self._texts: dict[str, TextView | ResumeView] = {file_of(text.address): text for text in texts}
        if view.resume is not None:
            self._texts[file_of(RESUME)] = view.resume

    def __getitem__(self, file: str) -> str:
        text, context = self._texts[file], self._context
        language = context.view.language
        if isinstance(text, ResumeView):
            title = context.say("Résumé")
            return _page(language, title, title, "".join(_resume(text)))
        return _page(language, text.title, _kind(text, context), _cover(text) + _body(text, context))

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


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
    parts: Mapping[str, tuple[str, str, Iterable[JobView | SkillView | CredentialView]]] = {
        "work": ("work", "Work Experience", resume.work),
        "projects": ("projects", "Projects", resume.projects),
        "skills": ("skills", "Skills", resume.skills),
        "volunteer": ("volunteering", "Volunteer Experience", resume.volunteer),
        "education": ("education", "Education", resume.education),
        "certificates": ("certificates", "Certificates", resume.certificates),
        "awards": ("awards", "Awards", resume.awards),
        "publications": ("publications", "Publications", resume.publications),
        "languages": ("languages", "Languages", resume.languages),
        "interests": ("interests", "Interests", resume.interests),
    }
    for name, title, entries in (parts[section] for section in resume.sections if section in parts):
        lines = [line for entry in entries for line in _entry(entry)]
        if lines:
            yield f'<h2 id="{name}">{title}</h2>{_paragraphs(lines)}'


def _entry(entry: JobView | SkillView | CredentialView) -> tuple[str | None, ...]:
    if isinstance(entry, JobView):
        titles = ", ".join(filter(None, (entry.role, entry.name)))
        return titles, entry.summary, *entry.highlights, ", ".join(entry.keywords)
    if isinstance(entry, SkillView):
        return f"{entry.name} {entry.level}", ", ".join(entry.keywords)
    return ", ".join(filter(None, (entry.title, entry.issuer))), entry.summary


def _paragraphs(lines: Iterable[str | None]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in lines if text)


_KIND = "search"
_FRAGMENT_MARK = b"pagefind_dcd"


class Search(Struct, frozen=True):
    """The files of the index by their paths below `site/`; none where there is no search."""

    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)


class ComingSearch(Struct, frozen=True):
    """The index that is being made. `is_expected` says whether there will be one, if nothing fails."""

    is_expected: bool
    finish: Callable[[], Search]


def start_search(context: SiteContext, cache: Path | None, running: ExitStack) -> ComingSearch:
    """Begin to make the index of a portfolio that wants one, beside whatever else is done.

    `running` ends the program and removes its files, whatever happens meanwhile.
    """
    pages = SearchablePages(context) if context.view.search else {}
    if not pages:
        return ComingSearch(False, Search)
    if executable() is None:
        return ComingSearch(False, lambda: Search(diagnostics=(_skipped("search-left-out.not-here"),)))
    key = _key(pages)
    cached = cache_read(cache, _KIND, key, _read) if cache else None
    making = start_bundle(pages, running) if cached is None else None

    def finish() -> Search:
        needed = cached or {}
        if making is not None:
            bundled = making()
            if bundled is None:
                doubt("pagefind failed")
                return Search(diagnostics=(_skipped("search-left-out.did-not-run"),))
            needed = {path: bundled[path] for path in _needed(bundled)}
            cache_put(cache, _KIND, key, pack(list(needed), list(needed.values())))
        sources = _sources(context)
        files = {
            f"{SEARCH}{path}": RenderedFile(data, _shown_sources(path, data, sources))
            for path, data in needed.items()
        }
        return Search(files)

    return ComingSearch(True, finish)


def _key(pages: Mapping[str, str]) -> str:
    documents = hashlib.sha256()
    for path in sorted(pages):
        documents.update(json.dumps([path, pages[path]]).encode())
    return cache_key(version().encode(), code_fingerprint(__name__), documents.digest())


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
    with ExitStack() as running:
        return start_bundle(pages, running)()


def start_bundle(pages: Mapping[str, str], running: ExitStack) -> Callable[[], dict[str, bytes] | None]:
    """Start pagefind; call the result for its files."""
    program = executable()
    if program is None:
        return _nothing
    folder = running.enter_context(scratch_folder(_Encoded(pages)))
    source, target = folder / "pages", folder / "index"
    command = [str(program), "--site", str(source), "--output-path", str(target), "--silent"]
    try:
        # In its own folder and environment, because pagefind reads settings from both.
        process = subprocess.Popen(  # noqa: S603  # the program of an installed package, and our own words
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return _nothing
    running.callback(_end, process)

    def finish() -> dict[str, bytes] | None:
        try:
            if process.wait(_SECONDS):
                return None
        except subprocess.TimeoutExpired:
            return None
        paths = sorted(path for path in target.rglob("*") if path.is_file())
        return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}

    return finish


def _nothing() -> None:
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()


class _Encoded(Mapping[str, bytes]):
    """The files for pagefind, one by one."""

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._pages = pages

    def __getitem__(self, path: str) -> bytes:
        return self._pages[path.removeprefix("pages/")].encode("utf-8", "replace")

    def __iter__(self) -> Iterator[str]:
        return (f"pages/{path}" for path in self._pages)

    def __len__(self) -> int:
        return len(self._pages)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND")}
