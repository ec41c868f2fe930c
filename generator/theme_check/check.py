"""Lint a theme by rendering sample portfolios with it, in memory.

Findings are at the line of the template or style sheet.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from generator.core.diagnostics import Diagnostic, Location, Severity, diagnostic, sort_diagnostics
from generator.core.messages import Message
from generator.public.view import SiteView
from generator.site.site import render_site
from generator.site.templates import BrokenTemplateError
from generator.site.theme import Theme, ThemeFolders
from generator.theme_check.css import css_problems
from generator.theme_check.html import (
    FileProblem,
    PageReader,
    Problem,
    is_redirect,
    missing,
    unasked_links,
    weeks_without_table,
    works_without_cover,
)
from generator.theme_check.samples import images, portfolios
from generator.theme_check.source_map import Marks, remove_marks
from generator.theme_check.templates import Trees, parse, unknown_names, unused_files


@dataclass(slots=True)
class _ValueRecorder:
    """Records the values that each template is given."""

    values: dict[str, dict[str, object]] = field(default_factory=dict)

    def instrument(self, environment: Environment, text: str, template: str) -> str:  # noqa: ARG002  # the protocol's
        return text

    def on_render(self, template: str, values: Mapping[str, object]) -> None:
        recorded = self.values.setdefault(template, {})
        recorded.update({name: value for name, value in values.items() if not recorded.get(name)})


@functools.cache
def template_values(shipped: Path) -> Mapping[str, Mapping[str, object]]:
    """Template of a page → the names it is given, each with a non-empty value if there is one.

    They are the same for every theme, so they are taken from the first one in `shipped`.
    """
    themes = ThemeFolders(shipped)
    recorder = _ValueRecorder()
    render_site(portfolios(themes.names()[0])["full"], themes, images(), observer=recorder)
    return recorder.values


_WARNINGS = {
    "theme-work-without-cover",
    "theme-link-to-other-host",
    "theme-token-contrast",
    "theme-file-unread",
}


def check_theme(themes: ThemeFolders, name: str, cache: Path | None = None) -> tuple[Diagnostic, ...]:
    """All findings on a theme. Raises `UserError` if it does not exist or a link leads out of its folder.

    Paths start with `themes/`. `cache` is the build cache.
    """
    theme = themes.find(name)
    linter = _ThemeLinter(themes, theme, cache)
    trees, broken = parse(theme)
    for problem in broken:
        linter.report(*problem)
    if not broken:
        for portfolio, view in portfolios(name).items():
            linter.lint(portfolio, view)
        for problem in _unknown_names(trees, themes.shipped):
            linter.report(*problem)
    for problem in css_problems(theme):
        linter.report(*problem)
    for path in unused_files(theme):
        linter.report(Message("theme-file-unread.here"), path, None)
    return sort_diagnostics(linter.diagnostics.values())


def _unknown_names(trees: Trees, shipped: Path) -> list[FileProblem]:
    """Unknown names; none if a shipped theme is broken, which is a finding of its own."""
    try:
        return list(unknown_names(trees, template_values(shipped)))
    except BrokenTemplateError:
        return []


@dataclass(slots=True)
class _ThemeLinter:
    """Collects findings: each problem once, on the first page that has it."""

    themes: ThemeFolders
    theme: Theme
    cache: Path | None
    marks: Marks = field(default_factory=Marks)
    diagnostics: dict[tuple[Message, Location], Diagnostic] = field(default_factory=dict)

    def report(self, message: Message, path: Path, line: int | None, where: Message | None = None) -> None:
        location, rule = Location(self._shown(path), line), message.rule
        if (
            rule == "theme-template-broken"
            and line
            and any(
                (rule, location) == (known_message.rule, known_location)
                for known_message, known_location in self.diagnostics
            )
        ):
            return  # it breaks with every portfolio, each time with another message
        severity = Severity.WARNING if rule in _WARNINGS else Severity.ERROR
        self.diagnostics.setdefault(
            (message, location), diagnostic(message.having(where=where), location, severity)
        )

    def lint(self, portfolio: str, view: SiteView) -> None:
        try:
            site, _ = render_site(view, self.themes, images(), cache=self.cache, observer=self.marks)
        except BrokenTemplateError as error:
            broken = Message("theme-template-broken.jinja", problem=error.problem.rstrip("."))
            where = Message("theme-template-broken.in-portfolio", portfolio=portfolio)
            self.report(broken, self._file(error.name), error.line, where)
            return
        for file, rendered_file in site.files.items():
            if file.endswith(".html"):
                where = Message("theme-template-broken.on-page", file=file, portfolio=portfolio)
                self._page(file, rendered_file.data.decode("utf-8"), view, where)

    def _page(self, file: str, instrumented: str, view: SiteView, where: Message) -> None:
        text, source_map = remove_marks(instrumented)
        for problem in _problems(PageReader(text), view, file):
            template_line = source_map.line_at(problem.offset) if problem.offset is not None else None
            template = (
                template_line.template if template_line else self.marks.templates.get(file, "redirect.html")
            )
            line = template_line.line if template_line else None
            self.report(problem.text, self._file(template), line, where)

    def _file(self, template: str) -> Path:
        return self.theme.template(template) or self.theme.folders[0] / template

    def _shown(self, path: Path) -> str:
        above: Iterable[Path] = (folder.parent for folder in self.theme.folders)
        folder = next((folder for folder in above if path.is_relative_to(folder)), path.parent)
        return f"themes/{path.relative_to(folder).as_posix()}"


def _problems(page: PageReader, view: SiteView, file: str) -> Iterator[Problem]:
    yield from page.problems
    if is_redirect(page):
        return
    yield from missing(page, view.language)
    yield from unasked_links(page, view)
    yield from weeks_without_table(page, view, file)
    yield from works_without_cover(page, view, file)
