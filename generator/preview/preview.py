"""The site in memory, built again after each change, also with findings; nothing is written to disk."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.core.cache import save_caches
from generator.core.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.core.errors import UserError
from generator.pipeline import run
from generator.pipeline.render import render_text
from generator.pipeline.types import JudgeResult, Request
from generator.preview.overlay import overlay
from generator.site.files import RenderedFile
from generator.site.urls import slug

if TYPE_CHECKING:
    from generator.site.site import Tools

_NO_SITE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>No page yet</title></head>
<body><main><h1>No page yet</h1><p>Fix this and save: the page then loads by itself.</p>
<ul>{rows}</ul></main></body></html>"""


_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]?")
Files = Mapping[str, RenderedFile]


def with_broken_pages(before: Files, now: Files, diagnostics: Iterable[Diagnostic]) -> Files:
    """The files of a build, with the last ones of whatever shows a file that can't be read any more.

    While somebody types, a file is broken at times: its page, and the lists that lead to it, stay as they
    were.
    """
    broken = {item.location.path for item in diagnostics if item.severity is Severity.ERROR}
    lost = {source for path, file in before.items() if path not in now for source in file.sources} & broken
    # A page that shows a text no more is no sign that the text can't be read: it is on another.
    lost -= {source for file in now.values() for source in file.sources} if lost else set()
    kept = {path: file for path, file in before.items() if lost.intersection(file.sources)}
    return {**now, **kept} if kept else now


def is_about_page(item: Diagnostic, name: str) -> bool:
    """Whether a finding is an error in the file that would be the page `name`: `blog/maps`."""
    folder, _, file = item.location.path.removeprefix("content/").rpartition("/")
    stem = file.removesuffix(".md").removesuffix(".ipynb")
    stem = _DATED.sub("", stem, count=1) if folder == "blog" else stem
    page = slug(stem) if folder == "pages" else f"{folder}/{slug(stem)}"
    return item.severity is Severity.ERROR and file.endswith((".md", ".ipynb")) and page == name


Redact = Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]]
"""Removes private data from findings, for screens that others see."""


@dataclass(slots=True)
class Preview:
    """The current state of the preview. `files` are those of the last build that rendered.

    `redact` is applied to all findings on pages. `changed` counts the files that the last refresh changed.
    `report` is the coach's report, if `with_report` asks for it. `error`: the last refresh failed.
    """

    request: Request
    redact: Redact = lambda diagnostics: diagnostics
    with_report: bool = False
    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    report: Mapping[str, bytes] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    judged: JudgeResult | None = None
    error: UserError | None = None
    changed: int = 0
    seconds: float = 0.0
    _tools: list[Tools] = field(default_factory=list)
    _newer: dict[str, RenderedFile] = field(default_factory=dict)

    def first_look(self, path: Path) -> str | None:
        """Make the page of one text again, as it is now; its path in the site. None if all has to be made.

        The rest, and the findings, follow with the next refresh.
        """
        judged, tools = self.judged, self._tools[-1:]
        if (
            judged is None
            or self.error is not None
            or not tools
            or not path.is_relative_to(self.request.root)
        ):
            return None
        text = path.relative_to(self.request.root).as_posix()
        try:
            made = render_text(judged, self.request, text, tools[0])
        except (UserError, OSError):
            return None  # the refresh says so
        if made is None or made[0] not in self.files:
            return None
        name, file = made
        self._newer[name] = file
        self.files = {**self.files, name: file}
        return name

    def refresh(self) -> None:
        """Read, judge and render again. If that fails, the last pages stay.

        Pages may be asked for meanwhile: what they show changes at the end, at once.
        """
        start, before = time.perf_counter(), self.files
        shown_first, self._newer = self._newer.keys(), {}
        error: UserError | None = None
        diagnostics: tuple[Diagnostic, ...] = ()
        try:
            judged = run.judge(self.request)
            self.judged, diagnostics = judged, judged.diagnostics
            left: list[Tools] = []
            rendered = run.render(judged, replace(self.request, left=left.append))
            self._tools = left
            diagnostics = sort_diagnostics(rendered.diagnostics)
            if self.with_report:
                self.report = run.report(judged, rendered.diagnostics, self.request)
            if rendered.site is not None:
                files = with_broken_pages(before, rendered.site.files, diagnostics)
                # What was made meanwhile of a newer file stays until the next refresh.
                self.files = {**files, **self._newer} if self._newer else files
        except UserError as user_error:
            error = user_error
        except OSError as os_error:
            # An editor that replaces a file removes it for a moment: the next refresh will find it.
            error = UserError(f"A file could not be read: {os_error.strerror}.")
        self.error, self.diagnostics = error, diagnostics
        save_caches()
        self.changed = sum(before.get(path) != file for path, file in self.files.items())
        self.changed += len(before.keys() - self.files.keys())
        self.changed += sum(before.get(path) == self.files.get(path) for path in shown_first)
        self.seconds = time.perf_counter() - start

    def overlay(self, name: str) -> str:
        """The findings as HTML for the page of this name; empty if there are none."""
        file = self.files.get(name)
        return overlay(self.redact(self.diagnostics), self.error, self.seconds, file.sources if file else ())

    def page(self, path: str) -> tuple[str, bytes] | None:
        """The file for a request path: (path in the site, bytes), or None.

        A folder gives its `index.html`. Before the first successful build, every path gives a page that says
        why there is no site; so does the address of a file that was broken from the beginning.
        """
        if not self.files:
            return "index.html", self._reasons(self.diagnostics)
        name = path.strip("/")
        for candidate in (name, f"{name}/index.html".lstrip("/")):
            if candidate in self.files and (candidate != name or not path.endswith("/")):
                return candidate, self.files[candidate].data
        broken = [item for item in self.diagnostics if is_about_page(item, name)]
        return (f"{name}/index.html", self._reasons(broken)) if broken else None

    def missing(self) -> bytes:
        """The site's own page for unknown addresses."""
        page = self.files.get("404.html")
        return page.data if page else b"Not found"

    def _reasons(self, diagnostics: Iterable[Diagnostic]) -> bytes:
        reasons = [self.error.message] if self.error else []
        reasons += [
            f"{diagnostic.location.path}:{diagnostic.location.line or 1} {diagnostic.message}"
            for diagnostic in self.redact(tuple(diagnostics))
            if diagnostic.severity is Severity.ERROR
        ]
        rows = "".join(f"<li>{html.escape(reason)}</li>" for reason in reasons)
        return _NO_SITE.format(rows=rows).encode()

    def watched(self) -> tuple[Path, ...]:
        """The files and folders that the site is built from."""
        from generator.core.resources import shipped_themes

        root = self.request.root
        journal = self.judged.journal if self.judged else None
        # The commitment is a school's own file, or a name for which there is no file.
        terms = (root / journal.portfolio.commitment,) if journal else ()
        return root / "portfolio.yaml", root / "content", root / "themes", *terms, shipped_themes()
