"""The site in memory, made anew after each change. A failing week is shown too; nothing is written."""

from __future__ import annotations

import html
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Severity, sort_diagnostics
from generator.core.errors import UserError
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request
from generator.preview.overlay import overlay
from generator.site.files import RenderedFile

_NO_SITE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>Nothing to show yet</title></head>
<body><main><h1>Nothing to show yet</h1><p>Mend this and save; the page will come by itself.</p>
<ul>{rows}</ul></main></body></html>"""


Veil = Callable[[tuple[Diagnostic, ...]], tuple[Diagnostic, ...]]
"""Takes from findings what may not be seen by whoever looks at the screen."""


@dataclass(slots=True)
class Show:
    """What the preview shows now. `files` are the last pages that could be made.

    `veil` is put over all findings that a page shows. `changed` is how many files the last refresh
    made other than they were. `report` has the coach's report where `with_report` asks for it.
    """

    request: Request
    veil: Veil = lambda diagnostics: diagnostics
    with_report: bool = False
    files: Mapping[str, RenderedFile] = field(default_factory=dict)
    report: Mapping[str, bytes] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    judged: JudgeResult | None = None
    fault: UserError | None = None
    changed: int = 0
    seconds: float = 0.0

    def refresh(self) -> None:
        """Read, judge and render again. Whatever is broken, the last pages stay."""
        began = time.perf_counter()
        before = self.files
        self.fault, self.diagnostics = None, ()
        try:
            self._make()
        except UserError as fault:
            self.fault = fault
        except OSError as error:
            # A file that an editor replaces is missing for a moment; the next look will find it.
            self.fault = UserError(f"A file could not be read: {error.strerror}.")
        self.changed = sum(before.get(path) != file for path, file in self.files.items())
        self.changed += len(before.keys() - self.files.keys())
        self.seconds = time.perf_counter() - began

    def _make(self) -> None:
        judged = run.judge(self.request)
        self.judged, self.diagnostics = judged, judged.diagnostics
        rendered = run.render(judged, self.request)
        self.diagnostics = sort_diagnostics(rendered.diagnostics)
        if rendered.site is not None:
            self.files = rendered.site.files
        if self.with_report:
            self.report = run.report(judged, rendered.diagnostics, self.request)

    def overlay(self, name: str) -> str:
        """What is wrong, to be shown in the page of this name; empty where nothing is."""
        file = self.files.get(name)
        return overlay(self.veil(self.diagnostics), self.fault, self.seconds, file.sources if file else ())

    def page(self, path: str) -> tuple[str, bytes] | None:
        """The file behind a request path: (path in the site, bytes), or None if there is none.

        A folder gives its `index.html`. While there is no site at all every path gives the page that
        says why.
        """
        if not self.files:
            return "index.html", self._reasons()
        name = path.strip("/")
        for candidate in (name, f"{name}/index.html".lstrip("/")):
            if candidate in self.files and (candidate != name or not path.endswith("/")):
                return candidate, self.files[candidate].data
        return None

    def missing(self) -> bytes:
        """The site's own page for what is not there."""
        page = self.files.get("404.html")
        return page.data if page else b"Not found"

    def _reasons(self) -> bytes:
        told = [self.fault.message] if self.fault else []
        errors = (
            diagnostic for diagnostic in self.veil(self.diagnostics) if diagnostic.severity is Severity.ERROR
        )
        told += [f"{error.location.path}:{error.location.line or 1} {error.message}" for error in errors]
        rows = "".join(f"<li>{html.escape(text)}</li>" for text in told)
        return _NO_SITE.format(rows=rows).encode()

    def watched(self) -> tuple[Path, ...]:
        """What makes the site: a change there makes it anew."""
        from generator.core.resources import shipped_themes

        root = self.request.root
        journal = self.judged.journal if self.judged else None
        terms = (
            (root / journal.portfolio.commitment,) if journal else ()
        )  # a school's own file, or no file at all
        return root / "portfolio.yaml", root / "content", root / "themes", *terms, shipped_themes()
